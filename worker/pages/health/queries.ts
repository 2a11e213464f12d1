import { eq } from 'drizzle-orm'
import type { Db } from '../../env'
import { findOldestDue } from '../../notifications/queries'
import { heartbeats } from './table'

/** When the cron trigger last ran, and since when an email is due; `undefined` if it never did or none is. */
export const findHealth = async (db: Db, now: Date) => {
  const [[cron], [email]] = await db.batch([
    db.select({ at: heartbeats.at }).from(heartbeats).where(eq(heartbeats.id, 'cron')).limit(1),
    findOldestDue(db, now),
  ])
  return { lastCron: cron?.at, oldestDueEmail: email?.dueAt ?? undefined }
}
