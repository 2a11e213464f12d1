import { type EmailRhythm, emailRhythms } from '../../../site/contract/vocabulary'
import { type SQL, sql } from 'drizzle-orm'
import {
  index,
  integer,
  type SQLiteColumn,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { guests, members } from '../members/table'

/** What a member or guest is notified of. */
export const notificationEvents = [
  'mention',
  'reply',
  'answer',
  'comment',
  'start',
  'alert',
  'accepted',
  'settled',
  'merger',
  'move',
  'lock',
  'level',
] as const

export type NotificationEvent = (typeof notificationEvents)[number]

/**
 * Notifications: one for each recipient and subject, on a member's page `me/notifications/`, and in
 * emails. A guest's are only in emails.
 */
export const notifications = sqliteTable(
  'notifications',
  {
    id: text().primaryKey(),
    memberId: text().references(() => members.id, { onDelete: 'cascade' }),
    guestId: text().references(() => guests.id, { onDelete: 'cascade' }),
    event: text({ enum: notificationEvents }).notNull(),
    /** The id of the comment; of the audit log row, for a decision. */
    subject: text().notNull(),
    /** The conversation, and its space, which decides who may read it. Both `''` for a new level. */
    conversation: text().notNull(),
    space: text().notNull(),
    /** The id of an accepted answer or of a new level; the text of an alert's update. */
    detail: text(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** False while its comment is held, faded or removed. */
    isShown: integer({ mode: 'boolean' }).notNull().default(true),
    readAt: integer({ mode: 'timestamp_ms' }),
    /** The id of the outbox row whose email has it. */
    outboxRow: text(),
  },
  (t) => [
    // By subject first: also a comment's are found by it.
    uniqueIndex('notifications_member').on(t.subject, t.memberId),
    uniqueIndex('notifications_guest')
      .on(t.subject, t.guestId)
      .where(sql`guest_id is not null`),
    index('notifications_latest').on(t.memberId, t.id),
    index('notifications_unread')
      .on(t.memberId, t.conversation, t.space)
      .where(sql`read_at is null and is_shown = 1`),
    index('notifications_guest_latest')
      .on(t.guestId, t.conversation)
      .where(sql`guest_id is not null`),
    index('notifications_email')
      .on(t.outboxRow)
      .where(sql`outbox_row is not null`),
    index('notifications_conversation').on(t.conversation),
  ],
)

export type NotificationRow = typeof notifications.$inferSelect

/** A member's choices about notifications; without a row, the defaults. */
export const notificationSettings = sqliteTable(
  'notification_settings',
  {
    memberId: text()
      .primaryKey()
      .references(() => members.id, { onDelete: 'cascade' }),
    rhythm: text({ enum: emailRhythms }).notNull().default('at-once'),
    /**
     * Whether they follow what they take part in; `null` for those who were members before there were
     * notifications, until they have chosen.
     */
    followsOwn: integer({ mode: 'boolean' }).default(true),
    /** Their time zone; `null` for the hub's. */
    timezone: text(),
    /** When the next daily or weekly email is due. */
    digestAt: integer({ mode: 'timestamp_ms' }),
  },
  (t) => [
    index('notification_settings_digest')
      .on(t.digestAt)
      .where(sql`digest_at is not null`),
  ],
)

export type NotificationSettings = typeof notificationSettings.$inferSelect

/** SQL: the member gets emails about notifications at this rhythm; the default is `at-once`. */
export const hasRhythm = (memberId: SQL, rhythm: EmailRhythm): SQL => sql`coalesce((
  select s.rhythm from notification_settings s where s.member_id = ${memberId}), 'at-once') = ${rhythm}`

/** SQL: the member follows what they take part in: they chose it, or have chosen nothing yet. */
export const isFollowingOwn = (memberId: string): SQL => sql`not exists (
  select 1 from notification_settings s
  where s.member_id = ${memberId} and coalesce(s.follows_own, 0) = 0)`

/** The most unread notifications that are counted. */
const COUNTED = 100

/**
 * SQL: how many notifications a member has not read, as JSON: `[conversation, space, count]` for each
 * conversation, because they may no longer read one.
 */
export const countUnread = (memberId: SQLiteColumn): SQL<string> =>
  sql<string>`(select json_group_array(json_array(n.conversation, n.space, n.unread)) from (
    select u.conversation, u.space, count(*) as unread from (
      select conversation, space from notifications
      where member_id = ${memberId} and read_at is null and is_shown = 1
      limit ${sql.raw(String(COUNTED))}) u
    group by u.conversation, u.space) n)`
