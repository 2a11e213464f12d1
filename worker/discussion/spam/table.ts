import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { comments } from '../comments/table'

/** The filter's examples, from the decisions of hosts: the words of comments, without their order. */
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

/** The trained filter. */
export const filters = sqliteTable('filters', {
  id: text({ enum: ['spam'] }).primaryKey(),
  model: text().notNull(),
  madeAt: integer({ mode: 'timestamp_ms' }).notNull(),
})
