import { sql } from 'drizzle-orm'
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { comments } from '../comments/table'

/** Readers' reports of comments: one per person and comment. */
export const reports = sqliteTable(
  'reports',
  {
    id: text().primaryKey(),
    comment: text()
      .notNull()
      .references(() => comments.id),
    /** The id of the member, or of the guest named by the hub's cookie. */
    reporter: text().notNull(),
    reason: text(),
    /** How much it counts towards holding the comment; 0 unless the reporter is a regular. */
    weight: real().notNull(),
    /** The keyed hash of a guest's network address; the key changes daily. */
    address: text(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** A host's ruling: right, or wrong if the comment stays published. */
    ruling: text({ enum: ['right', 'wrong'] }),
    ruledAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    uniqueIndex('reports_once').on(t.comment, t.reporter),
    index('reports_open')
      .on(t.comment)
      .where(sql`ruling is null`),
    index('reports_weighty')
      .on(t.comment)
      .where(sql`ruling is null and weight > 0`),
    index('reports_reporter').on(t.reporter, t.ruling),
    index('reports_address').on(t.address, t.comment),
  ],
)

export type Report = typeof reports.$inferSelect
