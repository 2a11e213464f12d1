import { sql } from 'drizzle-orm'
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { comments } from '../comments/table'

/** What readers told hosts about a comment: one report a person and comment. */
export const reports = sqliteTable(
  'reports',
  {
    id: text().primaryKey(),
    comment: text()
      .notNull()
      .references(() => comments.id),
    /** The id of the member, or of the guest whom the hub's cookie names. */
    reporter: text().notNull(),
    reason: text(),
    /** How much it counts towards holding the comment: 0 for those who are no regulars. */
    weight: real().notNull(),
    /** The keyed hash of the address it came from; meaningless after a day. */
    address: text(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** What a host decided: the report was right, or the comment stands. */
    ruling: text({ enum: ['right', 'wrong'] }),
    ruledAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    uniqueIndex('reports_once').on(t.comment, t.reporter),
    index('reports_open')
      .on(t.comment)
      .where(sql`ruling is null`),
    index('reports_reporter').on(t.reporter, t.ruling),
    index('reports_address').on(t.address, t.comment),
  ],
)

export type Report = typeof reports.$inferSelect
