import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Announcements on networks, so that nothing is announced twice. */
export const announcements = sqliteTable(
  'announcements',
  {
    /** The id of the conversation. */
    conversation: text().notNull(),
    /** The id of the network. */
    network: text().notNull(),
    /** When sending it was started; it may be published from then on. */
    startedAt: integer({ mode: 'timestamp_ms' }).notNull(),
    /** Its address there, once the network has returned one. */
    url: text(),
  },
  (t) => [primaryKey({ columns: [t.conversation, t.network] })],
)

export type Announcement = typeof announcements.$inferSelect
