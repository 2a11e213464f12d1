import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { comments } from '../comments/table'

/** What hosts decided about comments, for the filter to learn from: its words in no order. */
export const examples = sqliteTable(
  'examples',
  {
    comment: text()
      .primaryKey()
      .references(() => comments.id),
    isSpam: integer({ mode: 'boolean' }).notNull(),
    words: text({ mode: 'json' }).$type<string[]>().notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('examples_age').on(t.isSpam, t.at)],
)

export type Example = typeof examples.$inferSelect

/** What the filter learned, made anew when hosts have decided more. */
export const filters = sqliteTable('filters', {
  id: text({ enum: ['spam'] }).primaryKey(),
  model: text().notNull(),
  madeAt: integer({ mode: 'timestamp_ms' }).notNull(),
})
