import { type SQL, sql } from 'drizzle-orm'
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

/** What a mark was and becomes, as the record keeps it. */
export type FlagValue = string | number | null

type Conversation = typeof conversations.$inferSelect

/** What a mark is about: a conversation, and one of its comments where it is about that. */
export interface FlagTarget {
  conversation: Conversation
  comment?: Comment | undefined
}

/** How a mark is kept: where, and what it is worth while it is there and while it is not. */
interface FlagStorage {
  read: (marked: FlagTarget) => FlagValue
  /** Whether it is worth this at that very moment. */
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

/** One comment of a conversation at a time. */
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

/** A question that was asked before; then nobody waits for an answer to it here. */
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

/** What is critical wants an answer. */
const criticism: FlagStorage = {
  ...commentFlag,
  isOn: ({ comment }) => comment!.critical,
  on: () => flagsToText({ critical: true, asks: true }),
  off: ({ comment }) => flagsToText({ ...comment!, critical: false }),
}

/** It needs no answer. */
const dismissal: FlagStorage = {
  ...commentFlag,
  isOn: ({ comment }) => !comment!.asks,
  on: ({ comment }) => flagsToText({ ...comment!, asks: false }),
  off: ({ comment }) => flagsToText({ ...comment!, asks: true }),
}

/** That a host looked at it and let it stand; there is no other side to it. */
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

/** How each mark is kept. */
export const flagStorage: Record<Flag, FlagStorage> = {
  pin: commentOfConversation('pinned'),
  acceptance: commentOfConversation('answer'),
  criticism,
  dismissal,
  lock,
}

/** What is said of a conversation, whichever of its comments is looked at. */
export const conversationFlags = { lock, duplicate }

interface FlagChange {
  /** As the record names it. */
  act: Flag | 'approval' | 'duplicate'
  storage: Pick<FlagStorage, 'is' | 'set'>
  from: FlagValue
  to: FlagValue
  reason: string | null
  together?: string | undefined
  /** The entry that this takes back. */
  undoes?: string | undefined
  /** What must be so of the comment. */
  condition?: SQL
  /** What must be so of whoever decides; by default, that they are a host. */
  isAllowed?: SQL | undefined
}

/** Marks a comment or a conversation, on record, if the mark is still what it was when it was read. */
export const setFlag = (
  deciding: DecisionContext,
  marked: FlagTarget,
  marking: FlagChange,
  follow: (isDecided: SQL) => BatchStatement[] = () => [],
): Promise<string | undefined> => {
  const { db } = deciding
  const { conversation, comment } = marked
  const { act, storage: kept, from, to, reason, together, undoes, condition = sql`true` } = marking
  const isAllowed = marking.isAllowed ?? hasRoleNow(deciding, 'host', 'owner')
  return recordDecision(
    deciding,
    {
      act: undoes ? 'undoing' : act,
      subject: comment?.id ?? conversation.id,
      reason,
      detail: { ...(undoes && { act }), from, to, ...(together && { together }) },
      undoes: undoes ?? null,
    },
    sql`${isAllowed} and ${kept.is(marked, from)} and ${condition}`,
    (isDecided) => [
      ensureConversation(db, conversation.id),
      ...[kept.set(db, marked, to, isDecided)].flat(),
      ...follow(isDecided),
    ],
  )
}
