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

/** What somebody reported, as a member or as a guest. */
export const isReportedBy = (leaver: ErasureSubject): SQL =>
  sql`(reports.reporter = ${leaver.memberId} or reports.reporter in ${guestsOf(leaver)})`

/**
 * Erases the reports a person made. Reports about them stay for hosts, without the reason, which may
 * name them.
 *
 * @param saidByThem a subselect of the ids of their comments
 */
export const eraseReports = (
  db: Db,
  leaver: ErasureSubject,
  saidByThem: SQL,
): BatchItem<'sqlite'>[] => [
  db.delete(reports).where(isReportedBy(leaver)),
  db
    .update(reports)
    .set({ reason: null })
    .where(sql`reports.comment in ${saidByThem}`),
]

/** Gives a member what they reported as a guest; the same comment reported twice counts once. */
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
