import { type SQL, sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Contact, Link } from '../../../site/contract/conversation'
import { ideaStatuses, kinds } from '../../../site/contract/vocabulary'
import type { Tally } from '../comments/table'

/**
 * All topics, and the posts with a comment, reaction or mark. What is null in a post's row is known to
 * the build. The text of a topic is in its opening, the comment with `opens`, which has the states of
 * every comment. A topic is listed while its opening is published and it is not merged.
 */
export const conversations = sqliteTable(
  'conversations',
  {
    /** `post:<permanent id>`, or `topic:<UUIDv7>`. */
    id: text().primaryKey(),
    /** Published comments. */
    comments: integer().notNull().default(0),
    /** Comments shown on its pages, placeholders included; updated by triggers on `comments`. */
    shown: integer().notNull().default(0),
    reactions: text({ mode: 'json' }).$type<Tally>().notNull().default({}),
    /** The id of the last published comment, and when it was written; updated by triggers on `comments`. */
    lastComment: text(),
    lastCommentAt: integer({ mode: 'timestamp_ms' }),
    /** When it was last active: its last published comment, or else a topic's start; by triggers. */
    activeAt: integer({ mode: 'timestamp_ms' }),
    /** When a host locked it. */
    lockedAt: integer({ mode: 'timestamp_ms' }),
    /** The id of the comment that hosts pinned. */
    pinned: text(),
    /** The id of the accepted answer. */
    answer: text(),
    kind: text({ enum: kinds }),
    title: text(),
    slug: text(),
    /** The id of the space it is in. */
    space: text(),
    tags: text({ mode: 'json' }).$type<string[]>(),
    /** Of a resource. */
    links: text({ mode: 'json' }).$type<Link[]>(),
    contacts: text({ mode: 'json' }).$type<Contact[]>(),
    /** The id of its opening. */
    opening: text(),
    /** The state of its opening; updated by triggers on `comments`. */
    state: text({ enum: ['held', 'published', 'faded', 'removed'] }),
    startedAt: integer({ mode: 'timestamp_ms' }),
    /** The id of the member who started it; `null` after they deleted their account. */
    startedBy: text(),
    /** Updated by triggers on `comments`. */
    isListed: integer({ mode: 'boolean' }).notNull().default(false),
    /** The conversation into which hosts merged it; its addresses redirect there. */
    mergedInto: text(),
    /** Of a question: the earlier question that it duplicates. */
    duplicateOf: text(),
    /**
     * Of an idea: its status and the reason. Of a post, the status that its voters were last notified
     * of: the current one is in its file.
     */
    status: text({ enum: ideaStatuses }),
    statusReason: text(),
    /** Of an idea: updated by triggers on `votes`. */
    votes: integer().notNull().default(0),
  },
  (t) => [
    // By space first: a list scans each space that its reader may read, and no more rows than it
    // shows, however many are in other spaces.
    index('conversations_space')
      .on(t.space, t.startedAt, t.id)
      .where(sql`is_listed = 1`),
    index('conversations_kind')
      .on(t.space, t.kind, t.startedAt, t.id)
      .where(sql`is_listed = 1`),
    index('conversations_unanswered')
      .on(t.space, t.startedAt, t.id)
      .where(sql`is_listed = 1 and kind = 'question' and answer is null and duplicate_of is null`),
    index('conversations_votes')
      .on(t.space, t.votes, t.id)
      .where(sql`is_listed = 1 and kind = 'idea'`),
    index('conversations_status')
      .on(t.space, t.status, t.startedAt, t.id)
      .where(sql`is_listed = 1 and kind = 'idea'`),
    index('conversations_status_votes')
      .on(t.space, t.status, t.votes, t.id)
      .where(sql`is_listed = 1 and kind = 'idea'`),
    index('conversations_active')
      .on(t.space, t.activeAt, t.id)
      .where(sql`is_listed = 1`),
    index('conversations_active_kind')
      .on(t.space, t.kind, t.activeAt, t.id)
      .where(sql`is_listed = 1`),
    // Of posts, whose space only the build knows.
    index('conversations_active_posts')
      .on(t.activeAt, t.id)
      .where(sql`kind is null and active_at is not null`),
    index('conversations_duplicates')
      .on(t.duplicateOf)
      .where(sql`duplicate_of is not null`),
    index('conversations_opening')
      .on(t.opening)
      .where(sql`opening is not null`),
  ],
)

/** The tags of topics, for lists. */
export const conversationTags = sqliteTable(
  'conversation_tags',
  {
    tag: text().notNull(),
    space: text().notNull(),
    conversation: text()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    startedAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tag, t.space, t.startedAt, t.conversation] }),
    index('conversation_tags_conversation').on(t.conversation),
  ],
)

/** SQL: this conversation has a row and hosts have not locked it. */
export const isUnlocked = (id: SQL): SQL =>
  sql`exists (select 1 from conversations v where v.id = ${id} and v.locked_at is null)`

/** SQL: the title of the topic that a comment opens; `null` if it opens none. */
export const titleOpenedBy = (comment: SQL) =>
  sql<string | null>`(select nullif(opened.title, '') from conversations opened
    where opened.opening = ${comment} and opened.merged_into is null)`.as('opened_title')

/** SQL: the id of the conversation that a comment opens. */
export const idOpenedBy = (comment: string): SQL =>
  sql`(select t.id from conversations t where t.opening = ${comment})`

/** SQL: the id of a topic; `null` if there is no topic with this id. */
export const knownTopicId = (id: string): SQL =>
  sql`(select t.id from conversations t where t.id = ${id} and t.kind is not null)`
