import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** When the cron trigger last ran, and when the health check last wrote. */
export const heartbeats = sqliteTable('heartbeats', {
  id: text({ enum: ['cron', 'check'] }).primaryKey(),
  at: integer({ mode: 'timestamp_ms' }).notNull(),
})

export type Heartbeat = typeof heartbeats.$inferSelect
