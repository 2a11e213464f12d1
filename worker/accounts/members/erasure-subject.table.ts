import { type SQL, sql } from 'drizzle-orm'
import { guests, members } from './table'

/**
 * The person whose data is erased or exported, as SQL for the batch: the member, and the guests with an
 * address that is confirmed as theirs. Both are null if the member may not leave, so that no statement
 * of the batch matches a row.
 */
export interface ErasureSubject {
  /** A member's id; null for a guest. */
  memberId: SQL
  /** In lower case; null where no address is certain. */
  email: SQL
}

/** SQL: another owner has signed in before, and is not banned. */
const isOtherOwner = (id: SQL, now: Date) => sql`exists (
  select 1 from members o
  where o.role = 'owner' and o.invited_at is null and o.id <> ${id} and coalesce(o.banned_until, 0) <= ${now.getTime()})`

const memberOf = (id: string, condition: SQL): ErasureSubject => {
  const found = sql`from members m where m.id = ${id} and ${condition}`
  return {
    memberId: sql`(select m.id ${found})`,
    email: sql`(select lower(m.email) ${found} and m.email_verified)`,
  }
}

/** A member whose data is shown or exported. */
export const memberSubject = (id: string): ErasureSubject => memberOf(id, sql`true`)

/** A member who is deleted; null for the only owner, because no one could appoint another. */
export const leavingMemberSubject = (id: string, now: Date): ErasureSubject =>
  memberOf(id, sql`(m.role is not 'owner' or ${isOtherOwner(sql`m.id`, now)})`)

/** The holder of an email address: every guest with that address, confirmed or not. */
export const guestSubject = (email: string): ErasureSubject => ({
  memberId: sql`null`,
  email: sql`lower(${email})`,
})

/** SQL: the ids of the confirmed guests with the member’s confirmed address. */
export const confirmedGuestsOf = (memberId: string): SQL => sql`(
  select ${guests.id} from ${guests}
  join ${members} on lower(${members.email}) = lower(${guests.email})
  where ${members.id} = ${memberId} and ${members.emailVerified}
    and ${guests.confirmedAt} is not null)`

/** SQL: the ids of the unconfirmed guests with the member’s confirmed address. */
export const unconfirmedGuestsOf = (memberId: string): SQL => sql`(
  select ${guests.id} from ${guests}
  join ${members} on lower(${members.email}) = lower(${guests.email})
  where ${members.id} = ${memberId} and ${members.emailVerified}
    and ${guests.confirmedAt} is null)`

/** SQL: the ids of the subject’s guests. */
export const guestsOf = ({ email }: ErasureSubject): SQL =>
  sql`(select g.id from guests g where lower(g.email) = ${email})`
