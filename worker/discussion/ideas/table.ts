import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { conversations } from '../conversations/table'
import { members } from '../../accounts/members/table'

/** The vote of a member for an idea; a trigger updates `conversations.votes`. */
export const votes = sqliteTable(
  'votes',
  {
    conversation: text()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.conversation, t.memberId] }),
    index('votes_member').on(t.memberId),
  ],
)
