import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { comments, removals } from '../comments/table'
import { emptyCounts } from '../conversations/queries'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { reports } from '../reports/table'
import { timePrefixOf } from '../../lib/id'
import { log } from '../../audit/table'

/** A comment, and what a decision about it depends on, in one round trip. */
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

/** A comment as whoever decides about it finds it. */
export type ModerationTarget = NonNullable<Awaited<ReturnType<typeof findModerationTarget>>>

/** What hosts said of a conversation; as of one that has not come alive yet, nothing. */
export const findConversationRow = async (db: Db, id: string) =>
  (await db.select().from(conversations).where(eq(conversations.id, id)).limit(1)).at(0) ??
  emptyCounts(id)

/** The newest decision about something. */
export const findLatestEntry = async (db: Db, subject: string) =>
  (await db.select().from(log).where(eq(log.subject, subject)).orderBy(desc(log.id)).limit(1)).at(0)

export const findEntry = async (db: Db, id: string) =>
  (await db.select().from(log).where(eq(log.id, id)).limit(1)).at(0)

/** The entry by which a decision was taken back. */
export const findUndoEntry = async (db: Db, id: string) =>
  (await db.select().from(log).where(eq(log.undoes, id)).limit(1)).at(0)

/** All that one host decided at once: the first of the entries and those that name it. */
export const listBulkEntries = (db: Db, first: string, by: string) =>
  db
    .select()
    .from(log)
    .where(
      and(
        eq(log.by, by),
        // Ids of one moment begin alike, and are otherwise in no order.
        sql`${log.id} >= ${timePrefixOf(first)}`,
        sql`(${log.id} = ${first} or ${log.detail} ->> 'together' = ${first})`,
      ),
    )
    .orderBy(log.id)
    .limit(100)
