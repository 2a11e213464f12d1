import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { comments, removals } from '../comments/table'
import { emptyCounts } from '../conversations/queries'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { reports } from '../reports/table'
import { timePrefixOf } from '../../lib/id'
import { log } from '../../audit/table'

/** A comment with what a decision about it depends on, in one round trip. */
export const findModerationTarget = async (db: Db, id: string) => {
  const [[comment], [kept], [conversation], [open]] = await db.batch([
    db.select().from(comments).where(eq(comments.id, id)).limit(1),
    db.select().from(removals).where(eq(removals.comment, id)).limit(1),
    db
      .select()
      .from(conversations)
      .where(
        inArray(
          conversations.id,
          db.select({ id: comments.conversation }).from(comments).where(eq(comments.id, id)),
        ),
      ),
    db
      .select({ reports: sql<number>`count(*)` })
      .from(reports)
      .where(and(eq(reports.comment, id), sql`${reports.ruling} is null`)),
  ])
  return comment && { comment, kept, conversation: conversation!, isReported: open!.reports > 0 }
}

/** A comment with its backup, its conversation, and whether it has an open report. */
export type ModerationTarget = NonNullable<Awaited<ReturnType<typeof findModerationTarget>>>

/** The row of a conversation; an empty one for a post without a row. */
export const findConversationRow = async (db: Db, id: string) =>
  (await db.select().from(conversations).where(eq(conversations.id, id)).limit(1)).at(0) ??
  emptyCounts(id)

/** The latest decision about a comment or a conversation. */
export const findLatestEntry = async (db: Db, subject: string) =>
  (await db.select().from(log).where(eq(log.subject, subject)).orderBy(desc(log.id)).limit(1)).at(0)

export const findEntry = async (db: Db, id: string) =>
  (await db.select().from(log).where(eq(log.id, id)).limit(1)).at(0)

/** The audit log row that undid a decision. */
export const findUndoEntry = async (db: Db, id: string) =>
  (await db.select().from(log).where(eq(log.undoes, id)).limit(1)).at(0)

/** The audit log rows of a bulk decision: the first, and those that refer to it. */
export const listBulkEntries = (db: Db, first: string, by: string) =>
  db
    .select()
    .from(log)
    .where(
      and(
        eq(log.by, by),
        // Ids of the same millisecond share a prefix only, so `first` is not always the lowest.
        sql`${log.id} >= ${timePrefixOf(first)}`,
        sql`(${log.id} = ${first} or ${log.detail} ->> 'together' = ${first})`,
      ),
    )
    .orderBy(log.id)
    .limit(100)
