import { getTableColumns, sql } from 'drizzle-orm'
import type { ErasureSubject } from '../../accounts/members/erasure-subject.table'
import type { ExportFile } from '../../accounts/members/export-file.table'
import type { Db } from '../../env'
import { emailStops, isClaimableStop, isStopOfSubject } from './table'

/** Erases which emails a person stopped. */
export const removeEmailStops = (db: Db, leaver: ErasureSubject) =>
  db.delete(emailStops).where(isStopOfSubject(leaver))

/** Moves what a member stopped as a guest to their account, except that they stopped all emails. */
export const claimEmailStops = (db: Db, memberId: string) =>
  db
    .insert(emailStops)
    .select(
      sql`select ${memberId}, null, ${emailStops.kind}, ${emailStops.conversation}, ${emailStops.at}
        from ${emailStops} where ${isClaimableStop(memberId)}
          and ${emailStops.kind} || ${emailStops.conversation} <> ''`,
    )
    .onConflictDoNothing()

const { memberId: _member, guestId: _guest, ...shown } = getTableColumns(emailStops)

/** The emails that a person stopped. */
export const emailStopFiles: ExportFile[] = [
  {
    file: 'stopped-emails.json',
    says: 'which emails you stopped: a kind, a conversation, or all where both are empty',
    read: (db, { subject }) => db.select(shown).from(emailStops).where(isStopOfSubject(subject)),
  },
]
