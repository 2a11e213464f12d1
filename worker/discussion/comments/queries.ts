import { and, asc, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { listTopContributorIds } from '../contributors/queries'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
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

/** How many of their own held comments somebody sees in one conversation. */
const MAX_OWN_HELD = 50

export const findComment = async (db: Db, id: string): Promise<Comment | undefined> =>
  (await db.select().from(comments).where(eq(comments.id, id)).limit(1)).at(0)

/** What waits for a host or a confirmation, longest first; the next page begins after `after`. */
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

/** The columns as a walk has them: drizzle looks for a table's own in that table alone. */
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

/** A comment on its line of the page. */
export interface ThreadRow extends Comment {
  /** The appreciation of its root. */
  rootAppreciation: number
  side: Side
  /** Who is answered; empty when that comment is gone. */
  answeredName: string | null
  /** It has faded, and is its reader's own, who sees it as published. */
  isFadedOwn?: boolean
}

/** As everybody sees what may be answered, and its author what has faded. */
const SHOWN_AS = 'published' as const

/** A walk has the table's columns, which drizzle can not know. */
const rowsOf = (found: unknown) => found as ThreadRow[]

const heldOf = (owner: SQL, conversation: string) => sql`
  select c.*, case c.depth when 0 then c.appreciation
    else (select r.appreciation from comments r where r.id = c.root) end as standing,
    'any' as side
  from comments c
  where ${owner} and c.conversation = ${conversation} and c.state = 'held' and c.opens = 0
  order by c.id desc limit ${MAX_OWN_HELD}`

/** A guest's and a member's lie in an index each: somebody who is both gets two runs. */
const walkOwnHeld = ({ conversation, who: { guest = '', member } = {} }: ThreadPosition) => {
  const asGuest = heldOf(sql`c.guest_id = ${guest}`, conversation)
  if (!member) return asGuest
  const asMember = heldOf(sql`c.member_id = ${member}`, conversation)
  return guest ? sql`select * from (${asMember}) union all select * from (${asGuest})` : asMember
}

/** By names of their own: a batch answers in objects, in which the later of two would win. */
const named = Object.fromEntries(
  Object.entries(getTableColumns(conversations)).map(([key, column]) => [
    key,
    sql`${column}`.mapWith(column).as(`counted_${key}`),
  ]),
)

/**
 * What is counted and said of a conversation; with each of the comments that hosts show above the
 * others or that settled the question, while everybody may read it.
 */
const findHighlights = (db: Db, conversation: string) =>
  db
    .select({ counted: named, comment: comments })
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

/** A page of a conversation, and all that its drawing needs, in one round trip. */
export interface ThreadQuery extends ThreadPosition {
  /** The page begins at this comment. */
  from?: string | undefined
  /** The page ends before this comment. */
  before?: string | undefined
  /** The comment that somebody is about to answer. */
  parent?: string | undefined
}

/** What other rooms read in the same round trip. */
export interface AdditionalReads {
  /** The reactions of the viewer. */
  ownReactions: ReturnType<typeof listOwnReactions>
  /** The top contributors. */
  top: ReturnType<typeof listTopContributorIds>
}

export const readThread = async (db: Db, asked: ThreadQuery, beside?: AdditionalReads) => {
  const { conversation, from, before, perPage, who: { guest: guestId = '' } = {} } = asked
  const more = perPage + 1
  const onwards = from ? walkFrom(asked, from, more) : walkFromStart(asked, more)
  const statements = [
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
  const [found, first, held, about, [guest], [parent], given, top] = beside
    ? await db.batch([...statements, beside.ownReactions, beside.top])
    : [...(await db.batch(statements)), [], []]
  const { counts, marked } = splitHighlights(about)
  const own = rowsOf(held)
  const cut = cutPage(asked, rowsOf(found), rowsOf(first).at(0), own)
  const isWhole = !cut.earlier && !cut.later
  const lines = authorView(withOwn(asked, cut, own), asked.who, { order: asked.order, isWhole })
  const isThere = cut.isThere || lines.some(({ id }) => id === from || id === before)
  const sunken = isWhole ? lines.filter(({ isFadedOwn }) => isFadedOwn).length : 0
  const counted = counts && { ...counts, comments: counts.comments + sunken }
  const answers =
    parent && isAnswerable(parent, asked.who ?? {}) ? { ...parent, state: SHOWN_AS } : parent
  return { ...cut, lines, isThere, counted, guest, answers, given, marked, top }
}

/** A page of a conversation, as it is read from the database. */
export type ThreadPage = Awaited<ReturnType<typeof readThread>>

interface PageCut {
  lines: ThreadRow[]
  /** Where the page after this one begins. */
  later?: string | undefined
  /** Where the page before this one ends. */
  earlier?: string | undefined
  /** Whether the comment that was asked for was found. */
  isThere: boolean
}

/** @param first of the whole conversation, where the page begins at some comment */
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

/** The visitor's own held comments, each at its place, if that is on this page. */
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
