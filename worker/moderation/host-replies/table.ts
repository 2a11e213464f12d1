import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { comments } from '../../discussion/comments/table'

/** Replies that hosts share, with placeholders. */
export const savedReplies = sqliteTable('saved_replies', {
  id: text().primaryKey(),
  title: text().notNull(),
  /** Markdown, with placeholders such as `{name}`. */
  body: text().notNull(),
  /** The id of the host who last changed it. */
  by: text().notNull(),
  changedAt: integer({ mode: 'timestamp_ms' }).notNull(),
})

export type SavedReply = typeof savedReplies.$inferSelect

/** Remarks on a delayed reply; only hosts can read them. */
export const remarks = sqliteTable(
  'remarks',
  {
    id: text().primaryKey(),
    comment: text()
      .notNull()
      .references(() => comments.id, { onUpdate: 'cascade', onDelete: 'cascade' }),
    /** The id of the host who wrote it. */
    by: text().notNull(),
    body: text().notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('remarks_comment').on(t.comment, t.id)],
)

export type Remark = typeof remarks.$inferSelect
