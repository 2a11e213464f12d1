import { and, asc, desc, eq, gt, isNotNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { DAY_MS } from '../lib/calendar'
import { AWAITED_PER_HOUR } from './rules'
import { isUrgent, mailbox, type OutboxRow, outbox } from './table'

const HOUR_MS = 60 * 60 * 1000

/**
 * How many emails of this kind were sent to a recipient within a day, or are about to be by another
 * run: of those only the older ones, so that of many at once the limit lets some through.
 */
export const countEmails = async (
  db: Db,
  { id, event, recipient }: OutboxRow,
  now: Date,
): Promise<number> => {
  if (!recipient) return 0
  const isBeingSent = and(gt(outbox.attempts, 0), isNotNull(outbox.dueAt), lt(outbox.id, id))
  const isCounted = and(
    eq(outbox.recipient, recipient),
    eq(outbox.event, event),
    gt(outbox.createdAt, new Date(now.getTime() - DAY_MS)),
    or(isNotNull(outbox.sentAt), isBeingSent),
  )
  return db.$count(outbox, isCounted)
}

/** Whether as many emails that strangers can cause were sent within the hour as the hub sends. */
export const isHubLimitReached = async (db: Db, now: Date): Promise<boolean> => {
  const [row] = await db.all<{ sent: number }>(sql`select count(*) as sent from (
    select 1 from outbox where due_at is null and created_at > ${now.getTime() - HOUR_MS}
      and sent_at is not null and ${isUrgent} limit ${AWAITED_PER_HOUR})`)
  return row!.sent >= AWAITED_PER_HOUR
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
