import { sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { MARK_EVERY_MS, MARKS_KEPT_MS } from './rules'
import { readMarks } from './table'

/** Stores that a member has read a conversation now, and at the first time when their marks began. */
export const markRead = (db: Db, memberId: string, conversation: string, now: Date) =>
  db.batch([
    db.insert(readMarks).values({ memberId, conversation: '', readAt: now }).onConflictDoNothing(),
    db
      .insert(readMarks)
      .values({ memberId, conversation, readAt: now })
      .onConflictDoUpdate({
        target: [readMarks.memberId, readMarks.conversation],
        set: { readAt: now },
        setWhere: sql`${readMarks.readAt} <= ${now.getTime() - MARK_EVERY_MS}`,
      }),
  ])

/** Deletes up to 500 read marks that are older than a year, the oldest first. */
export const deleteOldReadMarks = (db: Db, now: Date) =>
  db.delete(readMarks).where(sql`rowid in (select rowid from read_marks
    where conversation <> '' and read_at <= ${now.getTime() - MARKS_KEPT_MS}
    order by read_at limit 500)`)
