import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { alertStatuses } from '../../../site/contract/alerts'

/** SQL: the file of the alert does not have this update yet. */
const isPending = sql`taken_at is null`

/** Updates of alerts that hosts posted from the desk. One that is withdrawn is deleted. */
export const alertUpdates = sqliteTable(
  'alert_updates',
  {
    id: text().primaryKey(),
    /** The id of the alert's conversation. */
    alert: text().notNull(),
    status: text({ enum: alertStatuses }).notNull(),
    text: text().notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** The id of the host who posted it. */
    by: text().notNull(),
    /** When a build had it in the alert's file. */
    takenAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    index('alert_updates_pending').on(t.id).where(isPending),
    index('alert_updates_alert').on(t.alert, t.id),
    index('alert_updates_by').on(t.by),
  ],
)

export type AlertUpdateRow = typeof alertUpdates.$inferSelect

/**
 * The newest update of each alert's file that was announced, or was there before the hub announced any.
 */
export const alertNews = sqliteTable('alert_news', {
  /** The id of the alert's conversation; `*` since announcements began. */
  alert: text().primaryKey(),
  at: integer({ mode: 'timestamp_ms' }).notNull(),
})
