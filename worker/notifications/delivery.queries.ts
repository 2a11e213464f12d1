import { desc, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { outbox, stoppedAddresses } from './table'

/** The most rows of each list. */
export const MAX_LISTED = 50

/** The most that is counted. */
const MAX_COUNTED = 1000

const countUpTo = async (db: Db, condition: SQL): Promise<number> => {
  const [row] = await db.all<{ found: number }>(
    sql`select count(*) as found from (select 1 from outbox where ${condition} limit ${MAX_COUNTED})`,
  )
  return row!.found
}

/** How many emails were given up, counted up to 1000. */
export const countUndelivered = (db: Db) => countUpTo(db, sql`given_up_at is not null`)

/** How many emails may have been sent twice, counted up to 1000. */
export const countRepeated = (db: Db) => countUpTo(db, sql`maybe_sent > 0`)

/** The emails that were given up, the last first. */
export const listUndelivered = (db: Db) =>
  db
    .select({
      id: outbox.id,
      event: outbox.event,
      createdAt: outbox.createdAt,
      attempts: outbox.attempts,
      failure: outbox.failure,
    })
    .from(outbox)
    .where(isNotNull(outbox.givenUpAt))
    .orderBy(desc(outbox.givenUpAt), desc(outbox.id))
    .limit(MAX_LISTED)

export type UndeliveredEmail = Awaited<ReturnType<typeof listUndelivered>>[number]

/** The addresses that get no emails, the last first. */
export const listStopped = (db: Db) =>
  db
    .select()
    .from(stoppedAddresses)
    .where(isNull(stoppedAddresses.allowedAt))
    .orderBy(desc(stoppedAddresses.stoppedAt), desc(stoppedAddresses.recipient))
    .limit(MAX_LISTED)
