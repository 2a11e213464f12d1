import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { ErasureSubject } from '../../accounts/members/erasure-subject.table'
import { type ExportFile, isMine } from '../../accounts/members/export-file.table'
import { FORMER_MEMBER } from '../../audit/rules'
import type { Db } from '../../env'
import { alertUpdates } from './table'

/** Erases a leaving host from the updates of alerts, which stay. */
export const eraseAlertUpdates = (db: Db, leaver: ErasureSubject): BatchItem<'sqlite'>[] => [
  db
    .update(alertUpdates)
    .set({ by: FORMER_MEMBER })
    .where(sql`${alertUpdates.by} = ${leaver.memberId}`),
]

/** The export of a host's updates of alerts. */
export const alertFiles: ExportFile[] = [
  {
    file: 'alert-updates.json',
    says: 'the updates of alerts that you posted as a host',
    read: (db, of) =>
      db
        .select()
        .from(alertUpdates)
        .where(isMine(sql`${alertUpdates.by}`, of)),
  },
]
