import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Tally } from '../comments/table'

/** The conversations that somebody has answered or reacted to; the rest are known from the build. */
export const conversations = sqliteTable('conversations', {
  /** `post:<permanent id>`. */
  id: text().primaryKey(),
  /** Published comments. */
  comments: integer().notNull().default(0),
  /** Comments that take a line of the page; kept by triggers on `comments`. */
  shown: integer().notNull().default(0),
  reactions: text({ mode: 'json' }).$type<Tally>().notNull().default({}),
  lastCommentAt: integer({ mode: 'timestamp_ms' }),
  /** Since when it takes no more comments, by a host's decision. */
  lockedAt: integer({ mode: 'timestamp_ms' }),
  /** The id of the comment that hosts show above the others. */
  pinned: text(),
  /** The id of the comment that settled the question. */
  answer: text(),
})
