import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import { newId } from '../../lib/id'
import { insertIf } from '../../lib/insert'
import { MAX_GUEST_REPORTS, REPORTS_TO_HOLD } from './rules'
import { type Report, reports } from './table'

/** A report of a comment. */
export interface NewReport {
  comment: string
  /** The id of the member, or of the guest named by the hub's cookie. */
  reporter: string
  /** Whether it counts towards holding the comment. */
  counts: boolean
  /** Whether the guest is known for less than a day; then the limit per network address applies. */
  isNew: boolean
  /** The keyed hash of the address of a guest. */
  address: string | null
  reason: string | null
  now: Date
}

/**
 * SQL: the weight of a report: (right + 1) / (right + wrong + 1) of the reporter's earlier reports that
 * hosts ruled on. A first report counts in full: most reporters are right. Wrong reports lower the
 * weight of later ones, right ones raise it again. No weight exceeds 1, so a hold always takes three.
 */
const weightOf = ({ reporter, counts }: NewReport): SQL =>
  counts
    ? sql`(select (count(case o.ruling when 'right' then 1 end) + 1.0) / (count(o.ruling) + 1.0)
        from ${reports} o where o.reporter = ${reporter} and o.ruling is not null)`
    : sql`0.0`

const isBelowLimit = ({ comment, address, isNew }: NewReport): SQL =>
  isNew
    ? sql`(select count(*) from ${reports} a
        where a.address = ${address} and a.comment = ${comment}) < ${MAX_GUEST_REPORTS}`
    : sql`true`

/**
 * SQL: enough regulars have reported the comment. Never true of a host's comment, nor of one that a
 * host has reviewed, until it is edited; reports of the old text no longer count then.
 */
const isEnough = (comment: string): SQL => sql`exists (
  select 1 from comments x
  where x.id = ${comment} and x.state = 'published' and x.as_host = 0 and x.person is null
    and (x.judged_at is null or x.revised_at > x.judged_at)
    and (
      select count(*) >= ${REPORTS_TO_HOLD} and round(sum(r.weight), 6) >= ${REPORTS_TO_HOLD}
      from ${reports} r indexed by reports_weighty
      where r.comment = x.id and r.ruling is null and r.weight > 0
        and (x.judged_at is null or r.at >= x.revised_at)
    )
)`

/**
 * Adds a report, one for each person and comment, and holds the comment if there are enough: in one
 * batch, so that reports at the same time all count.
 *
 * @param hold the statements that hold the comment; each takes effect if the condition holds
 */
export const addReport = async (
  db: Db,
  report: NewReport,
  hold: (isEnough: SQL) => BatchItem<'sqlite'>[],
): Promise<'refused' | 'taken' | 'held'> => {
  const { comment, reporter, reason, address, now } = report
  const id = newId(now)
  const row = { id, comment, reporter, reason, weight: 0, address, at: now }
  // A comment that other reports have just held was readable to this reader.
  const isThere = sql`exists (select 1 from comments c where c.id = ${comment}
    and (c.state in ('published', 'faded') or c.held_for = 'reported'))`
  const [, ...done] = await db.batch([
    insertIf(db, reports, row, sql`where ${isThere} and ${isBelowLimit(report)}`, {
      weight: weightOf(report),
    }).onConflictDoNothing(),
    ...hold(isEnough(comment)),
    findReport(db, comment, reporter),
  ])
  const [found, held] = [done.at(-1), done.at(-2)] as { id: string }[][]
  if (!found?.length) return 'refused'
  return held?.length ? 'held' : 'taken'
}

/** The report of this person about this comment. */
export const findReport = (db: Db, comment: string, reporter: string) =>
  db
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.comment, comment), eq(reports.reporter, reporter)))
    .limit(1)

/** SQL: the open reports, or those that the last decision ruled on. */
const affected = (commentId: string, ruling: Report['ruling']): SQL | undefined =>
  ruling
    ? isNull(reports.ruling)
    : sql`${reports.ruledAt} = (select max(r.ruled_at) from reports r where r.comment = ${commentId})`

/**
 * Rules on the open reports of a comment. With `null` the last ruling is undone, and they are open
 * again.
 *
 * @returns statements for the batch of the decision; they take effect only if `isDecided` holds
 */
export const ruleReports = (
  db: Db,
  commentId: string,
  ruling: Report['ruling'],
  now: Date,
  isDecided: SQL,
) => [
  db
    .update(reports)
    .set({ ruling, ruledAt: ruling && now })
    .where(and(eq(reports.comment, commentId), affected(commentId, ruling), isDecided)),
]
