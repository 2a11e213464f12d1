import { eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { DAY_MS } from '../lib/calendar'
import { newId } from '../lib/id'
import { insertIf } from '../lib/insert'
import { CLAIM_MS } from './rules'
import { isUrgent, type MailboxEmail, mailbox, messages, type OutboxRow, outbox } from './table'

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

/** Emails sent in one run. */
const SENT_AT_ONCE = 20

/** SQL: the ids of due rows, the oldest first. */
const dueIds = (now: Date, isOne: SQL) =>
  sql`select id from (select id from outbox where due_at <= ${now.getTime()} and ${isOne}
    order by due_at limit ${SENT_AT_ONCE})`

/**
 * Claims the rows that are due, up to 20, optionally of one subject; emails that a person waits for
 * come first. In one statement, so that of two concurrent runs each row goes to one. If a run dies,
 * its rows are due again after `CLAIM_MS`.
 */
export const claimDue = (db: Db, now: Date, subject?: string) => {
  const ids = subject
    ? dueIds(now, sql`subject = ${subject}`)
    : sql`${dueIds(now, isUrgent)} union all ${dueIds(now, sql`true`)} limit ${SENT_AT_ONCE}`
  return db
    .update(outbox)
    .set({ attempts: sql`${outbox.attempts} + 1`, dueAt: new Date(now.getTime() + CLAIM_MS) })
    .where(sql`${outbox.id} in (${ids})`)
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

/** How long a settled email's row is kept, and a message about an idea. */
const OUTBOX_DAYS = 30
const IDEA_MESSAGE_DAYS = 365

const daysBefore = (now: Date, days: number) => now.getTime() - days * DAY_MS

/**
 * Deletes old rows of what only grows, at most 500 of each in a run. Warnings stay, because hosts see
 * how many a member got.
 */
export const sweepNotifications = (db: Db, now: Date) =>
  db.batch([
    db.delete(outbox).where(sql`id in (select id from outbox where due_at is null
      and created_at < ${daysBefore(now, OUTBOX_DAYS)} order by created_at limit 500)`),
    db.delete(messages).where(sql`id in (select id from messages where kind = 'idea'
      and at < ${daysBefore(now, IDEA_MESSAGE_DAYS)} order by at limit 500)`),
  ])
