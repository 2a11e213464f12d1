import { type SQL, sql } from 'drizzle-orm'
import type { ThreadOrder, Identity } from './rules'
import type { Comment } from './table'

/*
 * A conversation in the order in which it is read, from any place in either direction.
 *
 * The tree lies in the table: a thread's comments share a `root`, and `path` orders them. What
 * follows a comment is up to three stretches of one index: the rest of its thread, the threads
 * after it, and the faded threads at the end. Each is a seek and a run, so that a page costs the
 * same wherever it lies.
 */

/** The place of the comment that was asked for; no row when the visitor may not see it. */
const HERE = {
  sunk: '(select sunk from here)',
  root: '(select root from here)',
  path: '(select path from here)',
  standing: '(select standing from here)',
}

interface Stretch {
  /** Runs over roots, in the order of their appreciation, and within each over its thread. */
  byRoots?: boolean
  where: string
  by: string
  /** The appreciation of the roots, where the stretch does not run over them. */
  standing?: string
}

const thread = (sign: string, by: string): Omit<Stretch, 'standing'> => ({
  where: `(c.sunk, c.root) = (select sunk, root from here) and c.path ${sign} ${HERE.path}`,
  by,
})

/** Roots as appreciated as that of the comment; each mention of `here` is a row read. */
const equals = '(r.sunk, r.appreciation) = (select sunk, standing from here)'

const onwards: Record<ThreadOrder, Stretch[]> = {
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

const back: Record<ThreadOrder, Stretch[]> = {
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

const whole: Record<ThreadOrder, Stretch> = {
  oldest: { where: 'true', by: 'c.sunk, c.root, c.path' },
  newest: { where: 'true', by: 'c.sunk, c.root desc, c.path' },
  appreciated: {
    byRoots: true,
    where: 'true',
    by: 'r.sunk, r.appreciation desc, r.id, c.path',
  },
}

/** Where a line lies: before the comment that was asked for, from it on, or anywhere. */
export type Side = 'before' | 'on' | 'any'

const run = (
  { byRoots, where, by, standing = '0' }: Stretch,
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

/** Which part of a conversation somebody asks for. */
export interface ThreadPosition {
  conversation: string
  order: ThreadOrder
  /** The most comments on one page. */
  perPage: number
  /** Sees their own held comments, and so may begin a page at one. */
  who?: Identity | undefined
}

const isTheirs = ({ guest = '', member = '' }: Identity = {}) =>
  sql`(c.guest_id = ${guest} or c.member_id = ${member})`

const here = ({ conversation, perPage, who }: ThreadPosition, id: string): SQL => sql`
  here as materialized (
    select c.sunk, c.root, c.path, case c.depth when 0 then c.appreciation
      else (select r.appreciation from comments r where r.id = c.root) end as standing
    from comments c
    where c.id = ${id} and c.conversation = ${conversation}
      and (c.shown = 1 or (c.state = 'held' and ${isTheirs(who)}))
      and (select shown from conversations where id = ${conversation}) > ${perPage})`

/** The first comments of a conversation, with the appreciation of their root as `standing`. */
export const walkFromStart = ({ conversation, order }: ThreadPosition, limit: number): SQL =>
  run(whole[order], 'any', sql`${conversation}`, limit)

/** As a comparison with nothing, and not as a condition: SQLite would test that for every row. */
const unlessHere = (conversation: string) =>
  sql`case when exists (select 1 from here) then null else ${conversation} end`

/** In groups, because D1 takes no more than five selections in one. */
const together = (runs: SQL[], limit: number) =>
  sql`select * from (${sql.join(runs, sql` union all `)} limit ${limit})`

const walk = (
  asked: ThreadPosition,
  id: string,
  sides: Exclude<Side, 'any'>[],
  limit: number,
): SQL => {
  const { conversation, order } = asked
  const stretches = { before: back[order], on: onwards[order] }
  const runs = sides.map((side) =>
    together(
      stretches[side].map((stretch) => run(stretch, side, sql`${conversation}`, limit)),
      limit,
    ),
  )
  // Where the whole fits on one page, or the comment is not there, from the start.
  const start = run(whole[order], 'any', unlessHere(conversation), limit)
  return sql`with ${here(asked, id)} ${together([...runs, start], limit)}`
}

/** From a comment on. */
export const walkFrom = (asked: ThreadPosition, id: string, limit: number): SQL =>
  walk(asked, id, ['on'], limit)

/** What comes before a comment, the nearest first; where that is too little, it and what follows. */
export const walkBefore = (asked: ThreadPosition, id: string, limit: number): SQL =>
  walk(asked, id, ['before', 'on'], limit)

/** What a comment's place among others depends on. */
export interface ThreadPlace extends Pick<Comment, 'sunk' | 'root' | 'path'> {
  /** The appreciation of its root. */
  rootAppreciation: number
}

const byText = (a: string, b: string) => Number(a > b) - Number(a < b)

/** Which of two comments comes first, as the walks have it. */
export const compareIn =
  (order: ThreadOrder) =>
  (a: ThreadPlace, b: ThreadPlace): number =>
    Number(a.sunk) - Number(b.sunk) ||
    (order === 'appreciated' ? b.rootAppreciation - a.rootAppreciation : 0) ||
    (order === 'newest' ? byText(b.root, a.root) : byText(a.root, b.root)) ||
    byText(a.path, b.path)
