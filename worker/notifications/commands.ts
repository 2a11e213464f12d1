import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { DAY_MS } from '../lib/calendar'
import { newId } from '../lib/id'
import { insertIf, newIdSql } from '../lib/insert'
import { logFailure } from '../lib/log-failure'
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

/** Many rows of one event, for `addManyToOutbox`. */
interface ManyRows {
  event: OutboxRow['event']
  now: Date
  /** When they are due; default: now. */
  dueAt?: Date
  /** SQL: what each row is about, and its parameters as JSON, from the columns of `source`. */
  subject: SQL
  detail?: SQL
}

/** Adds a row to the outbox for each row of `source` (`from … where …`), in the batch of its cause. */
export const addManyToOutbox = (
  db: Db,
  { event, now, dueAt = now, subject, detail }: ManyRows,
  source: SQL,
) =>
  insertIf(db, outbox, { id: '', event, subject: '', createdAt: now, dueAt }, source, {
    id: newIdSql(now),
    subject,
    ...(detail && { detail }),
  })

/** SQL: the ids of due rows, the oldest first. */
const dueIds = ({ now, limit }: Claim, isOne: SQL) =>
  sql`select id from (select id from outbox where due_at <= ${now.getTime()} and ${isOne}
    order by due_at limit ${limit})`

/** What a run claims. */
export interface Claim {
  now: Date
  /** The most rows. */
  limit: number
  /** Only the rows about this id; default: all. */
  subject?: string | undefined
  /** Only these rows, which a queue handed over; also those that wait in it. */
  ids?: string[]
  /** Only emails that a person waits for. */
  isUrgentOnly?: boolean
  /** Rows added before this are counted as sent perhaps if their last run left no outcome. */
  repeatableBefore?: Date
}

/** The claim of a row whose id is in the queue. */
const QUEUED = 'queued'

/** After so many milliseconds, a row whose message the queue lost is due again. */
const QUEUE_MS = 15 * 60_000

const claimedIds = (claim: Claim): SQL => {
  const { now, limit, subject, ids, isUrgentOnly } = claim
  if (ids)
    return sql`select id from outbox where id in (select value from json_each(${JSON.stringify(ids)}))
      and due_at is not null and (claim = ${QUEUED} or due_at <= ${now.getTime()})`
  if (subject) return dueIds(claim, sql`subject = ${subject}`)
  if (isUrgentOnly) return dueIds(claim, isUrgent)
  return sql`${dueIds(claim, isUrgent)} union all ${dueIds(claim, sql`true`)} limit ${limit}`
}

/** Marks due rows as waiting in the queue, the oldest first; gives their ids. */
export const claimForQueue = (db: Db, claim: Claim) =>
  db
    .update(outbox)
    .set({ claim: QUEUED, dueAt: new Date(claim.now.getTime() + QUEUE_MS) })
    .where(sql`${outbox.id} in (${dueIds(claim, sql`true`)})`)
    .returning({ id: outbox.id })

/** Leaves rows to their messages in the queue, which come again after a wait. */
export const leaveToQueue = (db: Db, ids: string[]) =>
  db
    .update(outbox)
    .set({ claim: QUEUED, dueAt: sql`${outbox.dueAt} + ${QUEUE_MS}` })
    .where(
      sql`${outbox.id} in (select value from json_each(${JSON.stringify(ids)}))
        and ${outbox.dueAt} is not null and ${outbox.claim} is null`,
    )

/** Gives rows up whose messages the queue gave up. */
export const giveUp = (db: Db, ids: string[], failure: string, now: Date) =>
  db
    .update(outbox)
    .set({ dueAt: null, claim: null, givenUpAt: now, failure })
    .where(
      sql`${outbox.id} in (select value from json_each(${JSON.stringify(ids)}))
        and ${outbox.dueAt} is not null`,
    )

