import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../env'
import { isSaidBy } from '../comments/leaving'
import { confirmedGuestsOf, FORMER, guestsOf, type Leaver } from '../members/leaver'
import { mailbox, messages, outbox } from './table'

/** Letters to somebody or about them: those that wait, those that were sent, those in the mailbox. */
export const removeLetters = (
  db: Db,
  leaver: Leaver,
  /** The keyed hashes of their addresses. */
  recipients: string[],
): BatchItem<'sqlite'>[] => {
  const { memberId, email } = leaver
  return [
    db.delete(outbox).where(sql`coalesce(${memberId}, ${email}) is not null and (
      ${outbox.recipient} in (select value from json_each(${JSON.stringify(recipients)}))
      or ${outbox.subject} = ${memberId}
      or ${outbox.subject} in (select comments.id from comments where ${isSaidBy(leaver)}))`),
    db
      .delete(mailbox)
      .where(sql`lower(${mailbox.to}) = ${email} or instr(lower(${mailbox.text}), ${email})`),
  ]
}

/** What hosts told somebody goes with them; what they told others as a host stays without them. */
export const forgetMessages = (db: Db, leaver: Leaver): BatchItem<'sqlite'>[] => [
  db.delete(messages).where(isToldTo(leaver)),
  db
    .update(messages)
    .set({ by: FORMER })
    .where(sql`${messages.by} = ${leaver.memberId}`),
]

/** All that hosts told somebody, as a member or as a guest. */
export const isToldTo = (leaver: Leaver): SQL =>
  sql`(${messages.memberId} = ${leaver.memberId} or ${messages.guestId} in ${guestsOf(leaver)})`

/** Gives a member what they were told as a guest. */
export const claimMessages = (db: Db, memberId: string) =>
  db
    .update(messages)
    .set({ memberId, guestId: null })
    .where(sql`${messages.guestId} in ${confirmedGuestsOf(memberId)}`)
