import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { members } from '../members/table'

/** A set of members. The rule of a space refers to it as `group:<id>`. */
export const groups = sqliteTable('groups', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** The description, in a sentence. */
  about: text(),
  createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
})

export type Group = typeof groups.$inferSelect

/** The members of a group. The audit log has who added them, and why. */
export const memberships = sqliteTable(
  'memberships',
  {
    groupId: text()
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    since: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.groupId, t.memberId] }),
    index('memberships_member').on(t.memberId),
  ],
)

/** Requests for access to a space. A member has one open request per space at most. */
export const requests = sqliteTable(
  'requests',
  {
    id: text().primaryKey(),
    /** The id of the space. */
    space: text().notNull(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** What the member says about themselves. */
    reason: text().notNull().default(''),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    answer: text({ enum: ['yes', 'no'] }),
    answeredAt: integer({ mode: 'timestamp_ms' }),
    /** The host's message to the member. */
    reply: text(),
  },
  (t) => [
    uniqueIndex('requests_once')
      .on(t.space, t.memberId)
      .where(sql`answer is null`),
    index('requests_open')
      .on(t.id)
      .where(sql`answer is null`),
    index('requests_member').on(t.memberId),
  ],
)

export type AccessRequest = typeof requests.$inferSelect

/** SQL: the rows of the requests without an answer. */
export const openRequests = sql`from requests where answer is null`
