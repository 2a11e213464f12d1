import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { ensureConversation } from '../conversations/commands'
import type { Db } from '../../env'
import { reactionLimits } from './rules'
import { reactions } from './table'

export interface Reaction {
  /** The id of a conversation or of a comment in it. */
  subject: string
  conversation: string
  emoji: string
  visitor: string
  /** Whether the hub has known the visitor for less than a day. */
  isNew: boolean
  address: string
  /** Whether to add or to remove it; `undefined` for the opposite of now. */
  to?: boolean | undefined
  /** When the request arrived. */
  at: Date
}

/** Marks a row for deletion; only inside the batch. */
const DELETED = -1

/** SQL: the database's own clock, in milliseconds. */
const databaseTime = sql`cast(unixepoch('subsec') * 1000 as integer)`

const isBelowLimits = ({ address, conversation, visitor, isNew }: Reaction) => {
  const here = sql`${reactions} where address = ${address} and conversation = ${conversation}`
  return sql`(
    (select count(*) from ${here}) < ${reactionLimits.reactions} and (
      not ${isNew}
      or exists (select 1 from ${here} and visitor = ${visitor})
      or (select count(distinct visitor) from ${here} and first) < ${reactionLimits.newcomers}))`
}

/**
 * Adds a reaction, or removes the existing one, and updates its count.
 *
 * With `to` the same request again changes nothing. Without it, a request that arrived before the
 * reaction was written cannot have meant to remove it: a double click, or fifty requests at once, are
 * one reaction. The count is changed first, by what the rest of
 * the batch is about to do; a batch on D1 is a transaction.
 *
 * @param count the statement that adds `change` to the count of the subject
 */
export const toggleReaction = async (
  db: Db,
  reaction: Reaction,
  count: (change: SQL) => BatchItem<'sqlite'>,
): Promise<'given' | 'taken-back' | 'refused'> => {
  const { subject, emoji, visitor, conversation, address, isNew, to } = reaction
  const at = reaction.at.getTime()
  const mine = and(
    eq(reactions.subject, subject),
    eq(reactions.visitor, visitor),
    eq(reactions.emoji, emoji),
  )
  const own = sql`from ${reactions} where ${mine}`
  const isAllowed = to === false ? sql`0` : isBelowLimits(reaction)
  const isUndone = to === undefined ? sql`${reactions.reactedAt} <= ${at}` : sql`${!to}`
  const change = sql`case (select ${isUndone} ${own})
    when 1 then -1 when 0 then 0 else ${isAllowed} end`
  const [, , [row]] = await db.batch([
    ensureConversation(db, conversation),
    count(change),
    db
      .insert(reactions)
      .select(
        sql`select ${subject}, ${emoji}, ${visitor}, ${conversation}, ${address}, ${isNew}, ${databaseTime}
          where ${isAllowed} or exists (select 1 ${own})`,
      )
      .onConflictDoUpdate({
        target: [reactions.subject, reactions.visitor, reactions.emoji],
        set: {
          reactedAt: sql`case when ${isUndone} then ${DELETED}
            else ${reactions.reactedAt} end`,
        },
      })
      .returning({ isDeleted: sql<number>`${reactions.reactedAt} = ${DELETED}` }),
    db.delete(reactions).where(and(mine, sql`${reactions.reactedAt} = ${DELETED}`)),
  ])
  if (!row && to !== false) return 'refused'
  return row && !row.isDeleted ? 'given' : 'taken-back'
}
