import { asc, eq, lte } from 'drizzle-orm'
import type { Db } from '../../env'
import { notificationSettings } from './table'

/** A member's choices, for a batch; no row for the defaults. */
export const selectSettings = (db: Db, memberId: string) =>
  db.select().from(notificationSettings).where(eq(notificationSettings.memberId, memberId)).limit(1)

/** Members whose digest is due, the longest due first. */
export const listDueDigests = (db: Db, now: Date, limit: number) =>
  db
    .select({
      memberId: notificationSettings.memberId,
      rhythm: notificationSettings.rhythm,
      timezone: notificationSettings.timezone,
    })
    .from(notificationSettings)
    .where(lte(notificationSettings.digestAt, now))
    .orderBy(asc(notificationSettings.digestAt))
    .limit(limit)
