import { type SQL, sql } from 'drizzle-orm'
import { index, integer, type SQLiteColumn, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ideaStatuses } from '../../site/contract/vocabulary'
import { guests, members } from '../accounts/members/table'

/** What must leave the hub, written in the same batch as the change that caused it. */
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
        'comment.mention',
      ],
    }).notNull(),
    /** The id of what it is about. */
    subject: text().notNull(),
    /** The keyed hash of the e-mail it goes to: by it letters are counted, and taken back. */
    recipient: text(),
    /** What else the letter needs; nothing that names a person. */
    detail: text({ mode: 'json' }).$type<Record<string, string>>(),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
    attempts: integer().notNull().default(0),
    /** When to try (again); empty once it is done or given up. */
    dueAt: integer({ mode: 'timestamp_ms' }),
    sentAt: integer({ mode: 'timestamp_ms' }),
    failure: text(),
  },
  (t) => [
    index('outbox_due').on(t.dueAt),
    index('outbox_subject').on(t.subject),
    index('outbox_recipient').on(t.recipient, t.createdAt),
  ],
)

/** Where letters go when the hub runs locally, for `dev/mail/` to show. */
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
 * What hosts tell somebody about what they wrote, or about an idea they voted for: a member on their
 * own page, and both by letter.
 */
export const messages = sqliteTable(
  'messages',
  {
    id: text().primaryKey(),
    /** To whom: a member, or a guest who confirmed their address. */
    memberId: text().references(() => members.id, { onDelete: 'cascade' }),
    guestId: text().references(() => guests.id, { onDelete: 'cascade' }),
    kind: text({ enum: ['warning', 'fading', 'removal', 'idea'] }).notNull(),
    /** The id of the comment that it is about. */
    comment: text(),
    /** Of an idea: which one, and what became of it. */
    conversation: text(),
    status: text({ enum: ideaStatuses }),
    /** The id of the house rule that it quotes. */
    rule: text(),
    /** In a host's words. */
    body: text().notNull().default(''),
    /** The id of the member who wrote it. */
    by: text().notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** When the member put it away. */
    seenAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    index('messages_member').on(t.memberId, t.id),
    index('messages_guest').on(t.guestId),
    index('messages_comment').on(t.comment),
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

/** SQL: the number of messages that a member has not dismissed. */
export const countUnseen = (memberId: SQLiteColumn): SQL<number> =>
  sql<number>`(select count(*) from ${messages}
    where ${messages.memberId} = ${memberId} and ${messages.seenAt} is null)`
