import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { type Comment, comments, removals } from '../../discussion/comments/table'
import { conversations, idOpenedBy, titleOpenedBy } from '../../discussion/conversations/table'
import { listLog } from '../people/queries'
import { countEntriesAbout, countBulkEntries, isUndone, log } from '../../audit/table'
import { countWarnings } from '../../notifications/table'
import type { Db } from '../../env'
import { openRequests } from '../../accounts/groups/table'
import { guests, type Member, members } from '../../accounts/members/table'
import {
  type QueueRequest,
  unansweredComments,
  listSources,
  listOrder,
  reportedComments,
  fadedSince,
  listRows,
} from './lists.queries'
import {
  MAX_EARLIER_COMMENTS,
  type QueuePosition,
  type QueueList,
  MAX_COUNT,
  QUEUE_PAGE_SIZE,
} from './rules'

/** The most reports shown with a comment. */
const MAX_REPORTS = 5

const countUpTo = (rows: SQL, limit: number) =>
  sql<number>`(select count(*) from (${rows} limit ${limit}))`

/**
 * The size of each list and the number of open requests; each count reads a hundred rows at most.
 */
export const countLists = (db: Db, request: QueueRequest) => {
  const one = (rows: SQL) => countUpTo(sql`select 1 ${rows}`, MAX_COUNT + 1)
  return db
    .select({
      held: one(listSources.held).as('held'),
      reported: countUpTo(reportedComments('', MAX_COUNT + 1), MAX_COUNT + 1).as('reported'),
      awaiting: one(unansweredComments(request)).as('awaiting'),
      resting: one(listSources.resting).as('resting'),
      faded: one(sql`${listSources.faded} and c.state_at > ${fadedSince(request)}`).as('faded'),
      requests: one(openRequests).as('requests'),
    })
    .from(sql`(select 1)`)
}

/** A reader's report. */
export interface ReportEntry {
  reason: string | null
  at: number
  weight: number
  ruling: 'right' | 'wrong' | null
  /** `null` for a former member or guest. */
  name: string | null
  /** The reporter's id, where they are a member. */
  member: string | null
}

/** How many of the author's latest earlier comments are in each state. */
export type EarlierStates = Partial<Record<Comment['state'], number>>

const earlierStates = (author: SQL) => sql`(
  select json_group_object(state, many) from (
    select state, count(*) as many from (
      select h.state from comments h where ${author} and h.written_at < comments.written_at
      order by h.written_at desc limit ${MAX_EARLIER_COMMENTS}
    ) group by state
  )
)`

const reportsOf = (isOpen: SQL, limit: number) => sql`(
  select json_group_array(json_object('reason', r.reason, 'at', r.at, 'weight', r.weight,
    'ruling', r.ruling, 'name', coalesce(m.name, g.name), 'member', m.id))
  from (
    select * from reports where reports.comment = comments.id and ${isOpen}
    limit ${limit}
  ) r left join members m on m.id = r.reporter left join guests g on g.id = r.reporter
)`

const asJson =
  <Value>() =>
  (text: unknown) =>
    JSON.parse(String(text)) as Value

const parent = alias(comments, 'answered')

const columns = Object.fromEntries(
  Object.entries(getTableColumns(comments)).map(([key, column]) => [
    key,
    sql`${column}`.mapWith(column),
  ]),
)

/** Comments with their author, parent and reports. */
const rowsOf = (db: Db, rows: SQL, shown: { isOpen: SQL; reports: number }) =>
  db
    .select({
      ...columns,
      answeredName: sql<string | null>`${parent.name}`.as('answered_name'),
      answeredHtml: sql<string | null>`${parent.html}`.as('answered_html'),
      answeredState: sql<Comment['state'] | null>`${parent.state}`.as('answered_state'),
      isConfirmed: sql`${guests.confirmedAt} is not null`.mapWith(Boolean).as('is_confirmed'),
      role: sql<string | null>`${members.role}`.as('role'),
      bannedUntil: sql`${members.bannedUntil}`.mapWith(members.bannedUntil).as('banned_until'),
      silencedUntil: sql`${members.silencedUntil}`
        .mapWith(members.silencedUntil)
        .as('silenced_until'),
      earlier: sql`case when comments.member_id is not null
          then ${earlierStates(sql`h.member_id = comments.member_id`)}
          else ${earlierStates(sql`h.guest_id = comments.guest_id`)} end`
        .mapWith(asJson<EarlierStates>())
        .as('earlier'),
      decisions: countEntriesAbout(sql`comments.member_id`).as('decisions'),
      warnings: countWarnings(sql`comments.member_id`, sql`comments.guest_id`).as('warnings'),
      reports: sql`${reportsOf(shown.isOpen, shown.reports)}`
        .mapWith(asJson<ReportEntry[]>())
        .as('reports'),
      reported: sql<number>`(select count(*) from (
        select 1 from reports where reports.comment = comments.id and reports.ruling is null
        limit ${MAX_COUNT + 1}))`.as('reported'),
    })
    .from(sql`(${rows}) as comments`)
    .leftJoin(parent, eq(parent.id, comments.parentId))
    .leftJoin(members, eq(members.id, comments.memberId))
    .leftJoin(guests, eq(guests.id, comments.guestId))

