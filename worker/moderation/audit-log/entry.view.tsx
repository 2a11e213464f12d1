import type { Hub } from '../../../site/contract/hub'
import { type IdeaStatus, ideaWords } from '../../../site/contract/vocabulary'
import { conversationById } from '../../discussion/conversations/rules'
import type { LogRow } from '../../audit/table'

type LoggedAction = Pick<LogRow, 'act' | 'detail' | 'subject'>

interface ActionText {
  /** The text before and after the subject. */
  did: string
  so?: string
  /** The id of the conversation that the text ends with. */
  into?: string | undefined
}

const isOn = (detail: LoggedAction['detail']) => detail?.['to'] !== null
const says = (detail: LoggedAction['detail'], word: string) => String(detail?.['to']).includes(word)

type Spaces = Pick<Hub, 'spaces'>

const nameOfSpace = ({ spaces }: Spaces, id: unknown) =>
  spaces.find((space) => space.id === id)?.name ?? String(id)

const actionTexts: Record<string, (detail: LoggedAction['detail'], hub: Spaces) => ActionText> = {
  approval: (detail) =>
    detail?.['from'] === 'held' ? { did: 'approved' } : { did: 'reviewed and kept' },
  fading: () => ({ did: 'faded' }),
  restoration: () => ({ did: 'restored' }),
  holding: () => ({ did: 'held' }),
  removal: () => ({ did: 'removed' }),
  release: () => ({ did: 'released' }),
  warning: () => ({ did: 'warned the author of' }),
  pin: (detail) => ({ did: isOn(detail) ? 'pinned' : 'unpinned' }),
  revision: () => ({ did: 'edited' }),
  move: (detail, hub) => ({
    did: 'moved',
    so: `to the space ${nameOfSpace(hub, detail?.['to'])}`,
  }),
  merger: (detail) => ({ did: 'merged', so: 'into', into: String(detail?.['to']) }),
  lock: (detail) => (isOn(detail) ? { did: 'locked' } : { did: 'unlocked' }),
  acceptance: (detail) => ({
    did: isOn(detail) ? 'marked' : 'unmarked',
    so: 'as the answer',
  }),
  duplicate: (detail) =>
    isOn(detail) ? { did: 'closed', so: 'as a duplicate' } : { did: 'reopened' },
  status: (detail) => ({
    did: 'changed the status of',
    so: `(${ideaWords[detail?.['to'] as IdeaStatus] ?? ''})`,
  }),
  criticism: (detail) => ({
    did: says(detail, 'critical') ? 'marked' : 'unmarked',
    so: 'as critical',
  }),
  dismissal: (detail) => ({
    did: 'marked',
    so: says(detail, 'asks') ? 'as needing an answer' : 'as needing no answer',
  }),
}

const states: Record<string, string> = {
  held: 'held again',
  published: 'published again',
  faded: 'faded again',
  removed: 'removed again',
}

/** The state after an undo. */
const nowOf = (detail: LoggedAction['detail']): string => {
  const state = states[String(detail?.['to'])]
  return state ? `(${state})` : ''
}

/** The text for a decision about a comment or a conversation; `undefined` for others. */
export const actionTextOf = (
  { act, detail }: LoggedAction,
  hub: Spaces,
): ActionText | undefined => {
  if (act === 'undoing') {
    const undone = actionTexts[String(detail?.['act'])]
    return undone && { did: 'undid a decision about', so: nowOf(detail) }
  }
  return Object.hasOwn(actionTexts, act) ? actionTexts[act]!(detail, hub) : undefined
}

/** The ids of the conversations that an entry names. */
export const conversationIdsIn = ({ subject, act, detail }: LoggedAction): string[] =>
  act === 'merger' ? [subject, String(detail?.['to'])] : [subject]

/** The text after the subject. */
export const ActionSuffix = ({ hub, words: { so, into } }: { hub: Hub; words: ActionText }) => {
  if (!so) return null
  const other = into ? conversationById(hub, into) : undefined
  if (other)
    return (
      <>
        {` ${so} the conversation `}
        <a href={hub.paths.conversation(other)}>{other.title}</a>
      </>
    )
  return <>{into ? ` ${so} another` : ` ${so}`}</>
}

interface WhatProps {
  hub: Hub
  entry: LoggedAction
  /** The author of the comment; empty for a former member or guest. */
  name: string | null
  /** The title of the topic that it opens, if it does. */
  title?: string | null
}

/** The comment or conversation of a decision, as a link. */
export const DecisionSubject = ({ hub, entry: { subject }, name, title }: WhatProps) => {
  const conversation = conversationById(hub, subject)
  if (conversation)
    return (
      <>
        the conversation <a href={hub.paths.conversation(conversation)}>{conversation.title}</a>
      </>
    )
  return (
    <a href={hub.paths.deskComment(subject)}>
      {title ? (
        <>
          the conversation “<bdi>{title}</bdi>”
        </>
      ) : name ? (
        <>
          the comment by <bdi>{name}</bdi>
        </>
      ) : (
        'a comment'
      )}
    </a>
  )
}

/** The house rule of a removal, if there is one. */
export const RuleNote = ({ hub, entry: { act, detail } }: Pick<WhatProps, 'hub' | 'entry'>) => {
  const rule = hub.desk.rules.find(({ id }) => id === detail?.['rule'])
  return rule && act !== 'undoing' ? <> ({rule.name})</> : null
}
