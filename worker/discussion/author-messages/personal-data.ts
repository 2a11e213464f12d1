import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { FORMER_MEMBER } from '../../audit/rules'
import type { Db } from '../../env'
import {
  confirmedGuestsOf,
  guestsOf,
  type ErasureSubject,
} from '../../accounts/members/erasure-subject.table'
import { type ExportFile, isMine } from '../../accounts/members/export-file.table'
import { messages } from '../../notifications/table'

/** Erases the messages a person got from hosts; those they sent as a host stay, without their name. */
export const eraseMessages = (db: Db, leaver: ErasureSubject): BatchItem<'sqlite'>[] => [
  db.delete(messages).where(isMessageTo(leaver)),
  db
    .update(messages)
    .set({ by: FORMER_MEMBER })
    .where(sql`${messages.by} = ${leaver.memberId}`),
]

/** SQL: the message is to this person, as a member or as a guest. */
export const isMessageTo = (leaver: ErasureSubject): SQL =>
  sql`(${messages.memberId} = ${leaver.memberId} or ${messages.guestId} in ${guestsOf(leaver)})`

/** Moves the messages a member got as a guest to their account. */
export const claimMessages = (db: Db, memberId: string) =>
  db
    .update(messages)
    .set({ memberId, guestId: null })
    .where(sql`${messages.guestId} in ${confirmedGuestsOf(memberId)}`)

/** The messages from hosts to authors: those received and those sent. */
export const messageFiles: ExportFile[] = [
  {
    file: 'messages.json',
    says: 'messages from hosts about what you wrote',
    read: (db, { subject }) => {
      const { by: _by, ...shown } = getTableColumns(messages)
      return db.select(shown).from(messages).where(isMessageTo(subject))
    },
  },
  {
    file: 'messages-by-you.json',
    says: 'messages that you sent as a host, without their recipients',
    read: (db, of) => {
      const { memberId: _member, guestId: _guest, ...shown } = getTableColumns(messages)
      return db
        .select(shown)
        .from(messages)
        .where(isMine(sql`${messages.by}`, of))
    },
  },
]
