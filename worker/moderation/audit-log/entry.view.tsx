import type { Hub } from '../../../site/contract/hub'
import { type IdeaStatus, ideaStatusLabels } from '../../../site/contract/vocabulary'
import { conversationById } from '../../discussion/conversations/rules'
import type { LogRow } from '../../audit/table'

type LoggedAction = Pick<LogRow, 'act' | 'detail' | 'subject'>

interface ActionText {
  /** What was done: the text before the subject. */
  verb: string
  /** The text after the subject. */
  suffix?: string
  /** The id of the conversation that the text ends with. */
  into?: string | undefined
}

const isOn = (detail: LoggedAction['detail']) => detail?.['to'] !== null
const nowIncludes = (detail: LoggedAction['detail'], word: string) =>
  String(detail?.['to']).includes(word)

type Spaces = Pick<Hub, 'spaces'>

const spaceName = ({ spaces }: Spaces, id: unknown) =>
  spaces.find((space) => space.id === id)?.name ?? String(id)

const actionTexts: Record<string, (detail: LoggedAction['detail'], hub: Spaces) => ActionText> = {
  approval: (detail) =>
    detail?.['from'] === 'held' ? { verb: 'approved' } : { verb: 'reviewed and kept' },
  fading: () => ({ verb: 'faded' }),
  restoration: () => ({ verb: 'restored' }),
  holding: () => ({ verb: 'held' }),
  removal: () => ({ verb: 'removed' }),
  release: () => ({ verb: 'released' }),
  warning: () => ({ verb: 'warned the author of' }),
  pin: (detail) => ({ verb: isOn(detail) ? 'pinned' : 'unpinned' }),
  revision: () => ({ verb: 'edited' }),
  move: (detail, hub) => ({
    verb: 'moved',
    suffix: `to the space ${spaceName(hub, detail?.['to'])}`,
  }),
  merger: (detail) => ({ verb: 'merged', suffix: 'into', into: String(detail?.['to']) }),
  lock: (detail) => (isOn(detail) ? { verb: 'locked' } : { verb: 'unlocked' }),
  acceptance: (detail) => ({
    verb: isOn(detail) ? 'marked' : 'unmarked',
    suffix: 'as the answer',
  }),
  duplicate: (detail) =>
    isOn(detail) ? { verb: 'closed', suffix: 'as a duplicate' } : { verb: 'reopened' },
  status: (detail) => ({
    verb: 'changed the status of',
    suffix: `(${ideaStatusLabels[detail?.['to'] as IdeaStatus] ?? ''})`,
  }),
  criticism: (detail) => ({
    verb: nowIncludes(detail, 'critical') ? 'marked' : 'unmarked',
    suffix: 'as critical',
  }),
  dismissal: (detail) => ({
    verb: 'marked',
    suffix: nowIncludes(detail, 'asks') ? 'as needing an answer' : 'as needing no answer',
  }),
}

const states: Record<string, string> = {
  held: 'held again',
  published: 'published again',
  faded: 'faded again',
  removed: 'removed again',
}

/** The state after an undo, in brackets. */
const resultOf = (detail: LoggedAction['detail']): string => {
  const state = states[String(detail?.['to'])]
  return state ? `(${state})` : ''
}

/** The text for a decision about a comment or a conversation; `undefined` for others. */
export const actionText = ({ act, detail }: LoggedAction, hub: Spaces): ActionText | undefined => {
  if (act === 'undoing') {
    const undone = actionTexts[String(detail?.['act'])]
    return undone && { verb: 'undid a decision about', suffix: resultOf(detail) }
  }
  return Object.hasOwn(actionTexts, act) ? actionTexts[act]!(detail, hub) : undefined
}

/** The ids of the conversations that an entry names. */
export const conversationIdsIn = ({ subject, act, detail }: LoggedAction): string[] =>
  act === 'merger' ? [subject, String(detail?.['to'])] : [subject]

/** The text after the subject. */
export const ActionSuffix = ({ hub, text: { suffix, into } }: { hub: Hub; text: ActionText }) => {
  if (!suffix) return null
  const other = into ? conversationById(hub, into) : undefined
  if (other)
    return (
      <>
        {` ${suffix} the conversation `}
        <a href={hub.paths.conversation(other)}>{other.title}</a>
      </>
    )
  return <>{into ? ` ${suffix} another` : ` ${suffix}`}</>
}

interface SubjectProps {
  hub: Hub
  entry: LoggedAction
  /** The name of the comment's author; empty for a former member or guest. */
  name: string | null
  /** The title of the topic, if the comment is its opening. */
  title?: string | null
}

/** The comment or conversation of a decision, as a link. */
export const DecisionSubject = ({ hub, entry: { subject }, name, title }: SubjectProps) => {
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
export const RuleNote = ({ hub, entry: { act, detail } }: Pick<SubjectProps, 'hub' | 'entry'>) => {
  const rule = hub.desk.rules.find(({ id }) => id === detail?.['rule'])
  return rule && act !== 'undoing' ? <> ({rule.name})</> : null
}
