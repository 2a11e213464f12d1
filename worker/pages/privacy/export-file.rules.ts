import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import type { Leaver } from '../../accounts/members/erasure-subject.table'

/** Somebody whose data it is, and the keyed hashes by which letters to them are known. */
export interface Owner {
  leaver: Leaver
  recipients: string[]
}

/** One file of what the hub holds of somebody. */
export interface Holding {
  file: string
  /** What it is, for the README beside it. */
  says: string
  read: (db: Db, owner: Owner) => BatchItem<'sqlite'>
}

export const isMine = (column: SQL | { name: string }, { leaver }: Owner) =>
  sql`${column} = ${leaver.memberId}`
