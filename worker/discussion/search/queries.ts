import { type SQL, sql } from 'drizzle-orm'
import { comments } from '../comments/table'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { members } from '../../accounts/members/table'
import type { Filters } from './filters.form'
import { type Cursor, PAGE } from './rules'
import { isSeen, oneOf, type Sight } from './visibility.table'
import { documents } from './table'

/** One thing that was found. */
export interface Hit {
  number: number
  score: number
  /** What it is and which, as `documents` has it. */
  id: string
  address: string
  title: string
  /** Its words, as far as an excerpt is made from them. */
  text: string
  /** Of a comment: who wrote it, when, and where. */
  name: string | null
  writtenAt: number | null
  conversation: string | null
}

/**
 * How many matches are weighed. A word that half the hub uses would otherwise cost a reading of
 * half the hub; beyond this, the newest stand for all. Titles are weighed apart, so that the post
 * that is called what was asked for is found among any number of comments that merely say it.
 */
const WEIGHED = 500
const TITLES = 100

/**
 * How many of the newest matches are looked at for those that whoever asks may read and that the
 * filters let through.
 */
const WALKED = 5000

/** Characters of a text that an excerpt may be made from. */
const LOOKED_INTO = 10_000

export interface Question {
  /** In the language of FTS5, as `toMatch` makes it. */
  match: string
  sight: Sight
  filters: Filters
  /** The ids of the posts that the filters let through, and those that the person wrote. */
  posts: { within?: readonly string[] | undefined; by: readonly string[] }
  /** The handles of those who have a page in `content/people/`. */
  people: readonly string[]
  now: Date
  after?: Cursor | undefined
}

const isComment = sql`${documents.id} like 'comment:%'`

/** The conversation in which something was said; of what is none, what it is itself. */
const place = sql`coalesce(${comments.conversation}, ${documents.id})`

/** The members behind a handle: it may be theirs in `content/people/`. */
const membersCalled = (handle: string): SQL =>
  sql`(select id from members where lower(handle) = ${handle} or person = ${handle})`

const isOfKind = ({ kind, tag, space }: Filters, within: readonly string[]): SQL => {
  const tags = sql`(select value from json_each(${conversations.tags}))`
  return sql`case when ${place} like 'topic:%' then true
      ${kind ? sql`and ${conversations.kind} = ${kind}` : sql``}
      ${space ? sql`and ${conversations.space} = ${space}` : sql``}
      ${tag ? sql`and ${tag} in ${tags}` : sql``}
    else ${place} in ${oneOf(within)} end`
}

const isBy = (handle: string, posts: readonly string[]): SQL => sql`(
  ${comments.memberId} in ${membersCalled(handle)}
  or (${comments.memberId} is null and ${comments.person} = ${handle})
  or (${documents.id} like 'topic:%' and ${conversations.startedBy} in ${membersCalled(handle)})
  or ${documents.id} in ${oneOf(posts)})`

/**
 * Whether a member is shown to strangers: they have said something, are not banned, and not found
 * already as somebody of `content/people/`.
 */
const isShown = ({ now, people }: Question): SQL => sql`${members.approvedComments} > 0
  and coalesce(${members.bannedUntil}, 0) <= ${now.getTime()}
  and coalesce(${members.person}, '') not in ${oneOf(people)}`

/** Whether something is there for whoever asks, and what they asked for. */
const isWanted = (question: Question): SQL => {
  const { sight, filters, posts } = question
  return sql`(not ${isComment} or ${comments.state} = 'published')
    and (${documents.id} not like 'member:%' or (${isShown(question)}))
    and ${isSeen(sight, place)}
    ${posts.within ? sql`and ${isOfKind(filters, posts.within)}` : sql``}
    ${filters.person ? sql`and ${isBy(filters.person, posts.by)}` : sql``}`
}

/** The newest matches of which each is wanted: SQLite goes on only until there are enough. */
const matches = (question: Question, match: string, limit: number) => sql`
  select * from (
    select found.number, found.score from (
      select rowid as number, round(bm25(documents_words, 8.0, 1.0), 9) as score
      from documents_words where documents_words match ${match}
      order by rowid desc limit ${WALKED}
    ) as found
    cross join ${documents} on ${documents.number} = found.number
    left join ${comments} on ${isComment} and ${comments.id} = substr(${documents.id}, 9)
    left join ${conversations} on ${conversations.id} = ${place}
    left join ${members} on ${documents.id} like 'member:%'
      and ${members.id} = substr(${documents.id}, 8)
    where ${isWanted(question)} limit ${limit}
  )`

/** A page of what was found, the best first, and one more if there is a next page. */
export const search = (db: Db, question: Question): Promise<Hit[]> => {
  const { match, after } = question
  return db.all<Hit>(sql`
    with weighed as (
      select number, min(score) as score from (
        ${matches(question, match, WEIGHED)}
        union all ${matches(question, `{title} : (${match})`, TITLES)}
      ) group by number
    ), page as (
      select number, score from weighed
      where ${after ? sql`(score, number) > (${after.score}, ${after.number})` : sql`true`}
      order by score, number limit ${PAGE + 1}
    )
    select page.number, score, ${documents.id}, ${documents.address}, ${documents.title},
      substr(${documents.text}, 1, ${LOOKED_INTO}) as text, ${comments.name},
      ${comments.writtenAt} as writtenAt, ${comments.conversation}
    from page
    cross join ${documents} on ${documents.number} = page.number
    left join ${comments} on ${isComment} and ${comments.id} = substr(${documents.id}, 9)
    order by score, page.number`)
}
