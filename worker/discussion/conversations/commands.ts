import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { changedCounts, countsWithout } from '../../lib/json-counter'
import { conversations } from './table'

/** Adds the row of a post at its first comment, reaction or mark; before that only the build knows it. */
export const ensureConversation = (db: Db, id: string) =>
  db.insert(conversations).values({ id }).onConflictDoNothing()

/**
 * Adds to the count of published comments, in the batch that publishes or removes them.
 *
 * @param conversation SQL: its id, or `null` if nothing changes
 * @param change SQL: the number to add, possibly negative
 */
export const countComments = (db: Db, conversation: SQL, change: SQL) =>
  db
    .update(conversations)
    .set({ comments: sql`${conversations.comments} + ${change}` })
    .where(sql`${conversations.id} = ${conversation}`)

/** Counts a reaction to a conversation, in the batch that adds or removes it. */
export const countConversationReaction = (db: Db, id: string, emoji: string, change: SQL) =>
  db
    .update(conversations)
    .set({ reactions: changedCounts(conversations.reactions, emoji, change) })
    .where(eq(conversations.id, id))

/** Subtracts the published comments of `which` from the counts, before the batch deletes them. */
export const uncountComments = (db: Db, which: SQL) => {
  const deleted = sql`from comments where ${which} and comments.state = 'published'
    and comments.opens = 0`
  return db
    .update(conversations)
    .set({
      comments: sql`${conversations.comments}
        - (select count(*) ${deleted} and comments.conversation = ${conversations.id})`,
    })
    .where(sql`${conversations.id} in (select comments.conversation ${deleted})`)
}

/** Subtracts reactions from the counts of conversations, before the batch deletes them. */
export const uncountConversationReactions = (db: Db, which: SQL) =>
  db
    .update(conversations)
    .set({ reactions: countsWithout(conversations.reactions, conversations.id, which) })
    .where(sql`${conversations.id} in (select reactions.subject from reactions where ${which})`)

type ConversationFlags = Pick<
  typeof conversations.$inferSelect,
  'pinned' | 'answer' | 'lockedAt' | 'duplicateOf' | 'status' | 'statusReason'
>

/** Sets what hosts and askers decide about a conversation, in the batch that writes the audit log. */
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
