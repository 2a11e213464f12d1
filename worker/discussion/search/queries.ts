import { type SQL, sql } from 'drizzle-orm'
import { comments } from '../comments/table'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { members } from '../../accounts/members/table'
import type { Filters } from './filters.form'
import { type Cursor, PAGE } from './rules'
import { isVisible, inList, type Visibility } from './visibility.table'
import { documents } from './table'

/** One search result. */
export interface Hit {
  number: number
  score: number
  /** The type and id of the document, as in `documents.id`. */
  id: string
  address: string
  title: string
  /** The start of its text, from which the excerpt is taken. */
  text: string
  /** Of a comment: the author's name, the time, and the id of its conversation. */
  name: string | null
  writtenAt: number | null
  conversation: string | null
}

/**
 * The number of matches that are ranked. Without a limit, a search for a word that half of the
 * documents contain would read half of them; above the limit, only the newest are ranked. Title
 * matches are ranked separately, so that a post with the search term in its title is found among
 * any number of comments that contain it.
 */
const MAX_RANKED = 500
const MAX_RANKED_TITLES = 100

/** The number of matches, newest first, that are checked for permissions and filters. */
const MAX_FILTERED = 5000

/** Characters of a text, from its start, from which an excerpt is taken. */
const EXCERPT_SOURCE_LENGTH = 10_000

export interface SearchQuery {
  /** In FTS5 query syntax, from `toMatch`. */
  match: string
  visibility: Visibility
  filters: Filters
  /** The ids of the posts that match the filters, and of those by `filters.person`. */
  posts: { within?: readonly string[] | undefined; by: readonly string[] }
  /** The handles with a page in `content/people/`. */
  people: readonly string[]
  now: Date
  after?: Cursor | undefined
}

const isComment = sql`${documents.id} like 'comment:%'`

/** The conversation id of a comment; of any other document, its own id. */
const conversationId = sql`coalesce(${comments.conversation}, ${documents.id})`

/** The ids of the members with a handle, their own or the one in `content/people/`. */
const membersByHandle = (handle: string): SQL =>
  sql`(select id from members where lower(handle) = ${handle} or person = ${handle})`

const matchesFilters = ({ kind, tag, space }: Filters, within: readonly string[]): SQL => {
  const tags = sql`(select value from json_each(${conversations.tags}))`
  return sql`case when ${conversationId} like 'topic:%' then true
      ${kind ? sql`and ${conversations.kind} = ${kind}` : sql``}
      ${space ? sql`and ${conversations.space} = ${space}` : sql``}
      ${tag ? sql`and ${tag} in ${tags}` : sql``}
    else ${conversationId} in ${inList(within)} end`
}

const isWrittenBy = (handle: string, posts: readonly string[]): SQL => sql`(
  ${comments.memberId} in ${membersByHandle(handle)}
  or (${comments.memberId} is null and ${comments.person} = ${handle})
  or (${documents.id} like 'topic:%' and ${conversations.startedBy} in ${membersByHandle(handle)})
  or ${documents.id} in ${inList(posts)})`

/**
 * Whether a member appears in results: they have a published comment, are not banned, and have no
 * page in `content/people/`, which is a result of its own.
 */
const isListedMember = ({ now, people }: SearchQuery): SQL => sql`${members.approvedComments} > 0
  and coalesce(${members.bannedUntil}, 0) <= ${now.getTime()}
  and coalesce(${members.person}, '') not in ${inList(people)}`

/** Whether the viewer may read a document, and it matches the filters. */
const isIncluded = (query: SearchQuery): SQL => {
  const { visibility, filters, posts } = query
  return sql`(not ${isComment} or ${comments.state} = 'published')
    and (${documents.id} not like 'member:%' or (${isListedMember(query)}))
    and ${isVisible(visibility, conversationId)}
    ${posts.within ? sql`and ${matchesFilters(filters, posts.within)}` : sql``}
    ${filters.person ? sql`and ${isWrittenBy(filters.person, posts.by)}` : sql``}`
}

/** The newest matches that pass permissions and filters; SQLite stops reading at `limit`. */
const matches = (query: SearchQuery, match: string, limit: number) => sql`
  select * from (
    select matched.number, matched.score from (
      select rowid as number, round(bm25(documents_words, 8.0, 1.0), 9) as score
      from documents_words where documents_words match ${match}
      order by rowid desc limit ${MAX_FILTERED}
    ) as matched
    cross join ${documents} on ${documents.number} = matched.number
    left join ${comments} on ${isComment} and ${comments.id} = substr(${documents.id}, 9)
    left join ${conversations} on ${conversations.id} = ${conversationId}
    left join ${members} on ${documents.id} like 'member:%'
      and ${members.id} = substr(${documents.id}, 8)
    where ${isIncluded(query)} limit ${limit}
  )`

/** A page of results, best first, plus one more if there is a next page. */
export const search = (db: Db, query: SearchQuery): Promise<Hit[]> => {
  const { match, after } = query
  return db.all<Hit>(sql`
    with ranked as (
      select number, min(score) as score from (
        ${matches(query, match, MAX_RANKED)}
        union all ${matches(query, `{title} : (${match})`, MAX_RANKED_TITLES)}
      ) group by number
    ), page as (
      select number, score from ranked
      where ${after ? sql`(score, number) > (${after.score}, ${after.number})` : sql`true`}
      order by score, number limit ${PAGE + 1}
    )
    select page.number, score, ${documents.id}, ${documents.address}, ${documents.title},
      substr(${documents.text}, 1, ${EXCERPT_SOURCE_LENGTH}) as text, ${comments.name},
      ${comments.writtenAt} as writtenAt, ${comments.conversation}
    from page
    cross join ${documents} on ${documents.number} = page.number
    left join ${comments} on ${isComment} and ${comments.id} = substr(${documents.id}, 9)
    order by score, page.number`)
}
