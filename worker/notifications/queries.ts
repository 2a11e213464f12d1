import { and, desc, eq, gt, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { DAY_MS } from '../lib/calendar'
import { newId } from '../lib/id'
import { insertIf } from '../lib/insert'
import { CLAIM_MS } from './rules'
import { type MailboxEmail, mailbox, type OutboxRow, outbox } from './table'

/** What is to leave the hub, and why. */
export interface NewOutboxRow extends Pick<OutboxRow, 'event' | 'subject'> {
  /** The keyed hash of the e-mail it goes to, where one is known by now. */
  recipient?: string
  detail?: OutboxRow['detail']
  now: Date
}

/**
 * The row that makes something leave the hub; for the batch of the change that causes it, and only
 * if that was made.
 */
export const addToOutbox = (db: Db, { now, ...outgo }: NewOutboxRow, isMade: SQL = sql`true`) =>
  insertIf(
    db,
    outbox,
    { id: newId(now), ...outgo, createdAt: now, dueAt: now },
    sql`where ${isMade}`,
  )

/**
 * Takes what is to be sent by now, of one subject if one is named: in one statement, so that of two
 * who come at once each row is one's. A row comes back by itself should its sender die.
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

/** Keeps whom a letter goes to, by the keyed hash of their e-mail. */
export const updateRecipient = (db: Db, id: string, recipient: string) =>
  db.update(outbox).set({ recipient }).where(eq(outbox.id, id))

export const markSent = (db: Db, id: string, now: Date) =>
  db.update(outbox).set({ sentAt: now, dueAt: null, failure: null }).where(eq(outbox.id, id))

/** Keeps why it failed, and when to try again; never, if `dueAt` is `null`. */
export const markFailed = (db: Db, id: string, failure: string, dueAt: Date | null) =>
  db.update(outbox).set({ failure, dueAt }).where(eq(outbox.id, id))

/** How many letters of this kind went to a recipient within a day. */
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
    .select({ letters: sql<number>`count(*)` })
    .from(outbox)
    .where(isSent)
  return row?.letters ?? 0
}

/** How often this has been asked for about the same subject since then. */
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

/** Puts a letter where one can read it without mail, and so it is sent. */
export const addToMailbox = (db: Db, outgoingId: string, letter: MailboxEmail) =>
  db.batch([db.insert(mailbox).values(letter), markSent(db, outgoingId, letter.at)])

/** What the hub would have mailed, newest first. */
export const listMailbox = (db: Db) =>
  db.select().from(mailbox).orderBy(desc(mailbox.id)).limit(100)
