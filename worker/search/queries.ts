import { sql } from 'drizzle-orm'
import { comments } from '../comments/table'
import type { Db } from '../env'
import { type Cursor, CLOSES, OPENS, PAGE } from './rules'
import { documents } from './table'

/** One thing that was found, with `OPENS` and `CLOSES` around the words that were asked for. */
export interface Hit {
  number: number
  score: number
  /** `post:<id>`, `page:<slug>` or `comment:<id>`. */
  id: string
  address: string
  title: string
  excerpt: string
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

const matches = (query: string, limit: number) => sql`
  select * from (
    select rowid as number, round(bm25(documents_words, 8.0, 1.0), 9) as score
    from documents_words where documents_words match ${query}
    order by rowid desc limit ${limit}
  )`

/**
 * A page of what was found, the best first, and one more if there is a next page.
 *
 * @param query in the language of FTS5, as `toMatch` makes it
 * @param unseen the conversations that whoever asks may not read: what was said there is not found
 */
export const search = (
  db: Db,
  query: string,
  after?: Cursor,
  unseen: readonly string[] = [],
): Promise<Hit[]> =>
  db.all<Hit>(sql`
    with weighed as (
      select number, min(score) as score from (
        ${matches(query, WEIGHED)} union all ${matches(`{title} : (${query})`, TITLES)}
      ) group by number
    ), page as (
      select weighed.number, score, ${documents.id}, ${documents.address}, ${comments.name},
        ${comments.writtenAt}, ${comments.conversation}
      from weighed
      join ${documents} on ${documents.number} = weighed.number
      left join ${comments} on ${comments.id} = substr(${documents.id}, 9)
        and ${documents.id} like 'comment:%'
      where ${after ? sql`(score, weighed.number) > (${after.score}, ${after.number})` : sql`true`}
        and (${documents.id} not like 'comment:%' or ${comments.state} = 'published')
        and coalesce(${comments.conversation}, ${documents.id})
          not in (select value from json_each(${JSON.stringify(unseen)}))
      order by score, weighed.number limit ${PAGE + 1}
    )
    select page.number, score, page.id, page.address, page.name, page.conversation,
      page.written_at as writtenAt,
      highlight(documents_words, 0, ${OPENS}, ${CLOSES}) as title,
      snippet(documents_words, 1, ${OPENS}, ${CLOSES}, '…', 32) as excerpt
    from page
    join documents_words on documents_words.rowid = page.number
    where documents_words match ${query}
    order by score, page.number`)