/**
 * Claims the rows that are due; emails that a person waits for come first. In one statement, so that
 * of two concurrent runs each row goes to one. If a run dies, its rows are due again after `CLAIM_MS`;
 * if only the answer of the database is lost, the claim's id finds them.
 */
export const claimDue = async (db: Db, claim: Claim): Promise<OutboxRow[]> => {
  const { now, repeatableBefore } = claim
  const id = newId(now)
  const dueAt = new Date(now.getTime() + CLAIM_MS)
  try {
    return await db
      .update(outbox)
      .set({
        attempts: sql`${outbox.attempts} + 1`,
        dueAt,
        claim: id,
        // A claim without an outcome: the run before ended while it was sending.
        ...(repeatableBefore && {
          maybeSent: sql`${outbox.maybeSent} + (${outbox.claim} is not null
            and ${outbox.claim} <> ${QUEUED} and ${outbox.createdAt} <= ${repeatableBefore.getTime()})`,
        }),
      })
      .where(sql`${outbox.id} in (${claimedIds(claim)})`)
      .returning()
  } catch (error) {
    logFailure('a claim has no answer', error)
    return db
      .select()
      .from(outbox)
      .where(and(eq(outbox.dueAt, dueAt), eq(outbox.claim, id)))
  }
}

/** What became of a claimed row. */
export interface Outcome {
  row: OutboxRow
  sentAt?: Date
  /** When to try it again. */
  dueAt?: Date | null
  failure?: string | null
  /** When it was given up, for the list of undelivered emails at the desk. */
  givenUpAt?: Date | null
  /** Whether the attempt does not count: the provider was not asked, or asked to wait. */
  isUncounted?: boolean
  /** Whether the provider may have sent it, so that the next attempt may repeat it. */
  isUncertain?: boolean
}

const ms = (at: Date | null | undefined) => at?.getTime() ?? null

/**
 * Stores what became of claimed rows, in one statement. A row that another run has claimed since is
 * left to it, unless it was sent.
 */
export const settle = (db: Db, outcomes: Outcome[]) => {
  const values = outcomes.map(({ row, ...one }) => ({
    id: row.id,
    claim: row.claim,
    recipient: row.recipient,
    sentAt: ms(one.sentAt),
    dueAt: ms(one.dueAt),
    failure: one.failure ?? null,
    givenUpAt: ms(one.givenUpAt),
    uncounted: Number(one.isUncounted ?? false),
    uncertain: Number(one.isUncertain ?? false),
  }))
  const value = <T>(name: string): SQL<T> => sql`o.value ->> ${sql.raw(`'${name}'`)}`
  return db
    .update(outbox)
    .set({
      recipient: value('recipient'),
      sentAt: value('sentAt'),
      dueAt: value('dueAt'),
      failure: value('failure'),
      givenUpAt: value('givenUpAt'),
      claim: null,
      attempts: sql`${outbox.attempts} - (${value('uncounted')})`,
      maybeSent: sql`${outbox.maybeSent} + (${value('uncertain')})`,
    })
    .from(sql`json_each(${JSON.stringify(values)}) o`)
    .where(
      sql`${outbox.id} = ${value('id')} and ${outbox.sentAt} is null
        and (${outbox.claim} is ${value('claim')} or ${value('sentAt')} is not null)`,
    )
}

/** Puts emails into the local mailbox instead of sending them; a repetition changes nothing. */
export const addToMailbox = (db: Db, emails: MailboxEmail[], outcomes: Outcome[]) =>
  db.batch([
    settle(db, outcomes),
    ...emails.map((email) => db.insert(mailbox).values(email).onConflictDoNothing()),
  ])

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
    db.delete(outbox)
      .where(sql`id in (select id from outbox indexed by outbox_settled where due_at is null
      and created_at < ${daysBefore(now, OUTBOX_DAYS)} order by created_at limit 500)`),
    db.delete(messages).where(sql`id in (select id from messages where kind = 'idea'
      and at < ${daysBefore(now, IDEA_MESSAGE_DAYS)} order by at limit 500)`),
  ])
