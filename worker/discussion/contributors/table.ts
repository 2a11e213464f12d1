import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { creditKinds } from '../../../site/contract/limits'
import { conversations } from '../conversations/table'
import { members } from '../../accounts/members/table'

/**
 * Credits for the work of a member, one row for each giver and subject. Triggers on `reactions`,
 * `uses`, `conversations.answer` and `comments.member_id` write them, so that they are right whatever
 * code changes those. Whether a credit counts is decided when points are counted.
 */
export const credits = sqliteTable(
  'credits',
  {
    kind: text({ enum: creditKinds }).notNull(),
    /** The id of the comment or topic that is credited. */
    subject: text().notNull(),
    /**
     * The member who reacted to it or used it, or whose question it answers; `hub` if the question is
     * a post.
     */
    giver: text().notNull(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** Giver and member were active in one browser: it never counts. */
    isOwn: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.subject, t.giver] }),
    index('credits_member').on(t.memberId, t.at),
    index('credits_giver').on(t.giver, t.memberId),
  ],
)

/** The points of a member with a tag; in total, where `tag` is empty. */
export const standings = sqliteTable(
  'standings',
  {
    tag: text().notNull().default(''),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    /** Over the last 90 days, and for all time. */
    recent: real().notNull().default(0),
    ever: real().notNull().default(0),
    /** How many people credited them. */
    givers: integer().notNull().default(0),
    /** When to count it again; triggers set it to now when a credit is added or deleted. */
    dueAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    primaryKey({ columns: [t.tag, t.memberId] }),
    // Of equals, the newer member first, so that newcomers are seen.
    index('standings_recent').on(t.tag, sql`recent desc`, sql`member_id desc`),
    index('standings_ever').on(t.tag, sql`ever desc`, sql`member_id desc`),
    index('standings_member').on(t.memberId),
    index('standings_due')
      .on(t.dueAt)
      .where(sql`due_at is not null`),
  ],
)

/**
 * The browsers in which a member was active, as keyed hashes of the hub's cookie: credits between two
 * members of one browser do not count. Deleted after 90 days.
 */
export const browsers = sqliteTable(
  'browsers',
  {
    browser: text().notNull(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    seenAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.browser, t.memberId] }),
    index('browsers_member').on(t.memberId),
    index('browsers_age').on(t.seenAt),
  ],
)

/** The members who used a resource. */
export const uses = sqliteTable(
  'uses',
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
    index('uses_member').on(t.memberId),
  ],
)
