import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../env'
import { newId } from '../lib/id'
import { insertIf } from '../lib/insert'
import type { ErasureSubject } from '../accounts/members/erasure-subject.table'
import type { ExportFile } from '../accounts/members/export-file.table'
import { FORMER_MEMBER } from './rules'
import { log } from './table'

/**
 * Logs that a person left, without who, and erases them from the audit log: rows about them stay
 * without subject and reason, rows by them as a host without their id.
 *
 * @param saidByThem a subselect of the ids of their comments; the reasons of decisions about those go
 */
export const recordErasure = (
  db: Db,
  leaver: ErasureSubject,
  {
    as,
    comments,
    saidByThem,
  }: { as: 'member' | 'guest'; comments: 'stay' | 'go'; saidByThem: SQL },
  now: Date,
): BatchItem<'sqlite'>[] => {
  const { memberId, email } = leaver
  return [
    insertIf(
      db,
      log,
      {
        id: newId(now),
        at: now,
        by: FORMER_MEMBER,
        act: 'leaving',
        subject: FORMER_MEMBER,
        detail: { as, comments },
      },
      as === 'member'
        ? sql`where ${memberId} is not null`
        : sql`where exists (select 1 from guests where lower(guests.email) = ${email})`,
    ),
    db
      .update(log)
      .set({ subject: FORMER_MEMBER, reason: null, detail: null })
      .where(sql`${log.subject} = ${memberId}`),
    db
      .update(log)
      .set({ by: FORMER_MEMBER })
      .where(sql`${log.by} = ${memberId}`),
    // The reason of a decision about their comment may name them.
    db
      .update(log)
      .set({ reason: null })
      .where(sql`${log.subject} in ${saidByThem}`),
  ]
}

/** The entries of the audit log about a member and by them. */
export const auditFiles: ExportFile[] = [
  {
    file: 'log.json',
    says: 'decisions of hosts about you, with the reason',
    read: (db, { subject }) => {
      const { by: _by, ...shown } = getTableColumns(log)
      return db
        .select(shown)
        .from(log)
        .where(sql`${log.subject} = ${subject.memberId}`)
    },
  },
  {
    file: 'log-by-you.json',
    says: 'your decisions as a host',
    read: (db, { subject }) =>
      db
        .select()
        .from(log)
        .where(sql`${log.by} = ${subject.memberId}`),
  },
]
