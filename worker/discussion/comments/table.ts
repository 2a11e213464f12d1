import { type SQL, sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import type { Contact, Link } from '../../../site/contract/conversation'
import { conversations, isUnlocked } from '../conversations/table'
import { guests, isActiveHost, members } from '../../accounts/members/table'

/** How often each emoji was given: `{"👍":3}`. */
export type Tally = Record<string, number>

/**
 * Why a comment is held: nobody confirmed its guest (`unconfirmed`), it has too many `links`, `all` are
 * held; its form was drawn too lately or too long ago (`stamp`), or a field was filled that nobody
 * sees (`trap`); it has one of the hub's `words`, `repeat`s another, or is like what hosts called
 * `spam`; a `check` was down; readers `reported` it; a `host` held it; it is a host's own and
 * `resting`.
 */
export const heldFor = [
  'unconfirmed',
  'links',
  'all',
  'stamp',
  'trap',
  'words',
  'repeat',
  'spam',
  'check',
  'reported',
  'host',
  'resting',
] as const

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
    /**
     * It is what a topic says, and so stands above the conversation: it is never `shown` in a page
     * of it, and is no comment that is counted.
     */
    opens: integer({ mode: 'boolean' }).notNull().default(false),
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
    heldFor: text({ enum: heldFor }),
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
    /** When its state last changed; for one that never did, when it was written. */
    stateAt: integer({ mode: 'timestamp_ms' }),
    /** When a host last looked at it and let it stand. */
    judgedAt: integer({ mode: 'timestamp_ms' }),
    /** How likely it is spam, from 0 to 1, as what hosts decided so far has it; 0 while that is too little. */
    spam: real().notNull().default(0),
    /** What the same words have in common, whoever sends them; nothing for a few words. */
    digest: text(),
    /** How friendly its words are; below 0 they are not. Nothing where that can not be told. */
    tone: real(),
    /** A host says that it is critical. */
    critical: integer({ mode: 'boolean' }).notNull().default(false),
    /** It asks or criticises, and so wants an answer; a host may say that it needs none. */
    asks: integer({ mode: 'boolean' }).notNull().default(false),
    /** When somebody else's first reply to it was published; kept by triggers. */
    answeredAt: integer({ mode: 'timestamp_ms' }),
    /** Until when its author, a host, lets it rest. */
    restsUntil: integer({ mode: 'timestamp_ms' }),
    /** The id of the second host who read it and let it go. */
    readBy: text(),
    /** The id it had while it rested: addresses of then lead to it. */
    rested: text(),
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
    index('comments_queue')
      .on(t.spam, t.id)
      .where(sql`state = 'held' and held_for is not 'resting'`),
    index('comments_resting')
      .on(t.memberId, t.id)
      .where(sql`state = 'held' and held_for = 'resting'`),
    index('comments_rested')
      .on(t.rested)
      .where(sql`rested is not null`),
    index('comments_faded')
      .on(t.stateAt, t.id)
      .where(sql`state = 'faded'`),
    index('comments_asking')
      .on(t.id)
      .where(sql`state = 'published' and asks = 1 and answered_at is null`),
    index('comments_asked')
      .on(t.id)
      .where(sql`asks = 1`),
    index('comments_digest')
      .on(t.digest, t.writtenAt)
      .where(sql`digest is not null`),
  ],
)

export type Comment = typeof comments.$inferSelect
export type CommentRow = typeof comments.$inferInsert

/**
 * The words of comments that hosts removed, for as long as that can be undone. They are nowhere
 * else, so that no list has to leave them out.
 */
export const removals = sqliteTable(
  'removals',
  {
    comment: text()
      .primaryKey()
      .references(() => comments.id),
    /** The state it had, to which it comes back. */
    state: text({ enum: ['held', 'published', 'faded'] }).notNull(),
    heldFor: text({ enum: heldFor }),
    body: text().notNull(),
    html: text().notNull(),
    name: text().notNull(),
    website: text(),
    handle: text(),
    level: text(),
    person: text(),
    asHost: integer({ mode: 'boolean' }).notNull(),
    removedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('removals_age').on(t.removedAt)],
)

export type RemovedComment = typeof removals.$inferSelect

/** What the opening of a topic said before it was changed: anybody who may read it may read that. */
export const versions = sqliteTable(
  'versions',
  {
    id: text().primaryKey(),
    comment: text()
      .notNull()
      .references(() => comments.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    body: text().notNull(),
    /** Tags, links and contacts as they were. */
    more: text({ mode: 'json' })
      .$type<{ tags: string[]; links: Link[]; contacts: Contact[] }>()
      .notNull(),
    /** The id of the member who wrote this version. */
    by: text(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('versions_comment').on(t.comment, t.id)],
)

/** Whom a comment names by `@handle`. */
export const mentions = sqliteTable(
  'mentions',
  {
    comment: text()
      .notNull()
      .references(() => comments.id, { onUpdate: 'cascade', onDelete: 'cascade' }),
    memberId: text()
      .notNull()
      .references(() => members.id, { onDelete: 'cascade' }),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    seenAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    primaryKey({ columns: [t.comment, t.memberId] }),
    index('mentions_member').on(t.memberId, t.comment),
  ],
)

/** SQL: this comment is a delayed reply. */
export const isDelayedReply = (id: string): SQL =>
  sql`exists (select 1 from comments x where x.id = ${id} and x.state = 'held' and x.held_for = 'resting')`

/** SQL: this comment is a delayed reply that a second host can send at that time. */
export const isReleasable = (id: string, by: string, now: Date): SQL => sql`exists (
  select 1 from comments x join comments p on p.id = x.parent_id
  where x.id = ${id} and x.state = 'held' and x.held_for = 'resting' and x.member_id <> ${by}
    and ${isActiveHost(sql`x.member_id`, now)} and p.state = 'published'
    and ${isUnlocked(sql`x.conversation`)})`

/** SQL: the ids of the nearest ancestors of a comment. */
export const ancestorIdsOf = (id: string, limit: number): SQL => sql`(
  with recursive above (id, parent_id, step) as (
    select c.parent_id, p.parent_id, 1 from comments c join comments p on p.id = c.parent_id
    where c.id = ${id}
    union all
    select a.parent_id, p.parent_id, a.step + 1
    from above a join comments p on p.id = a.parent_id where a.step < ${limit}
  )
  select id from above)`
