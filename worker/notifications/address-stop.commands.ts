import { sql } from 'drizzle-orm'
import type { Db } from '../env'
import { hashRecipient } from './recipient.token'
import { type MailProvider, type StopReason, stoppedAddresses } from './table'

/** What a provider reports about an address. */
export interface AddressReport {
  email: string
  reason: StopReason
  at: Date
}

const stopAddress = (
  db: Db,
  recipient: string,
  provider: MailProvider,
  { reason, at }: AddressReport,
) => {
  const row = { reason, provider, stoppedAt: at }
  return db
    .insert(stoppedAddresses)
    .values({ recipient, ...row })
    .onConflictDoUpdate({
      target: stoppedAddresses.recipient,
      set: { ...row, allowedAt: null },
      setWhere: sql`case when ${stoppedAddresses.allowedAt} is null
        then ${stoppedAddresses.reason} <> 'bounce' and excluded.reason = 'bounce'
        else excluded.stopped_at > ${stoppedAddresses.allowedAt} end`,
    })
}

/**
 * Stops emails to addresses. The same report again changes nothing; nor does one from before a host
 * allowed emails again.
 */
export const stopAddresses = async (
  db: Db,
  secret: string | undefined,
  provider: MailProvider,
  reports: AddressReport[],
): Promise<void> => {
  if (!secret || reports.length === 0) return
  const hashes = await Promise.all(reports.map(({ email }) => hashRecipient(secret, email)))
  const [first, ...more] = reports.map((report, at) =>
    stopAddress(db, hashes[at]!, provider, report),
  )
  await db.batch([first!, ...more])
}

/** Allows emails to an address again. */
export const allowAddress = (db: Db, recipient: string, now: Date) =>
  db
    .update(stoppedAddresses)
    .set({ allowedAt: now })
    .where(
      sql`${stoppedAddresses.recipient} = ${recipient} and ${stoppedAddresses.allowedAt} is null`,
    )
