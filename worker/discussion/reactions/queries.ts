import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { ensureConversation } from '../conversations/commands'
import type { Db } from '../../env'
import { reactionLimits } from './rules'
import { reactions } from './table'

/** The reactions of one visitor to a conversation and its comments. */
export const listOwnReactions = (db: Db, conversation: string, visitor: string) =>
  db
    .select({ subject: reactions.subject, emoji: reactions.emoji })
    .from(reactions)
    .where(and(eq(reactions.visitor, visitor), eq(reactions.conversation, conversation)))
    .limit(500)

export interface Reaction {
  /** The id of a conversation or of a comment in it. */
  subject: string
  conversation: string
  emoji: string
  visitor: string
  /** Whether the hub has known the visitor for less than a day. */
  isNew: boolean
  address: string
  /** When the request arrived. */
  at: Date
}

/** In the middle of a batch, and never after it: the row is about to go. */
const GOING = -1

/** The database's own clock, in milliseconds. */
const written = sql`cast(unixepoch('subsec') * 1000 as integer)`

const isRoomFor = ({ address, conversation, visitor, isNew }: Reaction) => {
  const here = sql`${reactions} where address = ${address} and conversation = ${conversation}`
  return sql`(
    (select count(*) from ${here}) < ${reactionLimits.reactions} and (
      not ${isNew}
      or exists (select 1 from ${here} and visitor = ${visitor})
      or (select count(distinct visitor) from ${here} and first) < ${reactionLimits.newcomers}))`
}

/**
 * Gives a reaction, or takes back the one that is there, together with its count.
 *
 * A request that arrived before the reaction was written can not have meant to take it back: a
 * double click, or fifty requests at once, are one reaction. The count is changed first, by what
 * the rest of the batch is about to do; on D1 nothing comes between.
 *
 * @param count the statement that changes the count of the subject
 */
export const toggleReaction = async (
  db: Db,
  reaction: Reaction,
  count: (change: SQL) => BatchItem<'sqlite'>,
): Promise<'given' | 'taken-back' | 'refused'> => {
  const { subject, emoji, visitor, conversation, address, isNew } = reaction
  const at = reaction.at.getTime()
  const mine = and(
    eq(reactions.subject, subject),
    eq(reactions.visitor, visitor),
    eq(reactions.emoji, emoji),
  )
  const own = sql`from ${reactions} where ${mine}`
  const isRoom = isRoomFor(reaction)
  const change = sql`case (select ${reactions.reactedAt} <= ${at} ${own})
    when 1 then -1 when 0 then 0 else ${isRoom} end`
  const [, , [row]] = await db.batch([
    ensureConversation(db, conversation),
    count(change),
    db
      .insert(reactions)
      .select(
        sql`select ${subject}, ${emoji}, ${visitor}, ${conversation}, ${address}, ${isNew}, ${written}
          where ${isRoom} or exists (select 1 ${own})`,
      )
      .onConflictDoUpdate({
        target: [reactions.subject, reactions.visitor, reactions.emoji],
        set: {
          reactedAt: sql`case when ${reactions.reactedAt} <= ${at} then ${GOING}
            else ${reactions.reactedAt} end`,
        },
      })
      .returning({ isGoing: sql<number>`${reactions.reactedAt} = ${GOING}` }),
    db.delete(reactions).where(and(mine, sql`${reactions.reactedAt} = ${GOING}`)),
  ])
  if (!row) return 'refused'
  return row.isGoing ? 'taken-back' : 'given'
}
