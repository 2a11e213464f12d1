import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import { newId } from '../../lib/id'
import { insertIf } from '../../lib/insert'
import { MAX_GUEST_REPORTS, REPORTS_TO_HOLD } from './rules'
import { reports } from './table'

/** Who reports a comment, and why. */
export interface NewReport {
  comment: string
  /** The id of the member, or of the guest whom the hub's cookie names. */
  reporter: string
  /** Whether it can help to hold the comment. */
  counts: boolean
  /** Whether the hub has known this guest for less than a day: then their address is counted. */
  isNew: boolean
  /** The keyed hash of the address of a guest. */
  address: string | null
  reason: string | null
  now: Date
}

/**
 * How much somebody's report counts: (right + 1) / (right + wrong + 1) of what they reported and
 * hosts ruled on. Whoever has no record counts in full: most who report are right. Each wrong report
 * makes the next count less, each right one makes that less again, and as nobody counts more than 1
 * it always takes three.
 */
const weightOf = ({ reporter, counts }: NewReport): SQL =>
  counts
    ? sql`(select (count(case o.ruling when 'right' then 1 end) + 1.0) / (count(o.ruling) + 1.0)
        from ${reports} o where o.reporter = ${reporter} and o.ruling is not null)`
    : sql`0.0`

const isRoom = ({ comment, address, isNew }: NewReport): SQL =>
  isNew
    ? sql`(select count(*) from ${reports} a
        where a.address = ${address} and a.comment = ${comment}) < ${MAX_GUEST_REPORTS}`
    : sql`true`

/**
 * Whether enough regulars say so, and no host has: a host's own comment is left to hosts, and so is
 * one that a host let stand, until its words change. Then what was said of the old words says
 * nothing any more.
 */
const isEnough = (comment: string): SQL => sql`exists (
  select 1 from comments x
  where x.id = ${comment} and x.state = 'published' and x.as_host = 0 and x.person is null
    and (x.judged_at is null or x.revised_at > x.judged_at)
    and (
      select count(*) >= ${REPORTS_TO_HOLD} and round(sum(r.weight), 6) >= ${REPORTS_TO_HOLD} from ${reports} r
      where r.comment = x.id and r.ruling is null and r.weight > 0
        and (x.judged_at is null or r.at >= x.revised_at)
    )
)`

/**
 * Adds a report, one for each person and comment, and holds the comment if there are enough: in one
 * batch, so that none of many at once is overlooked.
 *
 * @param hold the statements that hold the comment; each takes effect if the condition holds
 */
export const addReport = async (
  db: Db,
  reporting: NewReport,
  hold: (isEnough: SQL) => BatchItem<'sqlite'>[],
): Promise<'refused' | 'taken' | 'held'> => {
  const { comment, reporter, reason, address, now } = reporting
  const id = newId(now)
  const row = { id, comment, reporter, reason, weight: 0, address, at: now }
  // Held by others at this very moment, it is one that this reader saw all the same.
  const isThere = sql`exists (select 1 from comments c where c.id = ${comment}
    and (c.state in ('published', 'faded') or c.held_for = 'reported'))`
  const [, ...done] = await db.batch([
    insertIf(db, reports, row, sql`where ${isThere} and ${isRoom(reporting)}`, {
      weight: weightOf(reporting),
    }).onConflictDoNothing(),
    ...hold(isEnough(comment)),
    findReport(db, comment, reporter),
  ])
  const [found, held] = [done.at(-1), done.at(-2)] as { id: string }[][]
  if (!found?.length) return 'refused'
  return held?.length ? 'held' : 'taken'
}

/** What this person said of this comment. */
export const findReport = (db: Db, comment: string, reporter: string) =>
  db
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.comment, comment), eq(reports.reporter, reporter)))
    .limit(1)
