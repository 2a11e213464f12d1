import { type SQL, sql } from 'drizzle-orm'
import { canBeAnswered } from '../../discussion/comments/answerability.table'
import { type QueuePosition, type QueueList, NEWLY_FADED_MS } from './rules'

/** The most delayed replies of the host, all shown on the first page. */
const OWN = 50

/*
 * Each list is an index of its own. It is named, because SQLite knows no figures here and would
 * take that of the states, and sort; and the conditions are spelled out as the index has them,
 * without parameters.
 */
/** The source and condition of each list. */
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
 * The comments that readers reported and no host has ruled on, one after the other: a leap through
 * the index for each, however many reports each of them has.
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

/** The host, the time, and the posts that accept no comments. */
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

/** The rows of a list, as a part of a statement. */
export const listRows = (
  list: QueueList,
  asked: QueueRequest,
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
      return sql`select c.* ${unansweredComments(asked)}
        and c.id > ${id ?? ''} order by c.id limit ${limit}`
    case 'resting':
      return resting(asked, after, limit)
    case 'faded':
      return sql`select c.* ${listSources.faded} and c.state_at > ${fadedSince(asked)}
        and (c.state_at, c.id) < (${sort ?? Number.MAX_SAFE_INTEGER}, ${id ?? '~'})
        order by c.state_at desc, c.id desc limit ${limit}`
  }
}

/** The host's own come first, all on the first page; then those of other hosts, by author. */
const resting = ({ host }: QueueRequest, after: QueuePosition | undefined, limit: number) => {
  const [member, id] = after ?? ['', '']
  const own = sql`select c.* ${listSources.resting} and c.member_id = ${host} order by c.id limit ${after ? 0 : OWN}`
  const others = sql`select c.* ${listSources.resting} and (c.member_id, c.id) > (${member}, ${id})
      and c.member_id <> ${host} order by c.member_id, c.id limit ${limit}`
  return sql`select * from (${own}) union all select * from (${others})`
}

/** The order of a list, for a statement around its rows. */
export const listOrder = (list: QueueList, { host }: QueueRequest): SQL =>
  ({
    held: sql`comments.spam, comments.id`,
    reported: sql`comments.id`,
    awaiting: sql`comments.id`,
    resting: sql`comments.member_id is not ${host}, comments.member_id, comments.id`,
    faded: sql`comments.state_at desc, comments.id desc`,
  })[list]
