import { desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { lastAuthorOf } from '../../discussion/comments/activity.table'
import { comments } from '../../discussion/comments/table'
import { conversations } from '../../discussion/conversations/table'
import type { Db } from '../../env'
import type { ListCursor, ListOrder, Subject } from './rules'

export interface TopicQuery {
  subject: Subject
  order: ListOrder
  /** The ids of the spaces that the viewer may read. */
  spaces: readonly string[]
  before?: ListCursor | undefined
  limit: number
  /** Whether to read the whole opening and not only its beginning. */
  isWhole?: boolean
}

/** How much of an opening’s HTML a list reads, in characters. */
const EXCERPT_HTML = 2000

const after = (before: ListCursor | undefined, key: SQL, id = sql`id`) =>
  before ? sql`and (${key}, ${id}) < (${before.at}, ${before.id})` : sql``

/** The column that a list is sorted by. */
const keyOf = { active: 'active_at', newest: 'started_at', votes: 'votes' } as const

/**
 * The rows of one space (`wanted.value`) that may be on the page. The index is named, because the
 * planner would choose the one with more columns, and scan every answered question.
 */
const rowsOfSpace = ({ subject, order, before, limit }: TopicQuery): SQL => {
  const { kind, tag, status, isUnanswered } = subject
  if (tag)
    return sql`select conversation from conversation_tags
      where tag = ${tag} and space = wanted.value
      ${after(before, sql`started_at`, sql`conversation`)}
      order by started_at desc, conversation desc limit ${limit}`
  const key = sql.raw(keyOf[order])
  const isActive = order === 'active' ? 'active_' : ''
  const [index, which] = isUnanswered
    ? [
        sql`conversations_unanswered`,
        sql`and kind = 'question' and answer is null and duplicate_of is null`,
      ]
    : status
      ? [
          order === 'votes' ? sql`conversations_status_votes` : sql`conversations_status`,
          sql`and kind = 'idea' and status = ${status}`,
        ]
      : order === 'votes'
        ? [sql`conversations_votes`, sql`and kind = 'idea'`]
        : kind
          ? [sql.raw(`conversations_${isActive}kind`), sql`and kind = ${kind}`]
          : [sql.raw(order === 'active' ? 'conversations_active' : 'conversations_space'), sql``]
  return sql`select id from conversations indexed by ${index}
    where space = wanted.value and is_listed = 1 ${which} ${after(before, key)}
    order by ${key} desc, id desc limit ${limit}`
}

/** The columns of a topic in a list: its row, and the text and byline of its opening. */
const topicColumns = (isWhole: boolean) => ({
  conversation: conversations,
  html: isWhole ? comments.html : sql<string>`substr(${comments.html}, 1, ${EXCERPT_HTML})`,
  name: comments.name,
  handle: comments.handle,
  person: comments.person,
  // Feeds show no last reply.
  last: isWhole ? sql<null>`null` : lastAuthorOf(conversations.lastComment),
  revisedAt: comments.revisedAt,
})

/**
 * A page of topics. Each space contributes at most a page, so that the cost does not depend on
 * other spaces or later pages.
 */
export const listTopics = (db: Db, query: TopicQuery) => {
  const key = sql.raw(keyOf[query.order])
  const ids = sql`(select near.id from json_each(${JSON.stringify(query.spaces)}) as wanted
    join conversations near on near.id in (${rowsOfSpace(query)})
    order by near.${key} desc, near.id desc
    limit ${query.limit})`
  return db
    .select(topicColumns(query.isWhole ?? false))
    .from(conversations)
    .innerJoin(comments, eq(comments.id, conversations.opening))
    .where(inArray(conversations.id, ids))
    .orderBy(sql`conversations.${key} desc`, desc(conversations.id))
}

export type TopicRow = Awaited<ReturnType<typeof listTopics>>[number]

/** The columns of a post’s row that lists show. */
const postColumns = {
  id: conversations.id,
  comments: conversations.comments,
  votes: conversations.votes,
  answer: conversations.answer,
  lastCommentAt: conversations.lastCommentAt,
  last: lastAuthorOf(conversations.lastComment),
}

/** Posts by their last comment, to be merged with those by their start. */
export interface ActivePosts {
  before: ListCursor | undefined
  limit: number
}

const activeIds = ({ before, limit }: ActivePosts): SQL =>
  sql`select id from conversations indexed by conversations_active_posts
    where kind is null and active_at is not null ${after(before, sql`active_at`)}
    order by active_at desc, id desc limit ${limit}`

/** What lists show of these posts, and of those that were active last; some have no row. */
export const listPosts = (db: Db, ids: readonly string[], active?: ActivePosts) => {
  const known = sql`select value from json_each(${JSON.stringify(ids)})`
  const wanted = active ? sql`${known} union select id from (${activeIds(active)})` : known
  return db
    .select(postColumns)
    .from(conversations)
    .where(inArray(conversations.id, sql`(${wanted})`))
}

export type PostRow = Awaited<ReturnType<typeof listPosts>>[number]

/** Rows of a page of the topics’ sitemap; sitemaps.org allows 50 000 URLs. */
const SITEMAP_ROWS = 1000

/**
 * The number of pages of the topics’ sitemap, at least one. A page is a range of row numbers, which
 * rise with each conversation, so neither this nor a page reads more rows in a larger hub.
 */
export const countSitemapPages = async (db: Db): Promise<number> => {
  const last = await db.get<{ row: number | null }>(
    sql`select max(rowid) as row from conversations`,
  )
  return Math.ceil((last?.row || 1) / SITEMAP_ROWS)
}

/**
 * The topics of these spaces on a page of the sitemap, with the time of the last comment. The `+`
 * keeps the planner from an index of all topics of a space.
 */
export const listForSitemap = (db: Db, spaces: readonly string[], page: number) =>
  db
    .select({
      id: conversations.id,
      slug: conversations.slug,
      startedAt: conversations.startedAt,
      lastCommentAt: conversations.lastCommentAt,
    })
    .from(conversations)
    .where(
      sql`rowid > ${(page - 1) * SITEMAP_ROWS} and rowid <= ${page * SITEMAP_ROWS}
        and +is_listed = 1 and +space in (select value from json_each(${JSON.stringify(spaces)}))`,
    )
