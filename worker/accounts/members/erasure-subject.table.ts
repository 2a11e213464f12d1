import { type SQL, sql } from 'drizzle-orm'
import { guests, members } from './table'

/**
 * Whoever leaves, in the terms of the batch that lets them: the member themselves and the guests
 * with an e-mail that is certainly theirs. It names nobody when they may not leave, so that then
 * nothing in the batch finds anything to do.
 */
export interface ErasureSubject {
  /** A member's id; null for a guest. */
  memberId: SQL
  /** In lower case; null where no address is certain. */
  email: SQL
}

/** Whether there is an owner besides this one who has come in before, and could now. */
const isOtherOwner = (id: SQL, now: Date) => sql`exists (
  select 1 from members o
  where o.role = 'owner' and o.invited_at is null and o.id <> ${id} and coalesce(o.banned_until, 0) <= ${now.getTime()})`

const memberOf = (id: string, holds: SQL): ErasureSubject => {
  const found = sql`from members m where m.id = ${id} and ${holds}`
  return {
    memberId: sql`(select m.id ${found})`,
    email: sql`(select lower(m.email) ${found} and m.email_verified)`,
  }
}

/** A member who is about to leave, or to take what is theirs along. */
export const memberSubject = (id: string): ErasureSubject => memberOf(id, sql`true`)

/** A member who leaves. The only owner can not: nobody would be left to make another. */
export const leavingMemberSubject = (id: string, now: Date): ErasureSubject =>
  memberOf(id, sql`(m.role is not 'owner' or ${isOtherOwner(sql`m.id`, now)})`)

/** Whoever holds a mailbox: each guest who gave that address is theirs, confirmed or not. */
export const guestSubject = (email: string): ErasureSubject => ({
  memberId: sql`null`,
  email: sql`lower(${email})`,
})

/** A member's own claim: what is theirs by name, and of the guests only those they confirmed. */
export const confirmedGuestsOf = (memberId: string): SQL => sql`(
  select ${guests.id} from ${guests}
  join ${members} on lower(${members.email}) = lower(${guests.email})
  where ${members.id} = ${memberId} and ${members.emailVerified}
    and ${guests.confirmedAt} is not null)`

/** The guests who gave the address that a member has shown to be theirs, and showed nothing. */
export const unconfirmedGuestsOf = (memberId: string): SQL => sql`(
  select ${guests.id} from ${guests}
  join ${members} on lower(${members.email}) = lower(${guests.email})
  where ${members.id} = ${memberId} and ${members.emailVerified}
    and ${guests.confirmedAt} is null)`

/** The ids of the guests that leave with somebody. */
export const guestsOf = ({ email }: ErasureSubject): SQL =>
  sql`(select g.id from guests g where lower(g.email) = ${email})`
