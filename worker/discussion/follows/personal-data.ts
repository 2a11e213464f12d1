import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import {
  confirmedGuestsOf,
  type ErasureSubject,
  guestsOf,
} from '../../accounts/members/erasure-subject.table'
import type { ExportFile } from '../../accounts/members/export-file.table'
import type { Db } from '../../env'
import { follows } from './table'

const isFollowOf = (leaver: ErasureSubject): SQL =>
  sql`(${follows.memberId} = ${leaver.memberId} or ${follows.guestId} in ${guestsOf(leaver)})`

/** Erases what a person follows, and that others follow or have muted them. */
export const eraseFollows = (db: Db, leaver: ErasureSubject): BatchItem<'sqlite'>[] => [
  db.delete(follows).where(isFollowOf(leaver)),
  db.delete(follows).where(sql`${follows.target} = 'person:' || ${leaver.memberId}`),
]

/** Gives a member what they followed as a guest; what they follow or muted as a member stays so. */
export const claimFollows = (db: Db, memberId: string) =>
  db
    .update(follows)
    .set({ memberId, guestId: null })
    .where(
      sql`${follows.guestId} in ${confirmedGuestsOf(memberId)}
        and not exists (select 1 from follows o
          where o.target = ${follows.target} and (o.member_id = ${memberId}
            or (o.guest_id < ${follows.guestId} and o.guest_id in ${confirmedGuestsOf(memberId)})))`,
    )

/** What a person follows and has muted. */
export const followFiles: ExportFile[] = [
  {
    file: 'follows.json',
    says: 'the conversations, tags, spaces, kinds and people that you follow or have muted',
    read: (db, { subject }) => db.select().from(follows).where(isFollowOf(subject)),
  },
]
