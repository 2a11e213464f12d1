import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { members } from '../members/table'

/** A set of members, by the name that the rule of a space gives it: `group:<id>`. */
export const groups = sqliteTable('groups', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** What it is for, in a sentence. */
  about: text(),
  createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
})

export type Group = typeof groups.$inferSelect

/** Who is in a group. Who let them in, and why, is on the record. */
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

/** A member asks to be let into a space: once, until hosts have answered. */
export const requests = sqliteTable(
  'requests',
  {
    id: text().primaryKey(),
    /** The id of the space. */
    space: text().notNull(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** What they say about themselves. */
    reason: text().notNull().default(''),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    answer: text({ enum: ['yes', 'no'] }),
    answeredAt: integer({ mode: 'timestamp_ms' }),
    /** What a host says with that, to whoever asked. */
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
