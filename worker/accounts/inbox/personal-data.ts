import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { confirmedGuestsOf, type ErasureSubject, guestsOf } from '../members/erasure-subject.table'
import { type ExportFile, isMine } from '../members/export-file.table'
import type { Db } from '../../env'
import { notifications, notificationSettings } from './table'

const isNotificationOf = (leaver: ErasureSubject): SQL =>
  sql`(${notifications.memberId} = ${leaver.memberId}
    or ${notifications.guestId} in ${guestsOf(leaver)})`

/** Erases a person's notifications and their choices about them. */
export const eraseInbox = (db: Db, leaver: ErasureSubject): BatchItem<'sqlite'>[] => [
  db.delete(notifications).where(isNotificationOf(leaver)),
  db.delete(notificationSettings).where(sql`${notificationSettings.memberId} = ${leaver.memberId}`),
]

/** Gives a member the notifications they got as a guest, each once. */
export const claimInbox = (db: Db, memberId: string) =>
  db
    .update(notifications)
    .set({ memberId, guestId: null })
    .where(
      sql`${notifications.guestId} in ${confirmedGuestsOf(memberId)}
        and not exists (select 1 from notifications o
          where o.subject = ${notifications.subject} and (o.member_id = ${memberId}
            or (o.guest_id < ${notifications.guestId}
              and o.guest_id in ${confirmedGuestsOf(memberId)})))`,
    )

/** A person's notifications and their choices. */
export const inboxFiles: ExportFile[] = [
  {
    file: 'notifications.json',
    says: 'what you were notified of, and when you read it',
    read: (db, { subject }) => db.select().from(notifications).where(isNotificationOf(subject)),
  },
  {
    file: 'notification-settings.json',
    says: 'your choices about notifications',
    read: (db, of) =>
      db
        .select()
        .from(notificationSettings)
        .where(isMine(sql`${notificationSettings.memberId}`, of)),
  },
]
