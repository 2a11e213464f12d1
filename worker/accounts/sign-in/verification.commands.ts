import { and, eq, gt, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { type Verification, verifications } from './table'

/** Deletes up to 500 expired verifications, the oldest first. */
export const removeExpiredVerifications = (db: Db, now: Date) =>
  db.delete(verifications).where(sql`id in (select id from verifications
    where expires_at <= ${now.getTime()} order by expires_at limit 500)`)

/** Stores a pending verification. */
export const createVerification = (
  db: Db,
  verification: Pick<Verification, 'id' | 'identifier' | 'value' | 'expiresAt'>,
  now: Date,
) => db.insert(verifications).values({ ...verification, createdAt: now, updatedAt: now })

/** Deletes a verification and returns its value; `undefined` if it is used or expired. */
export const takeVerification = async (db: Db, identifier: string, now: Date) => {
  const [row] = await db
    .delete(verifications)
    .where(and(eq(verifications.identifier, identifier), gt(verifications.expiresAt, now)))
    .returning({ value: verifications.value })
  return row?.value
}
