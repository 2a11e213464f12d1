import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { guests, members } from '../../accounts/members/table'
import { reports } from './table'

/** The reports of these comments with their reporters, oldest first; for hosts only. */
export const listReports = (db: Db, commentIds: readonly string[]) =>
  db
    .select({
      comment: reports.comment,
      reason: reports.reason,
      weight: reports.weight,
      at: reports.at,
      ruling: reports.ruling,
      /** `null` for a guest, who has no page at the desk. */
      memberId: sql<string | null>`${members.id}`.as('reporter_id'),
      /** `null` for a guest without a name. */
      name: sql<string | null>`coalesce(${members.name}, ${guests.name})`.as('reporter_name'),
    })
    .from(reports)
    .leftJoin(members, eq(members.id, reports.reporter))
    .leftJoin(guests, eq(guests.id, reports.reporter))
    .where(sql`${reports.comment} in (select value from json_each(${JSON.stringify(commentIds)}))`)
    .orderBy(asc(reports.id))
