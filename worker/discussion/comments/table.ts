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
 * Why a comment is held: its guest is `unconfirmed`; it has too many `links`; `all` comments are held;
 * its form timestamp is too new or too old (`stamp`); its honeypot is filled in (`trap`); it contains
 * one of the hub's held `words`, `repeat`s another comment, or the filter takes it for `spam`; a
 * `check` was down; readers `reported` it; a `host` held it; it is a host's delayed reply (`resting`).
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

/** SQL: the comment still has a digest or form key, by which a repeat is recognized. */
export const hasRepeatKey = sql`(digest is not null or form_key is not null)`

/**
 * Comments. A page of a conversation is one scan of an index: the rows of a thread are together
 * (`root`), in reading order (`path`).
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
    /** The id of the first comment of this thread; its own id, if it is the first. */
    root: text().notNull(),
    /** The ids from the root down to this one, joined by `/`; a faded one's is preceded by `~`. */
    path: text().notNull(),
    /** 0 for the first of a thread. */
    depth: integer().notNull(),
    guestId: text().references(() => guests.id),
    memberId: text().references(() => members.id),
    /** The author's handle in `content/people/`, if they wrote it as a host with a file there. */
    person: text(),
    /** The opening of a topic: above the conversation, never `shown` on its pages, never counted. */
    opens: integer({ mode: 'boolean' }).notNull().default(false),
    /** The byline; a member's is updated with their profile, so that a page needs no join. */
    name: text().notNull(),
    website: text(),
    handle: text(),
    level: text(),
    /** Written as a host, for the company. */
    asHost: integer({ mode: 'boolean' }).notNull().default(false),
    /** The Markdown as typed. */
    body: text().notNull(),
    /** The safe HTML, and the version of the renderer that made it. */
    html: text().notNull(),
    renderer: integer().notNull(),
    state: text({ enum: ['held', 'published', 'faded', 'removed'] }).notNull(),
    /** Why it is held. */
    heldFor: text({ enum: heldFor }),
    /**
     * On the page that all readers get: published, faded, or a placeholder above shown replies. A
     * trigger updates `conversations.shown`.
     */
    shown: integer({ mode: 'boolean' }).notNull(),
    /** In a thread whose root is faded, which comes last in every order. */
    sunk: integer({ mode: 'boolean' }).notNull().default(false),
    /** Direct replies that are shown. */
    replies: integer().notNull().default(0),
    /** The number of its reactions, to sort by. */
    appreciation: integer().notNull().default(0),
    reactions: text({ mode: 'json' }).$type<Tally>().notNull().default({}),
    /** The keyed hash of the author's network address; the key changes daily. */
    address: text(),
    /** The keyed hash of the form that was sent; `null` after a day. Sent again it is the same comment. */
    formKey: text(),
    writtenAt: integer({ mode: 'timestamp_ms' }).notNull(),
    revisedAt: integer({ mode: 'timestamp_ms' }),
    /** When it was first published, so that an old one is not announced again; set by triggers. */
    announcedAt: integer({ mode: 'timestamp_ms' }),
    /** When its state last changed; at first, when it was written. */
    stateAt: integer({ mode: 'timestamp_ms' }),
    /** When a host last reviewed it and left it published. */
    judgedAt: integer({ mode: 'timestamp_ms' }),
    /** The filter's score for spam, from 0 to 1; 0 while the filter has too few examples. */
    spam: real().notNull().default(0),
    /** The keyed hash of the text, the same for the same text; `null` for a short text. */
    digest: text(),
    /** How friendly the text is: negative below 0; `null` in languages without a word list. */
    tone: real(),
    /** A host marked it as critical. */
    critical: integer({ mode: 'boolean' }).notNull().default(false),
    /** It asks or criticises, and so needs an answer, unless a host says otherwise. */
    asks: integer({ mode: 'boolean' }).notNull().default(false),
    /** When the first reply by another author was published; set by triggers. */
    answeredAt: integer({ mode: 'timestamp_ms' }),
    /** A host's reply: when its author can publish it. */
    restsUntil: integer({ mode: 'timestamp_ms' }),
    /** The id of the second host who read it and published it. */
    readBy: text(),
    /** The id it had while it was delayed; its former addresses redirect to it. */
    rested: text(),
  },
  (t) => [
    index('comments_oldest')
      .on(t.conversation, t.sunk, t.root, t.path)
      .where(sql`shown = 1`),
    index('comments_newest')
      .on(t.conversation, t.sunk, sql`root desc`, t.path)
      .where(sql`shown = 1`),
    // Unique, so that SQLite knows that the roots are in order and does not sort what is below them.
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
    index('comments_form')
      .on(t.formKey)
      .where(sql`form_key is not null`),
    // All of a conversation, whatever their state: merging, moving, recounting points.
    index('comments_conversation').on(t.conversation, t.memberId),
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
    index('comments_repeat_age').on(t.writtenAt).where(hasRepeatKey),
    // The faded comments of a member, on their profile.
    index('comments_member_faded')
      .on(t.memberId, t.id)
      .where(sql`state = 'faded'`),
    index('comments_read_by')
      .on(t.readBy)
      .where(sql`read_by is not null`),
  ],
)

export type Comment = typeof comments.$inferSelect
export type CommentRow = typeof comments.$inferInsert

/**
 * The text and byline of comments that hosts removed, for as long as that can be undone. The row in
 * `comments` no longer has them, so that no query has to leave them out.
 */
export const removals = sqliteTable(
  'removals',
  {
    comment: text()
      .primaryKey()
      .references(() => comments.id),
    /** The state before the removal, which a restoration sets again. */
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

/** The earlier versions of a topic's opening, for all who may read the topic. */
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

/** The members that a comment mentions by `@handle`. */
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

/** SQL: this comment is published. */
export const isPublished = (id: string): SQL =>
  sql`exists (select 1 from comments x where x.id = ${id} and x.state = 'published')`

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
