import type { Hub } from '../../../site/contract/hub'
import { type IdeaStatus, ideaWords } from '../../../site/contract/vocabulary'
import { conversationById } from '../../discussion/conversations/rules'
import type { LogRow } from '../../audit/table'

type LoggedAction = Pick<LogRow, 'act' | 'detail' | 'subject'>

interface ActionText {
  /** Before what it was done to, and after. */
  did: string
  so?: string
  /** The id of the conversation that is named after that. */
  into?: string | undefined
}

const isOn = (detail: LoggedAction['detail']) => detail?.['to'] !== null
const says = (detail: LoggedAction['detail'], word: string) => String(detail?.['to']).includes(word)

type Spaces = Pick<Hub, 'spaces'>

const nameOfSpace = ({ spaces }: Spaces, id: unknown) =>
  spaces.find((space) => space.id === id)?.name ?? String(id)

const actionTexts: Record<string, (detail: LoggedAction['detail'], hub: Spaces) => ActionText> = {
  approval: (detail) =>
    detail?.['from'] === 'held' ? { did: 'approved' } : { did: 'let', so: 'stand' },
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
  lock: (detail) => (isOn(detail) ? { did: 'locked' } : { did: 'opened', so: 'again' }),
  acceptance: (detail) => ({
    did: isOn(detail) ? 'marked' : 'no longer marked',
    so: 'as the answer',
  }),
  duplicate: (detail) =>
    isOn(detail) ? { did: 'closed', so: 'as asked before' } : { did: 'opened', so: 'again' },
  status: (detail) => ({
    did: 'said what becomes of',
    so: `(${ideaWords[detail?.['to'] as IdeaStatus] ?? ''})`,
  }),
  criticism: (detail) => ({
    did: says(detail, 'critical') ? 'marked' : 'no longer marked',
    so: 'as critical',
  }),
  dismissal: (detail) => ({
    did: 'said that',
    so: says(detail, 'asks') ? 'wants an answer' : 'needs no answer',
  }),
}

const states: Record<string, string> = {
  held: 'held again',
  published: 'published again',
  faded: 'faded again',
  removed: 'removed again',
}

/** What something is again, once a decision about it was taken back. */
const nowOf = (detail: LoggedAction['detail']): string => {
  const state = states[String(detail?.['to'])]
  return state ? `(${state})` : ''
}

/** What was done to a comment or a conversation, in words; nothing for other decisions. */
export const actionTextOf = (
  { act, detail }: LoggedAction,
  hub: Spaces,
): ActionText | undefined => {
  if (act === 'undoing') {
    const undone = actionTexts[String(detail?.['act'])]
    return undone && { did: 'took back a decision about', so: nowOf(detail) }
  }
  return Object.hasOwn(actionTexts, act) ? actionTexts[act]!(detail, hub) : undefined
}

/** The conversations that a line of the record names. */
export const conversationIdsIn = ({ subject, act, detail }: LoggedAction): string[] =>
  act === 'merger' ? [subject, String(detail?.['to'])] : [subject]

/** What comes after what it was done to. */
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
  /** Who wrote the comment; empty, once nobody knows. */
  name: string | null
  /** The title of the conversation that it opens, if it does. */
  title?: string | null
}

/** A comment, or a conversation, about which something was decided. */
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

/** By which rule of the house, if it was by one. */
export const RuleNote = ({ hub, entry: { act, detail } }: Pick<WhatProps, 'hub' | 'entry'>) => {
  const rule = hub.desk.rules.find(({ id }) => id === detail?.['rule'])
  return rule && act !== 'undoing' ? <> ({rule.name})</> : null
}
