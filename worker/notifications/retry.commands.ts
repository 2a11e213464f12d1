import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { outbox } from './table'

/** The most emails that are tried again at once. */
const MAX_RETRIES = 1000

const retry = (db: Db, ids: SQL, now: Date) =>
  db
    .update(outbox)
    .set({ dueAt: now, givenUpAt: null, attempts: 0, claim: null })
    .where(sql`${outbox.id} in (${ids}) and ${outbox.sentAt} is null`)

/** Makes an email due again that was given up. */
export const retryEmail = (db: Db, id: string, now: Date) =>
  retry(db, sql`select id from outbox where id = ${id} and given_up_at is not null`, now)

/** Makes emails due again that were given up, the last first, up to 1000. */
export const retryEmails = (db: Db, now: Date) =>
  retry(
    db,
    sql`select id from outbox where given_up_at is not null
      order by given_up_at desc limit ${MAX_RETRIES}`,
    now,
  )
