import { type SQL, sql } from 'drizzle-orm'
import { type Marks, markComment } from '../comments/flag.commands'
import type { Comment } from '../comments/table'
import { markConversation, openConversation } from '../conversations/queries'
import type { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { type Deciding, isStill, record, type Statement } from '../../audit/commands'

/** What hosts say of a comment or a conversation, besides its life. */
export const marks = ['pin', 'acceptance', 'criticism', 'dismissal', 'lock'] as const
export type Mark = (typeof marks)[number]

/** What a mark was and becomes, as the record keeps it. */
export type Value = string | number | null

type Conversation = typeof conversations.$inferSelect

/** What a mark is about: a conversation, and one of its comments where it is about that. */
export interface Marked {
  conversation: Conversation
  comment?: Comment | undefined
}

/** How a mark is kept: where, and what it is worth while it is there and while it is not. */
interface Kept {
  read: (marked: Marked) => Value
  /** Whether it is worth this at that very moment. */
  is: (marked: Marked, value: Value) => SQL
  set: (db: Db, marked: Marked, value: Value, isDecided: SQL) => Statement | Statement[]
  isOn: (marked: Marked) => boolean
  on: (marked: Marked, now: Date) => Value
  off: (marked: Marked) => Value
}

const inConversation = ({ conversation }: Marked, column: string, value: Value): SQL =>
  sql`(select c.${sql.raw(column)} from conversations c where c.id = ${conversation.id}) is ${value}`

const inComment = ({ comment }: Marked, holds: SQL): SQL =>
  sql`exists (select 1 from comments x where x.id = ${comment!.id} and ${holds})`

/** One comment of a conversation at a time. */
const oneOf = (column: 'pinned' | 'answer'): Kept => ({
  read: ({ conversation }) => conversation[column],
  is: (marked, value) => inConversation(marked, column, value),
  set: (db, { conversation }, value, isDecided) =>
    markConversation(db, conversation.id, { [column]: value as string | null }, isDecided),
  isOn: ({ conversation, comment }) => conversation[column] === comment!.id,
  on: ({ comment }) => comment!.id,
  off: () => null,
})

const lock: Kept = {
  read: ({ conversation }) => conversation.lockedAt?.getTime() ?? null,
  is: (marked, value) => inConversation(marked, 'locked_at', value),
  set: (db, { conversation }, value, isDecided) => {
    const lockedAt = value === null ? null : new Date(Number(value))
    return markConversation(db, conversation.id, { lockedAt }, isDecided)
  },
  isOn: ({ conversation }) => conversation.lockedAt !== null,
  on: (_, now) => now.getTime(),
  off: () => null,
}

/** A question that was asked before; then nobody waits for an answer to it here. */
export const duplicate: Pick<Kept, 'read' | 'is' | 'set'> = {
  read: ({ conversation }) => conversation.duplicateOf,
  is: (marked, value) => inConversation(marked, 'duplicate_of', value),
  set: (db, { conversation: { id, opening } }, value, isDecided) => [
    markConversation(db, id, { duplicateOf: value as string | null }, isDecided),
    markComment(db, opening ?? '', { asks: value === null }, isDecided),
  ],
}

const said = ({ critical, asks }: Pick<Comment, 'critical' | 'asks'>) =>
  [critical && 'critical', asks && 'asks'].filter(Boolean).join(' ')

const marksIn = (value: Value): Required<Pick<Marks, 'critical' | 'asks'>> => ({
  critical: String(value).includes('critical'),
  asks: String(value).includes('asks'),
})

const ofComment: Pick<Kept, 'read' | 'is' | 'set'> = {
  read: ({ comment }) => said(comment!),
  is: (marked, value) => {
    const { critical, asks } = marksIn(value)
    return inComment(marked, sql`x.critical = ${Number(critical)} and x.asks = ${Number(asks)}`)
  },
  set: (db, { comment }, value, isDecided) =>
    markComment(db, comment!.id, marksIn(value), isDecided),
}

/** What is critical wants an answer. */
const criticism: Kept = {
  ...ofComment,
  isOn: ({ comment }) => comment!.critical,
  on: () => said({ critical: true, asks: true }),
  off: ({ comment }) => said({ ...comment!, critical: false }),
}

/** It needs no answer. */
const dismissal: Kept = {
  ...ofComment,
  isOn: ({ comment }) => !comment!.asks,
  on: ({ comment }) => said({ ...comment!, asks: false }),
  off: ({ comment }) => said({ ...comment!, asks: true }),
}

/** That a host looked at it and let it stand; there is no other side to it. */
export const standing: Kept = {
  read: ({ comment }) => comment!.judgedAt?.getTime() ?? null,
  is: (marked, value) => inComment(marked, sql`x.judged_at is ${value}`),
  set: (db, { comment }, value, isDecided) => {
    const judgedAt = value === null ? null : new Date(Number(value))
    return markComment(db, comment!.id, { judgedAt }, isDecided)
  },
  isOn: () => false,
  on: (_, now) => now.getTime(),
  off: () => null,
}

/** How each mark is kept. */
export const keptBy: Record<Mark, Kept> = {
  pin: oneOf('pinned'),
  acceptance: oneOf('answer'),
  criticism,
  dismissal,
  lock,
}

/** What is said of a conversation, whichever of its comments is looked at. */
export const ofConversation = { lock, duplicate }

interface Marking {
  /** As the record names it. */
  act: Mark | 'approval' | 'duplicate'
  kept: Pick<Kept, 'is' | 'set'>
  from: Value
  to: Value
  reason: string | null
  together?: string | undefined
  /** The entry that this takes back. */
  undoes?: string | undefined
  /** What must be so of the comment. */
  isFit?: SQL
  /** What must be so of whoever decides; by default, that they are a host. */
  isAllowed?: SQL | undefined
}

/** Marks a comment or a conversation, on record, if the mark is still what it was when it was read. */
export const mark = (
  deciding: Deciding,
  marked: Marked,
  marking: Marking,
  follow: (isDecided: SQL) => Statement[] = () => [],
): Promise<string | undefined> => {
  const { db } = deciding
  const { conversation, comment } = marked
  const { act, kept, from, to, reason, together, undoes, isFit = sql`true` } = marking
  const isAllowed = marking.isAllowed ?? isStill(deciding, 'host', 'owner')
  return record(
    deciding,
    {
      act: undoes ? 'undoing' : act,
      subject: comment?.id ?? conversation.id,
      reason,
      detail: { ...(undoes && { act }), from, to, ...(together && { together }) },
      undoes: undoes ?? null,
    },
    sql`${isAllowed} and ${kept.is(marked, from)} and ${isFit}`,
    (isDecided) => [
      openConversation(db, conversation.id),
      ...[kept.set(db, marked, to, isDecided)].flat(),
      ...follow(isDecided),
    ],
  )
}
