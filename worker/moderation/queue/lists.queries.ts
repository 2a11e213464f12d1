import { type SQL, sql } from 'drizzle-orm'
import { canBeAnswered } from '../../discussion/comments/answerability.table'
import { type QueuePosition, type QueueList, NEWLY_FADED_MS } from './rules'

/** The most delayed replies of the viewer; all are on the first page. */
const MAX_OWN = 50

/**
 * The source and condition of each list, which is a partial index. The statement names it, because
 * SQLite has no statistics in D1 and would take the index of states, and sort. The conditions are
 * written as the index has them, without parameters.
 */
export const listSources = {
  held: sql`from comments c indexed by comments_queue
    where c.state = 'held' and c.held_for is not 'resting'`,
  awaiting: sql`from comments c indexed by comments_asking
    where c.state = 'published' and c.asks = 1 and c.answered_at is null and c.as_host = 0`,
  resting: sql`from comments c indexed by comments_resting
    where c.state = 'held' and c.held_for = 'resting'`,
  faded: sql`from comments c indexed by comments_faded where c.state = 'faded'`,
} as const

/**
 * The reported comments that no host has ruled on. Each is one seek in the index, however many
 * reports it has.
 */
export const reportedComments = (after: string, limit: number) => {
  const next = (after: SQL) => sql`(select r.comment
    from reports r indexed by reports_open cross join comments c on c.id = r.comment
    where r.ruling is null and r.comment > ${after} and c.state <> 'removed'
    order by r.comment limit 1)`
  return sql`
    with recursive open (id) as (
      select ${next(sql`${after}`)}
      union all
      select ${next(sql`open.id`)} from open where open.id is not null limit ${limit}
    )
    select c.* from open cross join comments c on c.id = open.id`
}

/** The viewer, the time, and the posts that accept no comments. */
export interface QueueRequest {
  host: string
  now: Date
  closed: readonly string[]
}

/** The unanswered comments, without those that cannot be answered any more. */
export const unansweredComments = ({ closed }: Pick<QueueRequest, 'closed'>) =>
  sql`${listSources.awaiting} and ${canBeAnswered('c', closed)}`

/** Since when a faded comment counts as newly faded, in epoch milliseconds. */
export const fadedSince = ({ now }: QueueRequest) => now.getTime() - NEWLY_FADED_MS

/** The rows of a page of a list, as SQL. */
export const listRows = (
  list: QueueList,
  request: QueueRequest,
  after: QueuePosition | undefined,
  limit: number,
): SQL => {
  const [sort, id] = after ?? []
  switch (list) {
    case 'held':
      return sql`select c.* ${listSources.held}
        and (c.spam, c.id) > (${sort ?? -1}, ${id ?? ''}) order by c.spam, c.id limit ${limit}`
    case 'reported':
      return reportedComments(id ?? '', limit)
    case 'awaiting':
      return sql`select c.* ${unansweredComments(request)}
        and c.id > ${id ?? ''} order by c.id limit ${limit}`
    case 'resting':
      return delayedReplies(request, after, limit)
    case 'faded':
      return sql`select c.* ${listSources.faded} and c.state_at > ${fadedSince(request)}
        and (c.state_at, c.id) < (${sort ?? Number.MAX_SAFE_INTEGER}, ${id ?? '~'})
        order by c.state_at desc, c.id desc limit ${limit}`
  }
}

/** The viewer's own replies first, all on the first page; then those of other hosts, by author. */
const delayedReplies = (
  { host }: QueueRequest,
  after: QueuePosition | undefined,
  limit: number,
) => {
  const [member, id] = after ?? ['', '']
  const own = sql`select c.* ${listSources.resting} and c.member_id = ${host} order by c.id limit ${after ? 0 : MAX_OWN}`
  const others = sql`select c.* ${listSources.resting} and (c.member_id, c.id) > (${member}, ${id})
      and c.member_id <> ${host} order by c.member_id, c.id limit ${limit}`
  return sql`select * from (${own}) union all select * from (${others})`
}

/** The order of a list, for the statement around `listRows`. */
export const listOrder = (list: QueueList, { host }: QueueRequest): SQL =>
  ({
    held: sql`comments.spam, comments.id`,
    reported: sql`comments.id`,
    awaiting: sql`comments.id`,
    resting: sql`comments.member_id is not ${host}, comments.member_id, comments.id`,
    faded: sql`comments.state_at desc, comments.id desc`,
  })[list]
