import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import { insertIf, newIdSql } from '../../lib/insert'
import { firstIdAt } from '../../lib/id'
import { addManyToOutbox } from '../../notifications/commands'
import { isOutboxWaiting } from '../../notifications/table'
import { isReachableMember, isConfirmedGuest, isMailed } from '../members/table'
import { EMAIL_DELAY_MS, KEPT_MS } from './rules'
import {
  hasRhythm,
  type NotificationRow,
  type NotificationEvent,
  type NotificationSettings,
  notifications,
  notificationSettings,
} from './table'

/** A recipient: a member, or a guest with a confirmed address. */
export interface NotificationRecipient {
  memberId?: string | null
  guestId?: string | null
  event: NotificationEvent
}

/** What recipients are notified of. */
export interface NewNotification extends Pick<
  NotificationRow,
  'subject' | 'conversation' | 'space'
> {
  detail?: string | null
  now: Date
}

/** SQL: the recipients as rows of `m` (member), `g` (guest) and `e` (event). */
const rowsOf = (recipients: readonly NotificationRecipient[]): SQL =>
  sql`(select value ->> 'memberId' as m, value ->> 'guestId' as g, value ->> 'event' as e
    from json_each(${JSON.stringify(recipients)}))`

/**
 * Notifies recipients, each once for a subject, and plans their emails: those of one conversation
 * within two minutes are one email.
 *
 * @param isDue SQL: a condition in the same batch; `r.m` and `r.g` are the recipient
 * @returns statements for a batch
 */
export const notify = (
  db: Db,
  { now, ...news }: NewNotification,
  recipients: readonly NotificationRecipient[],
  isDue: SQL = sql`true`,
): BatchItem<'sqlite'>[] => {
  if (recipients.length === 0) return []
  const row = { ...news, id: '', event: 'comment' as const, at: now }
  const rows = rowsOf(recipients)
  const recipient = sql`coalesce(r.m, r.g)`
  const isMember = sql`${isMailed(sql`r.m`)} and ${hasRhythm(sql`r.m`, 'at-once')}`
  const isWaiting = isOutboxWaiting('notification.email', recipient, news.conversation)
  return [
    insertIf(
      db,
      notifications,
      row,
      sql`from ${rows} r
        where (${isReachableMember(sql`r.m`, now)} or ${isConfirmedGuest(sql`r.g`)}) and ${isDue}`,
      { id: newIdSql(now), memberId: sql`r.m`, guestId: sql`r.g`, event: sql`r.e` },
    ).onConflictDoNothing(),
    addManyToOutbox(
      db,
      {
        event: 'notification.email',
        now,
        dueAt: new Date(now.getTime() + EMAIL_DELAY_MS),
        subject: recipient,
        detail: sql`json_object('conversation', ${news.conversation})`,
      },
      sql`from ${rows} r join notifications n on n.subject = ${news.subject}
        and (n.member_id = r.m or n.guest_id = r.g)
        where n.outbox_row is null and n.read_at is null and (r.m is null or (${isMember}))
          and not ${isWaiting}`,
    ),
  ]
}

/** SQL: the email of an outbox row has nothing yet, so this is the first attempt to send it. */
const isEmailEmpty = (row: string): SQL =>
  sql`not exists (select 1 from notifications f where f.outbox_row = ${row})`

/** An outbox row, the id of its recipient, and the conversation that its email is about. */
export interface EmailRow {
  id: string
  subject: string
  conversation: string
}

const fillEmails = (db: Db, rows: readonly EmailRow[], isRecipient: SQL) =>
  db
    .update(notifications)
    .set({ outboxRow: sql`r.id` })
    .from(
      sql`(select value ->> 'id' as id, value ->> 'subject' as subject,
        value ->> 'conversation' as conversation from json_each(${JSON.stringify(rows)})) r`,
    )
    .where(
      sql`${isRecipient} and ${notifications.conversation} = r.conversation
        and ${notifications.readAt} is null and ${notifications.isShown} = 1
        and ${notifications.outboxRow} is null and not exists (
          select 1 from notifications f where f.outbox_row = r.id)`,
    )

/** Puts what is new for their recipients into the emails of outbox rows, once. */
export const putIntoEmails = (db: Db, rows: readonly EmailRow[]) =>
  [
    fillEmails(db, rows, sql`${notifications.memberId} = r.subject`),
    fillEmails(db, rows, sql`${notifications.guestId} = r.subject`),
  ] as const

/** Puts everything new for a member into the email of an outbox row, once. */
export const putAllIntoEmail = (db: Db, row: string, memberId: string) =>
  db
    .update(notifications)
    .set({ outboxRow: row })
    .where(
      and(
        eq(notifications.memberId, memberId),
        isNull(notifications.readAt),
        isNull(notifications.outboxRow),
        sql`${notifications.isShown} = 1`,
        isEmailEmpty(row),
      ),
    )

/** Marks a member's notifications as read; of one conversation, or all. */
export const markNotificationsRead = (
  db: Db,
  memberId: string,
  conversation: string | undefined,
  now: Date,
) =>
  db
    .update(notifications)
    .set({ readAt: now })
    .where(
      and(
        eq(notifications.memberId, memberId),
        isNull(notifications.readAt),
        sql`${notifications.isShown} = 1`,
        conversation === undefined ? undefined : eq(notifications.conversation, conversation),
      ),
    )

/** Stores a member's choices. */
export const saveSettings = (db: Db, settings: NotificationSettings) =>
  db
    .insert(notificationSettings)
    .values(settings)
    .onConflictDoUpdate({ target: notificationSettings.memberId, set: settings })

/** Stores when a member's next digest is due. */
export const planDigests = (db: Db, due: readonly { memberId: string; at: number }[]) =>
  db
    .update(notificationSettings)
    .set({
      digestAt: sql`(select value ->> 'at' from json_each(${JSON.stringify(due)})
        where value ->> 'memberId' = ${notificationSettings.memberId})`,
    })
    .where(
      sql`${notificationSettings.memberId} in (
        select value ->> 'memberId' from json_each(${JSON.stringify(due)}))`,
    )

/** Plans a digest for each of these members who has something new in it. */
export const queueDigests = (db: Db, memberIds: readonly string[], now: Date) =>
  addManyToOutbox(
    db,
    { event: 'notification.digest', now, subject: sql`r.member_id` },
    sql`from (select value as member_id from json_each(${JSON.stringify(memberIds)})) r
      where exists (select 1 from notifications n where n.member_id = r.member_id
        and n.read_at is null and n.is_shown = 1 and n.outbox_row is null)`,
  )

/** Deletes notifications after half a year, at most 500 in a run. */
export const sweepInbox = (db: Db, now: Date) =>
  db.delete(notifications).where(sql`${notifications.id} in (
    select id from notifications where id < ${firstIdAt(now.getTime() - KEPT_MS)}
    order by id limit 500)`)
