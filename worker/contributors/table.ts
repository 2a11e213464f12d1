import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { members } from '../members/table'

/**
 * What somebody did with the work of a member, as it counts: an answer that was accepted, a person
 * who appreciated it, a person who used a resource. One row for each giver and subject.
 */
export const credits = sqliteTable(
  'credits',
  {
    /** `acceptance`, `appreciation` or `use`. */
    kind: text({ enum: ['acceptance', 'appreciation', 'use'] }).notNull(),
    /** The id of the comment or conversation that is credited. */
    subject: text().notNull(),
    /** Whoever gave it: a member, or the guest whom the hub's cookie names. */
    giver: text().notNull(),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    conversation: text().notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** What it is worth; 0 where somebody would be credited by themselves. */
    points: real().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.subject, t.giver] }),
    index('credits_member').on(t.memberId, t.at),
    index('credits_age').on(t.at),
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
    recent: real().notNull(),
    ever: real().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tag, t.memberId] }),
    index('standings_recent').on(t.tag, sql`recent desc`, t.memberId),
    index('standings_ever').on(t.tag, sql`ever desc`, t.memberId),
    index('standings_member').on(t.memberId),
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
