import { type SQL, sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import { type CommentFlags, setCommentFlags } from '../comments/flag.commands'
import type { Comment } from '../comments/table'
import { setConversationFlags, ensureConversation } from '../conversations/commands'
import type { conversations } from '../conversations/table'
import type { Db } from '../../env'
import {
  type DecisionContext,
  hasRoleNow,
  recordDecision,
  type BatchStatement,
} from '../../audit/commands'
import type { Flag } from './flag.rules'
import { findLatestEntry, type ModerationTarget } from './load.queries'

/** The value of a mark, before and after, in the audit log. */
export type FlagValue = string | number | null

type ConversationRow = typeof conversations.$inferSelect

/** A conversation, and the comment if the mark is on one. */
export interface FlagTarget {
  conversation: ConversationRow
  comment?: Comment | undefined
}

/** How a mark is stored, and its values when it is on and off. */
interface FlagStorage {
  read: (marked: FlagTarget) => FlagValue
  /** SQL: it has this value now. */
  is: (marked: FlagTarget, value: FlagValue) => SQL
  set: (
    db: Db,
    marked: FlagTarget,
    value: FlagValue,
    isDecided: SQL,
  ) => BatchStatement | BatchStatement[]
  isOn: (marked: FlagTarget) => boolean
  on: (marked: FlagTarget, now: Date) => FlagValue
  off: (marked: FlagTarget) => FlagValue
}

const inConversation = ({ conversation }: FlagTarget, column: string, value: FlagValue): SQL =>
  sql`(select c.${sql.raw(column)} from conversations c where c.id = ${conversation.id}) is ${value}`

const inComment = ({ comment }: FlagTarget, holds: SQL): SQL =>
  sql`exists (select 1 from comments x where x.id = ${comment!.id} and ${holds})`

/** A mark on one comment of a conversation at a time. */
const commentOfConversation = (column: 'pinned' | 'answer'): FlagStorage => ({
  read: ({ conversation }) => conversation[column],
  is: (marked, value) => inConversation(marked, column, value),
  set: (db, { conversation }, value, isDecided) =>
    setConversationFlags(db, conversation.id, { [column]: value as string | null }, isDecided),
  isOn: ({ conversation, comment }) => conversation[column] === comment!.id,
  on: ({ comment }) => comment!.id,
  off: () => null,
})

const lock: FlagStorage = {
  read: ({ conversation }) => conversation.lockedAt?.getTime() ?? null,
  is: (marked, value) => inConversation(marked, 'locked_at', value),
  set: (db, { conversation }, value, isDecided) => {
    const lockedAt = value === null ? null : new Date(Number(value))
    return setConversationFlags(db, conversation.id, { lockedAt }, isDecided)
  },
  isOn: ({ conversation }) => conversation.lockedAt !== null,
  on: (_, now) => now.getTime(),
  off: () => null,
}

/** A duplicate question; it no longer needs an answer. */
export const duplicate: Pick<FlagStorage, 'read' | 'is' | 'set'> = {
  read: ({ conversation }) => conversation.duplicateOf,
  is: (marked, value) => inConversation(marked, 'duplicate_of', value),
  set: (db, { conversation: { id, opening } }, value, isDecided) => [
    setConversationFlags(db, id, { duplicateOf: value as string | null }, isDecided),
    setCommentFlags(db, opening ?? '', { asks: value === null }, isDecided),
  ],
}

const flagsToText = ({ critical, asks }: Pick<Comment, 'critical' | 'asks'>) =>
  [critical && 'critical', asks && 'asks'].filter(Boolean).join(' ')

const flagsFromText = (value: FlagValue): Required<Pick<CommentFlags, 'critical' | 'asks'>> => ({
  critical: String(value).includes('critical'),
  asks: String(value).includes('asks'),
})

const commentFlag: Pick<FlagStorage, 'read' | 'is' | 'set'> = {
  read: ({ comment }) => flagsToText(comment!),
  is: (marked, value) => {
    const { critical, asks } = flagsFromText(value)
    return inComment(marked, sql`x.critical = ${Number(critical)} and x.asks = ${Number(asks)}`)
  },
  set: (db, { comment }, value, isDecided) =>
    setCommentFlags(db, comment!.id, flagsFromText(value), isDecided),
}

/** A critical comment needs an answer. */
const criticism: FlagStorage = {
  ...commentFlag,
  isOn: ({ comment }) => comment!.critical,
  on: () => flagsToText({ critical: true, asks: true }),
  off: ({ comment }) => flagsToText({ ...comment!, critical: false }),
}

/** The comment needs no answer. */
const dismissal: FlagStorage = {
  ...commentFlag,
  isOn: ({ comment }) => !comment!.asks,
  on: ({ comment }) => flagsToText({ ...comment!, asks: false }),
  off: ({ comment }) => flagsToText({ ...comment!, asks: true }),
}

/** When a host reviewed a comment and left it published; it is never off. */
export const reviewed: FlagStorage = {
  read: ({ comment }) => comment!.judgedAt?.getTime() ?? null,
  is: (marked, value) => inComment(marked, sql`x.judged_at is ${value}`),
  set: (db, { comment }, value, isDecided) => {
    const judgedAt = value === null ? null : new Date(Number(value))
    return setCommentFlags(db, comment!.id, { judgedAt }, isDecided)
  },
  isOn: () => false,
  on: (_, now) => now.getTime(),
  off: () => null,
}

/** The storage of each mark. */
export const flagStorage: Record<Flag, FlagStorage> = {
  pin: commentOfConversation('pinned'),
  acceptance: commentOfConversation('answer'),
  criticism,
  dismissal,
  lock,
}

/** The marks that are on the conversation itself. */
export const conversationFlags = { lock, duplicate }

interface FlagChange {
  /** Its name in the audit log. */
  act: Flag | 'approval' | 'duplicate'
  storage: Pick<FlagStorage, 'is' | 'set'>
  from: FlagValue
  to: FlagValue
  reason: string | null
  together?: string | undefined
  /** The audit log row that this undoes. */
  undoes?: string | undefined
  /** SQL: a condition on the comment. */
  condition?: SQL
  /** SQL: a condition on the person deciding; by default, that they are a host. */
  isAllowed?: SQL | undefined
}

/** Sets a mark, in the audit log, if its value has not changed since it was read. */
export const setFlag = (
  context: DecisionContext,
  marked: FlagTarget,
  change: FlagChange,
  follow: (isDecided: SQL) => BatchStatement[] = () => [],
): Promise<string | undefined> => {
  const { db } = context
  const { conversation, comment } = marked
  const { act, storage, from, to, reason, together, undoes, condition = sql`true` } = change
  const isAllowed = change.isAllowed ?? hasRoleNow(context, 'host', 'owner')
  return recordDecision(
    context,
    {
      act: undoes ? 'undoing' : act,
      subject: comment?.id ?? conversation.id,
      reason,
      detail: { ...(undoes && { act }), from, to, ...(together && { together }) },
      undoes: undoes ?? null,
    },
    sql`${isAllowed} and ${storage.is(marked, from)} and ${condition}`,
    (isDecided) => [
      ensureConversation(db, conversation.id),
      ...[storage.set(db, marked, to, isDecided)].flat(),
      ...follow(isDecided),
    ],
  )
}

/** SQL: the comment is still in the state in which it was read. */
export const isUnchanged = ({ id, state }: Comment): SQL =>
  sql`exists (select 1 from comments x where x.id = ${id} and x.state = ${state})`

/** A mark to set or to clear. */
export interface FlagRequest {
  act: Flag
  /** The id of the comment; of the conversation, for a lock. */
  id: string
  /** Whether to set or clear it; without it, the opposite of now. */
  to?: boolean | undefined
  reason?: string | undefined
  /** The first audit log row of a bulk decision. */
  together?: string | undefined
  /** SQL: a condition on the person deciding; by default, that they are a host. */
  isAllowed?: SQL | undefined
}

type FlagResult<Target> =
  | { done: string; target?: Target; refused?: undefined }
  | { refused: 'already' | 'changed' | 'not-now'; target?: Target; done?: undefined }

/** Sets or clears a mark, in the audit log; a repeated request by the same person counts as done. */
export const toggleFlag = async (
  context: DecisionContext,
  { act, id, to: requested, reason, together, isAllowed }: FlagRequest,
  marked: FlagTarget,
): Promise<FlagResult<never>> => {
  const storage = flagStorage[act]
  const isOn = storage.isOn(marked)
  const findOwnEntry = async () => {
    const latest = await findLatestEntry(context.db, id)
    return latest?.act === act && latest.by === context.by ? latest : undefined
  }
  if (requested === isOn) {
    const earlier = await findOwnEntry()
    return earlier ? { done: earlier.id } : { refused: 'already' }
  }
  const to = isOn ? storage.off(marked) : storage.on(marked, context.now)
  const done = await setFlag(context, marked, {
    act,
    storage,
    from: storage.read(marked),
    to,
    reason: reason || null,
    together,
    isAllowed,
    ...(marked.comment && { condition: isUnchanged(marked.comment) }),
  })
  if (done) return { done }
  if (requested === undefined) return { refused: 'changed' }
  // Of two presses at the same time, the second finds its wish already done.
  const same = await findOwnEntry()
  return same?.detail?.['to'] === to ? { done: same.id } : { refused: 'changed' }
}

/** Only a published comment can be pinned or accepted, and a removed one cannot be marked at all. */
const canBeFlagged = (
  act: Flag,
  { comment }: ModerationTarget,
  { kind }: Pick<Conversation, 'kind'>,
): boolean => {
  if (act === 'acceptance' && kind !== 'question') return false
  return act === 'pin' || act === 'acceptance'
    ? comment.state === 'published' && !comment.opens
    : comment.state !== 'removed'
}

/** The same for a mark on a comment, if it can be set; every mark can be cleared. */
export const flagComment = async (
  context: DecisionContext,
  request: FlagRequest,
  target: ModerationTarget,
  conversation: Pick<Conversation, 'kind'>,
): Promise<FlagResult<ModerationTarget>> => {
  const { act } = request
  if (!flagStorage[act].isOn(target) && !canBeFlagged(act, target, conversation))
    return { refused: 'not-now', target }
  return { ...(await toggleFlag(context, request, target)), target }
}
