import { and, asc, desc, eq, gt, isNotNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { DAY_MS } from '../lib/calendar'
import { mailbox, type OutboxRow, outbox } from './table'

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

/** Since when the row is due that is due for longest. */
export const findOldestDue = (db: Db, now: Date) =>
  db
    .select({ dueAt: outbox.dueAt })
    .from(outbox)
    .where(lte(outbox.dueAt, now))
    .orderBy(asc(outbox.dueAt))
    .limit(1)

/** The emails in the local mailbox, newest first, up to 100. */
export const listMailbox = (db: Db) =>
  db.select().from(mailbox).orderBy(desc(mailbox.id)).limit(100)
