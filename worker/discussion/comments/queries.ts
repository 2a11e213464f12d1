import { and, asc, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { listTopContributorIds } from '../contributors/queries'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import type { selectFollow } from '../follows/queries'
import { guests } from '../../accounts/members/table'
import type { listOwnReactions } from '../reactions/queries'
import { authorView } from './author-view.rules'
import {
  type ThreadPosition,
  compareIn,
  type Side,
  walkBefore,
  walkFrom,
  walkFromStart,
} from './thread-order.rules'
import { isAnswerable } from './rules'
import { type Comment, comments } from './table'

/** The most own held comments that an author sees in a conversation. */
const MAX_OWN_HELD = 50

export const findComment = async (db: Db, id: string): Promise<Comment | undefined> =>
  (await db.select().from(comments).where(eq(comments.id, id)).limit(1)).at(0)

/** Held comments, oldest first; the next page begins after the id `after`. */
export const listHeldComments = (db: Db, after = '', limit = 50) =>
  db
    .select()
    .from(comments)
    .where(and(eq(comments.state, 'held'), sql`${comments.id} > ${after}`))
    .orderBy(asc(comments.id))
    .limit(limit)

/** The newest published comments of a conversation. */
export const listLatestComments = (db: Db, conversation: string, limit: number) =>
  db
    .select()
    .from(comments)
    .where(
      and(
        eq(comments.conversation, conversation),
        sql`${comments.state} = 'published' and ${comments.opens} = 0`,
      ),
    )
    .orderBy(desc(comments.id))
    .limit(limit)

const answered = alias(comments, 'answered')

/** The columns of the subselect `comments`: drizzle accepts a table's own columns in that table only. */
const columns = Object.fromEntries(
  Object.entries(getTableColumns(comments)).map(([key, column]) => [
    key,
    sql`${column}`.mapWith(column),
  ]),
)

const listRows = (db: Db, walk: SQL) =>
  db
    .select({
      ...columns,
      rootAppreciation: sql<number>`standing`.as('standing'),
      side: sql<Side>`side`.as('side'),
      answeredName: sql<
        string | null
      >`case answered.state when 'held' then '' else answered.name end`.as('answered_name'),
    })
    .from(sql`(${walk}) as comments`)
    .leftJoin(answered, eq(answered.id, comments.parentId))

/** A comment as a row of a page. */
export interface ThreadRow extends Comment {
  /** The appreciation of its root. */
  rootAppreciation: number
  side: Side
  /** The name of the parent's author; empty when the parent is held or deleted. */
  answeredName: string | null
  /** A faded comment that its author reads, shown as published. */
  isFadedOwn?: boolean
}

/** Authors see their faded comments as published. */
const SHOWN_AS = 'published' as const

/** The subselect has the table's columns, which drizzle cannot know. */
const rowsOf = (found: unknown) => found as ThreadRow[]

const heldOf = (owner: SQL, conversation: string) => sql`
  select c.*, case c.depth when 0 then c.appreciation
    else (select r.appreciation from comments r where r.id = c.root) end as standing,
    'any' as side
  from comments c
  where ${owner} and c.conversation = ${conversation} and c.state = 'held' and c.opens = 0
  order by c.id desc limit ${MAX_OWN_HELD}`

/** Guests' and members' comments have an index each, so a viewer who is both needs two selects. */
const walkOwnHeld = ({ conversation, who: { guest = '', member } = {} }: ThreadPosition) => {
  const asGuest = heldOf(sql`c.guest_id = ${guest}`, conversation)
  if (!member) return asGuest
  const asMember = heldOf(sql`c.member_id = ${member}`, conversation)
  return guest ? sql`select * from (${asMember}) union all select * from (${asGuest})` : asMember
}

/** Aliased, because a batch returns objects: of two columns with one name the later would win. */
const aliased = Object.fromEntries(
  Object.entries(getTableColumns(conversations)).map(([key, column]) => [
    key,
    sql`${column}`.mapWith(column).as(`counted_${key}`),
  ]),
)

/** A conversation's row, with its pinned comment and its accepted answer while they are published. */
const findHighlights = (db: Db, conversation: string) =>
  db
    .select({ counted: aliased, comment: comments })
    .from(conversations)
    .leftJoin(
      comments,
      sql`(${comments.id} = ${conversations.pinned} or ${comments.id} = ${conversations.answer})
        and ${comments.conversation} = ${conversations.id} and ${comments.state} = 'published'`,
    )
    .where(eq(conversations.id, conversation))

type Highlights = Awaited<ReturnType<typeof findHighlights>>

const rowOf = (comment: Comment): ThreadRow => ({
  ...comment,
  rootAppreciation: 0,
  side: 'any',
  answeredName: null,
})

const splitHighlights = (found: Highlights) => ({
  counts: found.at(0)?.counted as typeof conversations.$inferSelect | undefined,
  marked: found.flatMap(({ comment }) => (comment ? [rowOf(comment)] : [])),
})

/** Which page of a conversation to read. */
export interface ThreadQuery extends ThreadPosition {
  /** The page begins at this comment. */
  from?: string | undefined
  /** The page ends before this comment. */
  before?: string | undefined
  /** The comment that the form replies to. */
  parent?: string | undefined
}

/** Statements of other rooms, for the same round trip. */
export interface AdditionalReads {
  /** The reactions of the viewer. */
  ownReactions: ReturnType<typeof listOwnReactions>
  /** The top contributors. */
  top: ReturnType<typeof listTopContributorIds>
  /** Whether the member follows the conversation; for a visitor it is not asked. */
  follow?: ReturnType<typeof selectFollow> | undefined
}

const threadStatements = (db: Db, asked: ThreadQuery) => {
  const { conversation, from, before, perPage, who: { guest: guestId = '' } = {} } = asked
  const more = perPage + 1
  const onwards = from ? walkFrom(asked, from, more) : walkFromStart(asked, more)
  return [
    listRows(db, before ? walkBefore(asked, before, more) : onwards),
    listRows(db, walkFromStart(asked, from ? 1 : 0)),
    listRows(db, walkOwnHeld(asked)),
    findHighlights(db, conversation),
    db.select().from(guests).where(eq(guests.id, guestId)).limit(1),
    db
      .select()
      .from(comments)
      .where(eq(comments.id, asked.parent ?? ''))
      .limit(1),
  ] as const
}

/** All statements of a page; those of other rooms may be missing at the end. */
type ThreadStatements = readonly [
  ...ReturnType<typeof threadStatements>,
  AdditionalReads['ownReactions'],
  AdditionalReads['top'],
  NonNullable<AdditionalReads['follow']>,
]

/** A page of a conversation with all that rendering it needs, in one round trip. */
export const readThread = async (
  db: Db,
  asked: ThreadQuery,
  { ownReactions, top: topIds, follow: ownFollow }: Partial<AdditionalReads> = {},
) => {
  const { from, before } = asked
  const more = [ownReactions, topIds, ownFollow].filter((each) => each !== undefined)
  const statements = [...threadStatements(db, asked), ...more] as unknown as ThreadStatements
  const [found, first, held, about, [guest], [parent], given = [], top = [], follow = []] =
    await db.batch(statements)
  const { counts, marked } = splitHighlights(about)
  const own = rowsOf(held)
  const cut = cutPage(asked, rowsOf(found), rowsOf(first).at(0), own)
  const isWhole = !cut.earlier && !cut.later
  const lines = authorView(withOwn(asked, cut, own), asked.who, { order: asked.order, isWhole })
  const isThere = cut.isThere || lines.some(({ id }) => id === from || id === before)
  // The count leaves out faded comments, but their author sees them.
  const ownFaded = isWhole ? lines.filter(({ isFadedOwn }) => isFadedOwn).length : 0
  const counted = counts && { ...counts, comments: counts.comments + ownFaded }
  const answers =
    parent && isAnswerable(parent, asked.who ?? {}) ? { ...parent, state: SHOWN_AS } : parent
  return {
    ...cut,
    lines,
    isThere,
    counted,
    guest,
    answers,
    given,
    marked,
    top,
    follow: follow.at(0),
  }
}

/** A page of a conversation, as it is read from the database. */
export type ThreadPage = Awaited<ReturnType<typeof readThread>>

interface PageCut {
  lines: ThreadRow[]
  /** The first comment of the next page. */
  later?: string | undefined
  /** The page before this one ends before this comment. */
  earlier?: string | undefined
  /** Whether the requested comment was found. */
  isThere: boolean
}

/** @param first the first comment of the whole conversation */
const cutPage = (
  asked: ThreadQuery,
  found: ThreadRow[],
  first: ThreadRow | undefined,
  own: ThreadRow[],
): PageCut => {
  const { order, perPage, from, before } = asked
  const compare = compareIn(order)
  const sorted = found.toSorted(compare)
  const isThere = !(from || before) || !found.some(({ side }) => side === 'any')
  if (found.length > perPage && found.every(({ side }) => side === 'before'))
    return { lines: sorted.slice(1), later: before, earlier: sorted[1]!.id, isThere }
  const start = own.find(({ id }) => id === from) ?? sorted[0]
  const isFirst = !from || !isThere || !first || !start || compare(start, first) <= 0
  return {
    lines: sorted.slice(0, perPage),
    later: sorted[perPage]?.id,
    earlier: isFirst ? undefined : from,
    isThere,
  }
}

/** Adds the viewer's own held comments whose place is on this page. */
const withOwn = (
  { order, from }: ThreadQuery,
  { lines, later, earlier }: PageCut,
  held: ThreadRow[],
) => {
  if (held.length === 0) return lines
  const compare = compareIn(order)
  const first = held.find(({ id }) => id === from) ?? lines[0]
  const last = lines.at(-1)
  const here = held.filter(
    (own) =>
      !lines.some(({ id }) => id === own.id) &&
      (!earlier || !first || compare(first, own) <= 0) &&
      (!later || !last || compare(own, last) < 0),
  )
  return [...lines, ...here].toSorted(compare)
}

/** A comment held until its guest confirms their email, with the guest; `undefined` when it no longer waits. */
export const findUnconfirmedComment = async (db: Db, commentId: string) =>
  (
    await db
      .select({ comment: comments, guest: guests })
      .from(comments)
      .innerJoin(guests, eq(guests.id, comments.guestId))
      .where(
        and(
          eq(comments.id, commentId),
          eq(comments.state, 'held'),
          eq(comments.heldFor, 'unconfirmed'),
        ),
      )
      .limit(1)
  ).at(0)