/** A comment at the desk, with its parent (`answered…`), its author and its reports. */
export interface QueueRow extends Comment {
  answeredName: string | null
  answeredHtml: string | null
  answeredState: Comment['state'] | null
  /** Whether its author, a guest, has confirmed their address. */
  isConfirmed: boolean
  role: Member['role']
  bannedUntil: Date | null
  silencedUntil: Date | null
  earlier: EarlierStates
  /** Decisions about its author and warnings to them, each counted up to ten. */
  decisions: number
  warnings: number
  /** The first reports. */
  reports: ReportEntry[]
  /** The number of open reports. */
  reported: number
}

/** The raw query returns all columns of `comments`; Drizzle cannot infer that. */
const rowsIn = (found: unknown) => found as QueueRow[]

const keyOf = (list: QueueList, { id, spam, memberId, stateAt }: QueueRow): QueuePosition => {
  const sorts = {
    held: spam,
    reported: 0,
    awaiting: 0,
    resting: memberId,
    faded: stateAt?.getTime(),
  }
  return [sorts[list] ?? 0, id]
}

/** A page of a list; `later` is where the next one begins. */
export interface ListPage {
  rows: QueueRow[]
  later?: QueuePosition | undefined
}

const toPage = (list: QueueList, { host }: QueueRequest, found: QueueRow[]): ListPage => {
  const others = list === 'resting' ? found.filter(({ memberId }) => memberId !== host) : found
  const own = found.slice(0, found.length - others.length)
  const shown = others.slice(0, QUEUE_PAGE_SIZE)
  const isMore = others.length > QUEUE_PAGE_SIZE
  return { rows: [...own, ...shown], later: isMore ? keyOf(list, shown.at(-1)!) : undefined }
}

/** A page of a list, the counts of all lists, and the decision to show above it. */
export const findQueue = async (
  db: Db,
  list: QueueList,
  request: QueueRequest & { after?: QueuePosition | undefined; done?: string | undefined },
) => {
  const rows = listRows(list, request, request.after, QUEUE_PAGE_SIZE + 1)
  const [found, [counts], done] = await db.batch([
    rowsOf(db, rows, { isOpen: sql`reports.ruling is null`, reports: MAX_REPORTS }).orderBy(
      listOrder(list, request),
    ),
    countLists(db, request),
    findDecision(db, request.done),
  ])
  return { ...toPage(list, request, rowsIn(found)), counts: counts!, done: done.at(0) }
}

const findDecision = (db: Db, id: string | undefined) =>
  db
    .select({
      entry: log,
      isUndone: isUndone(sql`${log.id}`)
        .mapWith(Boolean)
        .as('is_undone'),
      together: countBulkEntries(MAX_COUNT + 1).as('together'),
      name: sql<string | null>`coalesce(nullif(${comments.name}, ''), ${removals.name})`.as(
        'comment_name',
      ),
      title: titleOpenedBy(sql`${log.subject}`),
    })
    .from(log)
    .leftJoin(comments, eq(comments.id, log.subject))
    .leftJoin(removals, eq(removals.comment, log.subject))
    .where(eq(log.id, id ?? ''))
    .limit(1)

/** A decision, and whether it was undone. */
export type LatestDecision = Awaited<ReturnType<typeof findDecision>>[number]

/** The most reports and decisions on the page of a comment. */
const MAX_DETAILS = 50

/** A comment with its log entries and conversation; `undefined` if there is none. */
export const findCommentDetails = async (db: Db, id: string, done: string | undefined) => {
  const rows = sql`select c.* from comments c where c.id = ${id}`
  const [found, [removal], aboutComment, aboutTopic, [conversation], decided] = await db.batch([
    rowsOf(db, rows, { isOpen: sql`true`, reports: MAX_DETAILS }),
    db.select().from(removals).where(eq(removals.comment, id)).limit(1),
    listLog(db, { person: id, limit: MAX_DETAILS }),
    // If it is the opening of a topic.
    listLog(db, {
      person: idOpenedBy(id),
      limit: MAX_DETAILS,
    }),
    db
      .select()
      .from(conversations)
      .where(sql`${conversations.id} = (select conversation from comments where id = ${id})`)
      .limit(1),
    findDecision(db, done),
  ])
  const row = rowsIn(found).at(0)
  const entries = [...aboutComment, ...aboutTopic].toSorted((one, other) =>
    one.entry.id < other.entry.id ? 1 : -1,
  )
  return row && { row, removal, entries, conversation, done: decided.at(0) }
}

export type CommentDetails = NonNullable<Awaited<ReturnType<typeof findCommentDetails>>>
