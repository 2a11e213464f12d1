import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { FORMER } from '../../audit/commands'
import type { Db } from '../../env'
import {
  confirmedGuestsOf,
  guestsOf,
  type Leaver,
} from '../../accounts/members/erasure-subject.table'
import { messages } from '../../notifications/table'

/** Erases the messages a person got from hosts; those they sent as a host stay, without their name. */
export const eraseMessages = (db: Db, leaver: Leaver): BatchItem<'sqlite'>[] => [
  db.delete(messages).where(isMessageTo(leaver)),
  db
    .update(messages)
    .set({ by: FORMER })
    .where(sql`${messages.by} = ${leaver.memberId}`),
]

/** SQL: the message is to this person, as a member or as a guest. */
export const isMessageTo = (leaver: Leaver): SQL =>
  sql`(${messages.memberId} = ${leaver.memberId} or ${messages.guestId} in ${guestsOf(leaver)})`

/** Moves the messages a member got as a guest to their account. */
export const claimMessages = (db: Db, memberId: string) =>
  db
    .update(messages)
    .set({ memberId, guestId: null })
    .where(sql`${messages.guestId} in ${confirmedGuestsOf(memberId)}`)
