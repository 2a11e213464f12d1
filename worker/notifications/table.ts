import { type SQL, sql } from 'drizzle-orm'
import { index, integer, type SQLiteColumn, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ideaStatuses } from '../../site/contract/vocabulary'
import { guests, members } from '../accounts/members/table'

/** SQL: a person waits for this email on the page they are on. */
export const isUrgent = sql`event in ('guest.confirmation', 'guest.leaving', 'member.sign-in', 'member.e-mail')`

/** Emails and follow-up work to do, written in the same batch as the change that caused them. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text().primaryKey(),
    event: text({
      enum: [
        'guest.confirmation',
        'guest.leaving',
        'member.sign-in',
        'member.e-mail',
        'member.e-mail-changed',
        'member.level',
        'member.links',
        'member.request',
        'host.message',
        'idea.status',
        'comment.news',
        'decision.news',
        'notification.email',
        'notification.digest',
        'alert.news',
        'post.news',
      ],
    }).notNull(),
    /** The id of the comment, member, guest or request that it is about. */
    subject: text().notNull(),
    /** The keyed hash of the recipient's email address, to count and to erase emails. */
    recipient: text(),
    /** Parameters of the email; never personal data. */
    detail: text({ mode: 'json' }).$type<Record<string, string>>(),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
    attempts: integer().notNull().default(0),
    /** The id of the run that claimed it last. */
    claim: text(),
    /** When to try it next; `null` once it is done or given up. */
    dueAt: integer({ mode: 'timestamp_ms' }),
    sentAt: integer({ mode: 'timestamp_ms' }),
    failure: text(),
    /** When it was given up though it was still due; hosts see it at the desk. */
    givenUpAt: integer({ mode: 'timestamp_ms' }),
    /** How often it may have been sent already when it was sent again. */
    maybeSent: integer().notNull().default(0),
  },
  (t) => [
    index('outbox_due').on(t.dueAt),
    index('outbox_urgent').on(t.dueAt).where(isUrgent),
    index('outbox_subject').on(t.subject),
    index('outbox_recipient').on(t.recipient, t.createdAt),
    index('outbox_settled')
      .on(t.createdAt)
      .where(sql`due_at is null`),
    // The emails of the last hour that anyone can cause, however many others were sent.
    index('outbox_strangers')
      .on(t.createdAt)
      .where(sql`due_at is null and sent_at is not null and ${isUrgent}`),
    index('outbox_undelivered')
      .on(t.givenUpAt, t.id)
      .where(sql`given_up_at is not null`),
    index('outbox_repeated')
      .on(t.id)
      .where(sql`maybe_sent > 0`),
  ],
)

/** SQL: a row of this event about the subject and conversation waits, and was not tried before. */
export const isOutboxWaiting = (
  event: OutboxRow['event'],
  subject: SQL,
  conversation: string,
): SQL => sql`exists (
  select 1 from outbox w where w.subject = ${subject} and w.event = ${event}
    and w.attempts = 0 and w.due_at is not null and w.detail ->> 'conversation' = ${conversation})`

/** Why emails to an address stopped: it does not exist, a complaint, or the provider's own list. */
export const stopReasons = ['bounce', 'complaint', 'suppressed'] as const
export type StopReason = (typeof stopReasons)[number]

/** Mailboxes that get no more emails, because they bounced, or their owner complained. */
export const stoppedAddresses = sqliteTable(
  'stopped_addresses',
  {
    /** The keyed hash of the mailbox; the address itself is not stored. */
    recipient: text().primaryKey(),
    reason: text({ enum: stopReasons }).notNull(),
    /** The provider that reported it. */
    provider: text({ enum: ['cloudflare', 'resend', 'postmark', 'ses'] }).notNull(),
    stoppedAt: integer({ mode: 'timestamp_ms' }).notNull(),
    /** When a host allowed emails again; an older report does not stop them once more. */
    allowedAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    index('stopped_addresses_stopped')
      .on(t.stoppedAt, t.recipient)
      .where(sql`allowed_at is null`),
  ],
)

export type StoppedAddress = typeof stoppedAddresses.$inferSelect
export type MailProvider = StoppedAddress['provider']

/** The emails of a local hub, which `dev/mail/` shows. */
export const mailbox = sqliteTable('mailbox', {
  id: text().primaryKey(),
  to: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text().notNull(),
  headers: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
  at: integer({ mode: 'timestamp_ms' }).notNull(),
})

export type OutboxRow = typeof outbox.$inferSelect
export type MailboxEmail = typeof mailbox.$inferSelect

/**
 * Messages to an author about their comment, or to voters about an idea: for members on their own
 * page, for members and guests by email.
 */
export const messages = sqliteTable(
  'messages',
  {
    id: text().primaryKey(),
    /** The recipient: a member, or a guest who confirmed their address. */
    memberId: text().references(() => members.id, { onDelete: 'cascade' }),
    guestId: text().references(() => guests.id, { onDelete: 'cascade' }),
    kind: text({ enum: ['warning', 'fading', 'removal', 'idea'] }).notNull(),
    /** The id of the comment that it is about. */
    comment: text(),
    /** The idea, and its new status. */
    conversation: text(),
    status: text({ enum: ideaStatuses }),
    /** The id of the house rule that it quotes. */
    rule: text(),
    /** The host's text. */
    body: text().notNull().default(''),
    /** The id of the member who wrote it. */
    by: text().notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** When the member dismissed it. */
    seenAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    index('messages_member').on(t.memberId, t.id),
    index('messages_guest').on(t.guestId),
    index('messages_comment').on(t.comment),
    index('messages_unseen')
      .on(t.memberId, t.id)
      .where(sql`seen_at is null`),
    index('messages_idea_age')
      .on(t.at)
      .where(sql`kind = 'idea'`),
  ],
)

export type Message = typeof messages.$inferSelect

/** SQL: this host has sent this warning about the comment already. */
export const isWarned = ({ comment, body, by }: Record<'comment' | 'body' | 'by', string>): SQL =>
  sql`exists (select 1 from messages w
    where w.comment = ${comment} and w.kind = 'warning' and w.body = ${body} and w.by = ${by})`

/** SQL: how many warnings a member or guest got, each counted up to ten. */
export const countWarnings = (memberId: SQL, guestId: SQL): SQL<number> =>
  sql<number>`(select count(*) from (
    select 1 from messages where messages.kind = 'warning'
      and messages.member_id = ${memberId} limit 10))
    + (select count(*) from (
    select 1 from messages where messages.kind = 'warning'
      and messages.guest_id = ${guestId} limit 10))`

/** SQL: the number of messages that a member has not dismissed, counted up to 100. */
export const countUnseen = (memberId: SQLiteColumn): SQL<number> =>
  sql<number>`(select count(*) from (select 1 from ${messages}
    where ${messages.memberId} = ${memberId} and ${messages.seenAt} is null limit 100))`
