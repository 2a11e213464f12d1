import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { changedCounts, countsWithout } from '../../lib/json-counter'
import { conversations } from './table'

/** A row to count in: the build knows every conversation, the database those that came alive. */
export const ensureConversation = (db: Db, id: string) =>
  db.insert(conversations).values({ id }).onConflictDoNothing()

/**
 * Counts comments that appear or go, in the batch that lets them.
 *
 * @param conversation its id as the database finds it; none, when nothing is to be counted
 * @param change how many more, or fewer
 * @param at when the newest appeared, if one does
 */
export const countComments = (db: Db, conversation: SQL, change: SQL, at?: Date) =>
  db
    .update(conversations)
    .set({
      comments: sql`${conversations.comments} + ${change}`,
      ...(at && { lastCommentAt: at }),
    })
    .where(sql`${conversations.id} = ${conversation}`)

/** Counts a reaction to a conversation, in the batch that gives it or takes it back. */
export const countConversationReaction = (db: Db, id: string, emoji: string, change: SQL) =>
  db
    .update(conversations)
    .set({ reactions: changedCounts(conversations.reactions, emoji, change) })
    .where(eq(conversations.id, id))

/** Counts no longer what is about to go, in the batch that takes it: the published ones of `which`. */
export const uncountComments = (db: Db, which: SQL) => {
  const going = sql`from comments where ${which} and comments.state = 'published'
    and comments.opens = 0`
  return db
    .update(conversations)
    .set({
      comments: sql`${conversations.comments}
        - (select count(*) ${going} and comments.conversation = ${conversations.id})`,
    })
    .where(sql`${conversations.id} in (select comments.conversation ${going})`)
}

/** Counts no longer the reactions to conversations that are about to be taken back. */
export const uncountConversationReactions = (db: Db, which: SQL) =>
  db
    .update(conversations)
    .set({ reactions: countsWithout(conversations.reactions, conversations.id, which) })
    .where(sql`${conversations.id} in (select reactions.subject from reactions where ${which})`)

type ConversationFlags = Pick<
  typeof conversations.$inferSelect,
  'pinned' | 'answer' | 'lockedAt' | 'duplicateOf' | 'status' | 'statusReason'
>

/**
 * Pins a comment, says which one settled the question, or locks; says what becomes of an idea, or
 * that a question was asked before. In the batch that puts it on record.
 */
export const setConversationFlags = (
  db: Db,
  id: string,
  flags: Partial<ConversationFlags>,
  isDecided: SQL,
) =>
  db
    .update(conversations)
    .set(flags)
    .where(and(eq(conversations.id, id), isDecided))
