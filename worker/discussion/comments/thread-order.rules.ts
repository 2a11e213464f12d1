import { type SQL, sql } from 'drizzle-orm'
import type { ThreadOrder, Identity } from './rules'
import type { Comment } from './table'

/*
 * Reads a conversation in reading order, from any comment in either direction.
 *
 * The comments of a thread share a `root`, and `path` orders them. What follows a comment is up to
 * three ranges of one index: the rest of its thread, the threads after it, and the faded threads at
 * the end. Each is one seek and one scan, so that every page costs the same.
 */

/** The place of the requested comment; no row if the viewer cannot see it. */
const HERE = {
  sunk: '(select sunk from here)',
  root: '(select root from here)',
  path: '(select path from here)',
  standing: '(select standing from here)',
}

interface Range {
  /** Scans the roots by appreciation, and the thread of each. */
  byRoots?: boolean
  where: string
  by: string
  /** SQL: the appreciation of the root, if the range does not scan roots. */
  standing?: string
}

const thread = (sign: string, by: string): Omit<Range, 'standing'> => ({
  where: `(c.sunk, c.root) = (select sunk, root from here) and c.path ${sign} ${HERE.path}`,
  by,
})

/** Roots with the same appreciation as the comment's; each use of `here` reads a row. */
const equals = '(r.sunk, r.appreciation) = (select sunk, standing from here)'

const onwards: Record<ThreadOrder, Range[]> = {
  oldest: [
    thread('>=', 'c.path'),
    { where: `c.sunk = ${HERE.sunk} and c.root > ${HERE.root}`, by: 'c.root, c.path' },
    { where: `c.sunk > ${HERE.sunk}`, by: 'c.sunk, c.root, c.path' },
  ],
  newest: [
    thread('>=', 'c.path'),
    { where: `c.sunk = ${HERE.sunk} and c.root < ${HERE.root}`, by: 'c.root desc, c.path' },
    { where: `c.sunk > ${HERE.sunk}`, by: 'c.sunk, c.root desc, c.path' },
  ],
  appreciated: [
    { ...thread('>=', 'c.path'), standing: HERE.standing },
    {
      byRoots: true,
      where: `${equals} and r.id > ${HERE.root}`,
      by: 'r.id, c.path',
    },
    {
      byRoots: true,
      where: `r.sunk = ${HERE.sunk} and r.appreciation < ${HERE.standing}`,
      by: 'r.appreciation desc, r.id, c.path',
    },
    {
      byRoots: true,
      where: `r.sunk > ${HERE.sunk}`,
      by: 'r.sunk, r.appreciation desc, r.id, c.path',
    },
  ],
}

const back: Record<ThreadOrder, Range[]> = {
  oldest: [
    thread('<', 'c.path desc'),
    { where: `c.sunk = ${HERE.sunk} and c.root < ${HERE.root}`, by: 'c.root desc, c.path desc' },
    { where: `c.sunk < ${HERE.sunk}`, by: 'c.sunk desc, c.root desc, c.path desc' },
  ],
  newest: [
    thread('<', 'c.path desc'),
    { where: `c.sunk = ${HERE.sunk} and c.root > ${HERE.root}`, by: 'c.root, c.path desc' },
    { where: `c.sunk < ${HERE.sunk}`, by: 'c.sunk desc, c.root, c.path desc' },
  ],
  appreciated: [
    { ...thread('<', 'c.path desc'), standing: HERE.standing },
    {
      byRoots: true,
      where: `${equals} and r.id < ${HERE.root}`,
      by: 'r.id desc, c.path desc',
    },
    {
      byRoots: true,
      where: `r.sunk = ${HERE.sunk} and r.appreciation > ${HERE.standing}`,
      by: 'r.appreciation, r.id desc, c.path desc',
    },
    {
      byRoots: true,
      where: `r.sunk < ${HERE.sunk}`,
      by: 'r.sunk desc, r.appreciation, r.id desc, c.path desc',
    },
  ],
}

const whole: Record<ThreadOrder, Range> = {
  oldest: { where: 'true', by: 'c.sunk, c.root, c.path' },
  newest: { where: 'true', by: 'c.sunk, c.root desc, c.path' },
  appreciated: {
    byRoots: true,
    where: 'true',
    by: 'r.sunk, r.appreciation desc, r.id, c.path',
  },
}

