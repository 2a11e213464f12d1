import { and, asc, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { DAY_MS } from '../lib/calendar'
import { AWAITED_PER_HOUR } from './rules'
import { isUrgent, mailbox, type OutboxRow, outbox, type StopReason } from './table'

const HOUR_MS = 60 * 60 * 1000

/** What limits the emails to a mailbox. */
export interface MailboxLimits {
  /** How many of this kind were sent within a day, or are about to be: of those the older ones. */
  sent: number
  /** Why it gets no more emails. */
  stopped: StopReason | null
}

/** More than any limit of `EMAILS_PER_DAY`. */
const COUNTED_EMAILS = 50

/**
 * The limits of each row's recipient, by the row's id. Of many rows at once, in two runs, only the
 * older ones count, so that the limit lets some through.
 */
export const findMailboxLimits = async (
  db: Db,
  rows: Pick<OutboxRow, 'id' | 'event' | 'recipient'>[],
  now: Date,
): Promise<Map<string, MailboxLimits>> => {
  const asked = rows.map(({ id, event, recipient }) => ({ id, event, recipient }))
  const found = await db.all<MailboxLimits & { id: string }>(sql`select r.value ->> 'id' as id,
    (select count(*) from (select 1 from outbox o
      where o.recipient = r.value ->> 'recipient' and o.event = r.value ->> 'event'
        and o.created_at > ${now.getTime() - DAY_MS}
        and (o.sent_at is not null
          or (o.attempts > 0 and o.due_at is not null and o.id < r.value ->> 'id'))
      limit ${COUNTED_EMAILS})) as sent,
    (select s.reason from stopped_addresses s
      where s.recipient = r.value ->> 'recipient' and s.allowed_at is null) as stopped
    from json_each(${JSON.stringify(asked)}) r`)
  return new Map(found.map(({ id, ...limits }) => [id, limits]))
}

/** How many emails that strangers can cause the hub may still send in this hour. */
export const countAwaitedLeft = async (db: Db, now: Date): Promise<number> => {
  const [row] = await db.all<{ sent: number }>(sql`select count(*) as sent from (
    select 1 from outbox where due_at is null and created_at > ${now.getTime() - HOUR_MS}
      and sent_at is not null and ${isUrgent} limit ${AWAITED_PER_HOUR})`)
  return AWAITED_PER_HOUR - row!.sent
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
