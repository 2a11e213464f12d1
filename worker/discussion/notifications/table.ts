import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The posts of which followers were notified, and those that were there when the hub began to. */
export const announcedPosts = sqliteTable('announced_posts', {
  /** The id of the conversation, or `*`: since when the hub announces posts. */
  post: text().primaryKey(),
  at: integer({ mode: 'timestamp_ms' }).notNull(),
})
