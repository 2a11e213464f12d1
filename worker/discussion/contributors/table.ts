import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { creditKinds } from '../../../site/contract/limits'
import { conversations } from '../conversations/table'
import { members } from '../../accounts/members/table'

/**
 * What somebody did with the work of a member, one row for each giver and subject. Triggers on what
 * it follows from (`reactions`, `uses`, `conversations.answer`, `comments.member_id`) write it, so
 * that it is right whoever changes those. Whether it counts now is asked when points are counted.
 */
export const credits = sqliteTable(
  'credits',
  {
    kind: text({ enum: creditKinds }).notNull(),
    /** The id of the comment or topic that is credited. */
    subject: text().notNull(),
    /**
     * The member who appreciated or used it, or whose question the answer settled; `hub`, where the
     * question is a post's.
     */
    giver: text().notNull(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** The two have acted in one browser: it counts nothing, and that is known for good. */
    isOwn: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.subject, t.giver] }),
    index('credits_member').on(t.memberId, t.at),
    index('credits_giver').on(t.giver, t.memberId),
  ],
)

/** The points of a member: in all, and with one tag; `tag` is empty for all together. */
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
    /** When it is to be counted anew; triggers make that at once where a credit comes or goes. */
    dueAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    primaryKey({ columns: [t.tag, t.memberId] }),
    // Of equals, the newer member first: whoever has just begun is seen.
    index('standings_recent').on(t.tag, sql`recent desc`, sql`member_id desc`),
    index('standings_ever').on(t.tag, sql`ever desc`, sql`member_id desc`),
    index('standings_member').on(t.memberId),
    index('standings_due')
      .on(t.dueAt)
      .where(sql`due_at is not null`),
  ],
)

/**
 * In which browsers a member acted, as keyed hashes of the hub's cookie there: two members of one
 * browser credit each other nothing. Forgotten after 90 days.
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

/** Members who say that they used a resource. */
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
