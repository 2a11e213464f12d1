import { and, eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { newId } from '../lib/id'
import { insertIf } from '../lib/insert'
import { CLAIM_MS } from './rules'
import { type MailboxEmail, mailbox, type OutboxRow, outbox } from './table'

/** A row for the outbox. */
export interface NewOutboxRow extends Pick<OutboxRow, 'event' | 'subject'> {
  /** The keyed hash of the recipient's email address, if it is known already. */
  recipient?: string
  detail?: OutboxRow['detail']
  now: Date
}

/** Adds a row to the outbox, in the batch of the change that causes it, and only if `isMade`. */
export const addToOutbox = (db: Db, { now, ...row }: NewOutboxRow, isMade: SQL = sql`true`) =>
  insertIf(db, outbox, { id: newId(now), ...row, createdAt: now, dueAt: now }, sql`where ${isMade}`)

/**
 * Claims the rows that are due, up to 20, optionally of one subject. In one statement, so that of two
 * concurrent runs each row goes to one. If a run dies, its rows are due again after `CLAIM_MS`.
 */
export const claimDue = (db: Db, now: Date, subject?: string) => {
  const isDue = and(lte(outbox.dueAt, now), subject ? eq(outbox.subject, subject) : undefined)
  const due = db.select({ id: outbox.id }).from(outbox).where(isDue).orderBy(outbox.dueAt).limit(20)
  return db
    .update(outbox)
    .set({ attempts: sql`${outbox.attempts} + 1`, dueAt: new Date(now.getTime() + CLAIM_MS) })
    .where(inArray(outbox.id, due))
    .returning()
}

/** Stores the keyed hash of the recipient's email address. */
export const updateRecipient = (db: Db, id: string, recipient: string) =>
  db.update(outbox).set({ recipient }).where(eq(outbox.id, id))

export const markSent = (db: Db, id: string, now: Date) =>
  db.update(outbox).set({ sentAt: now, dueAt: null, failure: null }).where(eq(outbox.id, id))

/** Stores why it failed and when to try again; never if `dueAt` is `null`. */
export const markFailed = (db: Db, id: string, failure: string, dueAt: Date | null) =>
  db.update(outbox).set({ failure, dueAt }).where(eq(outbox.id, id))

/** Puts an email into the local mailbox instead of sending it. */
export const addToMailbox = (db: Db, outboxId: string, email: MailboxEmail) =>
  db.batch([db.insert(mailbox).values(email), markSent(db, outboxId, email.at)])
