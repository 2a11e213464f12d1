import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import type { Leaver } from '../../accounts/members/erasure-subject.table'
import { credits } from './table'

/** All that a member credited others with; guests credit nobody. */
export const isCreditedBy = ({ memberId }: Leaver) => sql`${credits.giver} = ${memberId}`

/**
 * What somebody appreciated or used is taken back with them; that they accepted an answer stays
 * without them, as the mark on the answer does.
 */
export const forgetCredits = (db: Db, leaver: Leaver): BatchItem<'sqlite'>[] => [
  db.delete(credits).where(sql`${isCreditedBy(leaver)} and ${credits.kind} <> 'acceptance'`),
  db
    .update(credits)
    .set({ giver: sql`'former-' || lower(hex(randomblob(8)))` })
    .where(isCreditedBy(leaver)),
]
