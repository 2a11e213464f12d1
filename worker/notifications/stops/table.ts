import { type SQL, sql } from 'drizzle-orm'
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import {
  confirmedGuestsOf,
  type ErasureSubject,
  guestsOf,
} from '../../accounts/members/erasure-subject.table'
import { guests, guestsSharingAddress, members } from '../../accounts/members/table'
import type { EmailKind, EmailRecipient } from './rules'

/**
 * What recipients stopped: emails of a kind, about a conversation, or all (a guest's; for a member
 * that is `members.is_unmailed`). An empty column covers every kind or conversation.
 */
export const emailStops = sqliteTable(
  'email_stops',
  {
    /** A member, or a guest; a guest's stops count for every guest with that address. */
    memberId: text().references(() => members.id, { onDelete: 'cascade' }),
    guestId: text().references(() => guests.id, { onDelete: 'cascade' }),
    kind: text().$type<EmailKind | ''>().notNull(),
    /** The id of the conversation: `post:welcome`. */
    conversation: text().notNull(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [
    uniqueIndex('email_stops_member')
      .on(t.memberId, t.conversation, t.kind)
      .where(sql`member_id is not null`),
    uniqueIndex('email_stops_guest')
      .on(t.guestId, t.conversation, t.kind)
      .where(sql`guest_id is not null`),
  ],
)

export type EmailStop = typeof emailStops.$inferSelect

/** What an email is about, as values or as columns. */
interface TopicSql {
  kind: EmailKind | SQL
  conversation: string | SQL
}

const covers = ({ kind, conversation }: TopicSql): SQL =>
  sql`s.kind in ('', ${kind}) and s.conversation in ('', ${conversation})`

/**
 * SQL: this member stopped such emails. Ask `members.is_unmailed` too.
 *
 * @param memberId SQL of the id
 */
export const hasMemberStopped = (memberId: SQL, topic: TopicSql): SQL => sql`exists (
  select 1 from email_stops s where s.member_id = ${memberId} and ${covers(topic)})`

/** SQL: this guest, or another one with the same address, stopped such emails. */
export const hasGuestStopped = (guestId: SQL, topic: TopicSql): SQL => sql`exists (
  select 1 from email_stops s where s.guest_id in ${guestsSharingAddress(guestId)}
    and ${covers(topic)})`

/** SQL: the stop is one of this recipient's; of a guest, also of others with the same address. */
export const isStopOf = ({ kind, id }: EmailRecipient): SQL =>
  kind === 'member'
    ? sql`${emailStops.memberId} = ${id}`
    : sql`${emailStops.guestId} in ${guestsSharingAddress(sql`${id}`)}`

/** SQL: the stop is one of the person whose data is exported or erased. */
export const isStopOfSubject = (subject: ErasureSubject): SQL =>
  sql`(${emailStops.memberId} = ${subject.memberId} or ${emailStops.guestId} in ${guestsOf(subject)})`

/** SQL: the stop is one that a member made as a guest, before they claimed what they wrote. */
export const isClaimableStop = (memberId: string): SQL =>
  sql`${emailStops.guestId} in ${confirmedGuestsOf(memberId)}`

/** SQL: a member stopped all emails as a guest. */
export const hasClaimableStopOfAll = (memberId: string): SQL => sql`exists (
  select 1 from email_stops s where s.guest_id in ${confirmedGuestsOf(memberId)}
    and s.conversation = '' and s.kind = '')`

/** SQL: the stops of many members or guests; of a guest, also of others with the same address. */
export const stopsOfMany = (ids: readonly string[]): SQL => sql`
  select r.value as recipient, s.kind, s.conversation
  from json_each(${JSON.stringify(ids)}) r join email_stops s
    on s.member_id = r.value or s.guest_id in ${guestsSharingAddress(sql`r.value`)}`
