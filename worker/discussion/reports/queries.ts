import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { guests, members } from '../../accounts/members/table'
import { type Report, reports } from './table'

/** The open reports, or those that the last decision ruled on. */
const meant = (commentId: string, ruling: Report['ruling']): SQL | undefined =>
  ruling
    ? isNull(reports.ruling)
    : sql`${reports.ruledAt} = (select max(r.ruled_at) from reports r where r.comment = ${commentId})`

/**
 * Says whether the open reports of a comment were right: a host took it away, or let it stand. With
 * `null` what was said last is taken back, and they are open again.
 *
 * @returns statements for the batch of the decision, carried out only if `isDecided` holds there
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
    .where(and(eq(reports.comment, commentId), meant(commentId, ruling), isDecided)),
]

/** What readers said of these comments, oldest first, with who they are: for hosts, and nobody else. */
export const listReports = (db: Db, commentIds: readonly string[]) =>
  db
    .select({
      comment: reports.comment,
      reason: reports.reason,
      weight: reports.weight,
      at: reports.at,
      ruling: reports.ruling,
      /** Empty for a guest, who has no page at the desk. */
      memberId: sql<string | null>`${members.id}`.as('reporter_id'),
      /** Empty for a guest who never gave a name. */
      name: sql<string | null>`coalesce(${members.name}, ${guests.name})`.as('reporter_name'),
    })
    .from(reports)
    .leftJoin(members, eq(members.id, reports.reporter))
    .leftJoin(guests, eq(guests.id, reports.reporter))
    .where(sql`${reports.comment} in (select value from json_each(${JSON.stringify(commentIds)}))`)
    .orderBy(asc(reports.id))
