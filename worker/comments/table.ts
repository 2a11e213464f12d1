import { sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  index,
  integer,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { conversations } from '../conversations/table'
import { guests, members } from '../members/table'

/** How often each emoji was given: `{"👍":3}`. */
export type Tally = Record<string, number>

/**
 * What people said. A page of a conversation is one run through an index: the rows of a thread lie
 * together (`root`), in the order in which they are read (`path`).
 */
export const comments = sqliteTable(
  'comments',
  {
    /** A UUIDv7: sorting by id is sorting by time. */
    id: text().primaryKey(),
    conversation: text()
      .notNull()
      .references(() => conversations.id),
    parentId: text().references((): AnySQLiteColumn => comments.id),
    /** The id of the comment that began this thread; its own, if it did. */
    root: text().notNull(),
    /** The ids from the root down to this one, joined by `/`; a faded one's is preceded by `~`. */
    path: text().notNull(),
    /** 0 for one that begins a thread. */
    depth: integer().notNull(),
    guestId: text().references(() => guests.id),
    memberId: text().references(() => members.id),
    /** The handle in `content/people/` of a host who wrote it. */
    person: text(),
    /** How its writer signs; a member's is kept in step with their profile, so that a page joins nothing. */
    name: text().notNull(),
    website: text(),
    handle: text(),
    level: text(),
    /** Said as a host, for the company. */
    asHost: integer({ mode: 'boolean' }).notNull().default(false),
    /** The Markdown as typed. */
    body: text().notNull(),
    /** The safe HTML made from it when it was written, and by which version of the renderer. */
    html: text().notNull(),
    renderer: integer().notNull(),
    state: text({ enum: ['held', 'published', 'faded', 'removed'] }).notNull(),
    /** Why it is held. */
    heldFor: text({ enum: ['unconfirmed', 'links', 'all'] }),
    /**
     * Part of the page that everybody gets: published, faded, or kept as a quiet placeholder for
     * replies that are shown. A trigger keeps `conversations.shown` in step.
     */
    shown: integer({ mode: 'boolean' }).notNull(),
    /** In a thread whose root is faded: last, whatever the order. */
    sunk: integer({ mode: 'boolean' }).notNull().default(false),
    /** Direct replies that are shown. */
    replies: integer().notNull().default(0),
    /** All reactions to it, for the order by appreciation. */
    appreciation: integer().notNull().default(0),
    reactions: text({ mode: 'json' }).$type<Tally>().notNull().default({}),
    /** The keyed hash of the address it came from; meaningless after a day. */
    address: text(),
    writtenAt: integer({ mode: 'timestamp_ms' }).notNull(),
    revisedAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    index('comments_oldest')
      .on(t.conversation, t.sunk, t.root, t.path)
      .where(sql`shown = 1`),
    index('comments_newest')
      .on(t.conversation, t.sunk, sql`root desc`, t.path)
      .where(sql`shown = 1`),
    // Unique, so that SQLite knows the roots to be in order and need not sort what lies below them.
    uniqueIndex('comments_appreciated')
      .on(t.conversation, t.sunk, sql`appreciation desc`, t.id)
      .where(sql`shown = 1 and depth = 0`),
    index('comments_thread').on(t.root, t.path),
    index('comments_parent').on(t.parentId),
    index('comments_guest').on(t.guestId, t.writtenAt),
    index('comments_own')
      .on(t.guestId, t.conversation, t.id)
      .where(sql`state = 'held'`),
    index('comments_member').on(t.memberId, t.writtenAt),
    index('comments_member_own')
      .on(t.memberId, t.conversation, t.id)
      .where(sql`state = 'held'`),
    index('comments_spoken')
      .on(t.memberId, t.id)
      .where(sql`state = 'published'`),
    index('comments_hosted')
      .on(t.person, t.id)
      .where(sql`state = 'published' and member_id is null and person is not null`),
    index('comments_latest')
      .on(t.conversation, t.id)
      .where(sql`state = 'published'`),
    index('comments_address').on(t.address, t.writtenAt),
    index('comments_state').on(t.state, t.id),
  ],
)

export type Comment = typeof comments.$inferSelect
export type NewComment = typeof comments.$inferInsert
