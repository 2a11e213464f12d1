import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import type { ErasureSubject } from './erasure-subject.table'

/** The member or guest whose data is exported. */
export interface ExportSubject {
  subject: ErasureSubject
  /** The keyed hashes by which the outbox finds emails to their addresses. */
  recipients: string[]
}

/** One file of the export of personal data. */
export interface ExportFile {
  file: string
  /** What the file holds, for the README in the archive. */
  says: string
  /** The statement that reads its rows, for one batch. */
  read: (db: Db, of: ExportSubject) => BatchItem<'sqlite'>
}

/** SQL: the column holds the id of the member whose data is exported. */
export const isMine = (column: SQL | { name: string }, { subject }: ExportSubject) =>
  sql`${column} = ${subject.memberId}`
