import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row for each emoji that a browser gave to a conversation or a comment. */
export const reactions = sqliteTable(
  'reactions',
  {
    /** The id of a conversation or of a comment. */
    subject: text().notNull(),
    emoji: text().notNull(),
    /** A member, or the guest whom the hub's cookie names. */
    visitor: text().notNull(),
    conversation: text().notNull(),
    /** The keyed hash of a guest's address, or of a member's id; it changes daily, and so counts a day. */
    address: text().notNull(),
    /** Given by a browser that the hub had known for less than a day. */
    first: integer({ mode: 'boolean' }).notNull(),
    reactedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subject, t.visitor, t.emoji] }),
    index('reactions_address').on(t.address, t.conversation),
    index('reactions_visitor').on(t.visitor, t.conversation),
  ],
)