/** The place of a row: before the requested comment, from it on, or without one. */
export type Side = 'before' | 'on' | 'any'

const scan = (
  { byRoots, where, by, standing = '0' }: Range,
  side: Side,
  conversation: SQL,
  limit: number,
): SQL =>
  byRoots
    ? sql`select * from (
        select c.*, r.appreciation as standing, ${sql.raw(`'${side}'`)} as side
        from comments r cross join comments c
        where r.conversation = ${conversation} and r.shown = 1 and r.depth = 0
          and c.conversation = r.conversation and c.shown = 1 and c.sunk = r.sunk
          and c.root = r.id and ${sql.raw(where)}
        order by ${sql.raw(by)} limit ${limit})`
    : sql`select * from (
        select c.*, ${sql.raw(standing)} as standing, ${sql.raw(`'${side}'`)} as side
        from comments c
        where c.conversation = ${conversation} and c.shown = 1 and ${sql.raw(where)}
        order by ${sql.raw(by)} limit ${limit})`

/** Which part of a conversation to read. */
export interface ThreadPosition {
  conversation: string
  order: ThreadOrder
  /** The most comments on one page. */
  perPage: number
  /** The viewer: a page may begin at one of their own held comments. */
  who?: Identity | undefined
}

const isOwnComment = ({ guest = '', member = '' }: Identity = {}) =>
  sql`(c.guest_id = ${guest} or c.member_id = ${member})`

const here = ({ conversation, perPage, who }: ThreadPosition, id: string): SQL => sql`
  here as materialized (
    select c.sunk, c.root, c.path, case c.depth when 0 then c.appreciation
      else (select r.appreciation from comments r where r.id = c.root) end as standing
    from comments c
    where c.id = ${id} and c.conversation = ${conversation}
      and (c.shown = 1 or (c.state = 'held' and ${isOwnComment(who)}))
      and (select shown from conversations where id = ${conversation}) > ${perPage})`

/** The first comments of a conversation, with the appreciation of their root as `standing`. */
export const walkFromStart = ({ conversation, order }: ThreadPosition, limit: number): SQL =>
  scan(whole[order], 'any', sql`${conversation}`, limit)

/** A comparison with `null` if there is a place; as a condition SQLite would test it for every row. */
const unlessHere = (conversation: string) =>
  sql`case when exists (select 1 from here) then null else ${conversation} end`

/** A union in a subselect, because D1 allows at most five terms in one compound select. */
const union = (scans: SQL[], limit: number) =>
  sql`select * from (${sql.join(scans, sql` union all `)} limit ${limit})`

const walk = (
  asked: ThreadPosition,
  id: string,
  sides: Exclude<Side, 'any'>[],
  limit: number,
): SQL => {
  const { conversation, order } = asked
  const ranges = { before: back[order], on: onwards[order] }
  const scans = sides.map((side) =>
    union(
      ranges[side].map((range) => scan(range, side, sql`${conversation}`, limit)),
      limit,
    ),
  )
  // From the start, if everything fits on one page or the comment is not there.
  const start = scan(whole[order], 'any', unlessHere(conversation), limit)
  return sql`with ${here(asked, id)} ${union([...scans, start], limit)}`
}

/** The comments from this one on. */
export const walkFrom = (asked: ThreadPosition, id: string, limit: number): SQL =>
  walk(asked, id, ['on'], limit)

/** The comments before this one, nearest first; if they are too few, also it and those after it. */
export const walkBefore = (asked: ThreadPosition, id: string, limit: number): SQL =>
  walk(asked, id, ['before', 'on'], limit)

/** What the place of a comment depends on. */
export interface ThreadPlace extends Pick<Comment, 'sunk' | 'root' | 'path'> {
  /** The appreciation of its root. */
  rootAppreciation: number
}

const byText = (a: string, b: string) => Number(a > b) - Number(a < b)

/** Compares the places of two comments, in the order of the queries. */
export const compareIn =
  (order: ThreadOrder) =>
  (a: ThreadPlace, b: ThreadPlace): number =>
    Number(a.sunk) - Number(b.sunk) ||
    (order === 'appreciated' ? b.rootAppreciation - a.rootAppreciation : 0) ||
    (order === 'newest' ? byText(b.root, a.root) : byText(a.root, b.root)) ||
    byText(a.path, b.path)
