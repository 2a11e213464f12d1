import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { members } from '../../accounts/members/table'

/**
 * When members last read a conversation. The row without a conversation (`''`) has when their marks
 * began: what is older than that is never unread.
 */
export const readMarks = sqliteTable(
  'read_marks',
  {
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** The id of a conversation; a post may have no row in `conversations`. */
    conversation: text().notNull(),
    readAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.conversation] }),
    index('read_marks_age')
      .on(t.readAt)
      .where(sql`conversation <> ''`),
  ],
)
