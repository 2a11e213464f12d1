import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The reactions to conversations and comments, one row per emoji and visitor. */
export const reactions = sqliteTable(
  'reactions',
  {
    /** The id of a conversation or of a comment. */
    subject: text().notNull(),
    emoji: text().notNull(),
    /** The id of the member, or of the guest named by the hub's cookie. */
    visitor: text().notNull(),
    conversation: text().notNull(),
    /** The keyed hash of a guest's network address or of a member's id; the key changes daily. */
    address: text().notNull(),
    /** From a guest known for less than a day. */
    first: integer({ mode: 'boolean' }).notNull(),
    reactedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subject, t.visitor, t.emoji] }),
    index('reactions_address').on(t.address, t.conversation),
    index('reactions_visitor').on(t.visitor, t.conversation),
  ],
)
