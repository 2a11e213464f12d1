import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { isSaidBy } from '../comments/leaving'
import type { Db } from '../env'
import { confirmedGuestsOf, guestsOf, type Leaver } from '../members/leaver'
import { reports } from './table'

/** What somebody reported, as a member or as a guest. */
export const isReportedBy = (leaver: Leaver): SQL =>
  sql`(reports.reporter = ${leaver.memberId} or reports.reporter in ${guestsOf(leaver)})`

/**
 * What somebody reported goes with them. What others reported about them stays for hosts to look at,
 * without the words, which may name them.
 */
export const forgetReports = (db: Db, leaver: Leaver): BatchItem<'sqlite'>[] => [
  db.delete(reports).where(isReportedBy(leaver)),
  db.update(reports).set({ reason: null }).where(sql`reports.comment in (
    select comments.id from comments where ${isSaidBy(leaver)})`),
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
