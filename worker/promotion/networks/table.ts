import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was announced where, so that nothing is announced twice. */
export const announcements = sqliteTable(
  'announcements',
  {
    /** The id of the conversation. */
    conversation: text().notNull(),
    /** The id of the network. */
    network: text().notNull(),
    /** When it was begun: from then on it may be out. */
    startedAt: integer({ mode: 'timestamp_ms' }).notNull(),
    /** Where it stands there, once the network has said so. */
    url: text(),
  },
  (t) => [primaryKey({ columns: [t.conversation, t.network] })],
)
