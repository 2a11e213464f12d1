import { and, desc, eq, gt, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { DAY_MS } from '../lib/calendar'
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

/** How many emails of this kind were sent to a recipient within a day. */
export const countEmails = async (
  db: Db,
  { event, recipient }: OutboxRow,
  now: Date,
): Promise<number> => {
  if (!recipient) return 0
  const isSent = and(
    eq(outbox.recipient, recipient),
    eq(outbox.event, event),
    gt(outbox.createdAt, new Date(now.getTime() - DAY_MS)),
    isNotNull(outbox.sentAt),
  )
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(outbox)
    .where(isSent)
  return row?.count ?? 0
}

/** How many rows of this event and subject were added since then. */
export const countQueued = async (
  db: Db,
  { event, subject }: Pick<OutboxRow, 'event' | 'subject'>,
  since: Date,
): Promise<number> => {
  const isAsked = and(
    eq(outbox.subject, subject),
    eq(outbox.event, event),
    gt(outbox.createdAt, since),
  )
  const [row] = await db
    .select({ times: sql<number>`count(*)` })
    .from(outbox)
    .where(isAsked)
  return row?.times ?? 0
}

/** Puts an email into the local mailbox instead of sending it. */
export const addToMailbox = (db: Db, outboxId: string, email: MailboxEmail) =>
  db.batch([db.insert(mailbox).values(email), markSent(db, outboxId, email.at)])

/** The emails in the local mailbox, newest first, up to 100. */
export const listMailbox = (db: Db) =>
  db.select().from(mailbox).orderBy(desc(mailbox.id)).limit(100)
