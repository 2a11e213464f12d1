import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import {
  confirmedGuestsOf,
  guestsOf,
  type ErasureSubject,
} from '../../accounts/members/erasure-subject.table'
import type { ExportFile } from '../../accounts/members/export-file.table'
import { reports } from './table'

/** SQL: the reports that a person made, as a member or as a guest. */
export const isReportedBy = (leaver: ErasureSubject): SQL =>
  sql`(reports.reporter = ${leaver.memberId} or reports.reporter in ${guestsOf(leaver)})`

/**
 * Erases the reports that a person made. Reports about their comments stay for hosts, without the
 * reason, which may name them.
 *
 * @param ownComments SQL: a subselect of the ids of their comments
 */
export const eraseReports = (
  db: Db,
  leaver: ErasureSubject,
  ownComments: SQL,
): BatchItem<'sqlite'>[] => [
  db.delete(reports).where(isReportedBy(leaver)),
  db
    .update(reports)
    .set({ reason: null })
    .where(sql`reports.comment in ${ownComments}`),
]

/** Gives a member the reports of their guests; two reports of the same comment become one. */
export const claimReports = (db: Db, memberId: string): BatchItem<'sqlite'>[] => {
  const asGuest = sql`reports.reporter in ${confirmedGuestsOf(memberId)}`
  const isReportedTwice = sql`${asGuest} and exists (
    select 1 from reports other where other.comment = reports.comment
      and (other.reporter = ${memberId}
        or (other.id < reports.id and other.reporter in ${confirmedGuestsOf(memberId)})))`
  return [
    db.delete(reports).where(isReportedTwice),
    db.update(reports).set({ reporter: memberId }).where(asGuest),
  ]
}

/** The reports that a person made. */
export const reportFiles: ExportFile[] = [
  {
    file: 'reports.json',
    says: 'the comments that you reported, why, and what a host decided',
    read: (db, { subject }) => db.select().from(reports).where(isReportedBy(subject)),
  },
]
