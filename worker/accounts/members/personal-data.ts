import { eq, getTableColumns, sql } from 'drizzle-orm'
import { FORMER_MEMBER } from '../../audit/rules'
import type { Db } from '../../env'
import { confirmedGuestsOf, guestsOf, type ErasureSubject } from './erasure-subject.table'
import { type ExportFile, isMine } from './export-file.table'
import { formerHandles, grants, guests, members } from './table'

/** Levels that a host gave stay with their members, without the host’s id. */
export const anonymizeGranter = (db: Db, { memberId }: ErasureSubject) =>
  db
    .update(grants)
    .set({ grantedBy: FORMER_MEMBER })
    .where(sql`${grants.grantedBy} = ${memberId}`)

/** Deletes the guests; last, because their comments refer to them. */
export const removeGuests = (db: Db, subject: ErasureSubject) =>
  db.delete(guests).where(sql`${guests.id} in ${guestsOf(subject)}`)

/** Deletes the guests whose comments and reactions a member has claimed. */
export const removeClaimedGuests = (db: Db, memberId: string) =>
  db.delete(guests).where(sql`${guests.id} in ${confirmedGuestsOf(memberId)}`)

/** Deletes a member; foreign keys delete their sessions, accounts, passkeys and grants. */
export const removeMember = (db: Db, { memberId }: ErasureSubject) =>
  db.delete(members).where(sql`${members.id} = ${memberId}`)

/** The email addresses of the subject’s guests, as they were typed. */
export const listAddresses = async (db: Db, subject: ErasureSubject): Promise<string[]> => {
  const rows = await db
    .selectDistinct({ email: guests.email })
    .from(guests)
    .where(sql`${guests.id} in ${guestsOf(subject)}`)
  return rows.map(({ email }) => email)
}

/** The newest guest with an address, ignoring case; the emailed link has their id. */
export const findGuestByEmail = async (db: Db, email: string) =>
  (
    await db
      .select()
      .from(guests)
      .where(sql`lower(${guests.email}) = lower(${email})`)
      .orderBy(sql`${guests.id} desc`)
      .limit(1)
  ).at(0)

/** Whether another owner has signed in before, and is not banned. */
export const hasOtherOwner = async (db: Db, id: string, now: Date): Promise<boolean> => {
  const others = sql`${members.id} <> ${id} and ${members.invitedAt} is null and coalesce(${members.bannedUntil}, 0) <= ${now.getTime()}`
  return (await db.$count(members, sql`${eq(members.role, 'owner')} and ${others}`)) > 0
}

/** Whether the guest of this browser has this address. */
export const isGuestOf = async (db: Db, id = '', email: string): Promise<boolean> =>
  (await db.$count(
    guests,
    sql`${guests.id} = ${id} and lower(${guests.email}) = lower(${email})`,
  )) > 0

/** Who the member is, and the levels that hosts gave. */
export const memberFiles: ExportFile[] = [
  {
    file: 'profile.json',
    says: 'who you are here: name, handle, email, website, links, role and level',
    read: (db, of) =>
      db
        .select()
        .from(members)
        .where(isMine(sql`${members.id}`, of)),
  },
  {
    file: 'former-handles.json',
    says: 'handles that you gave up, and that still lead to you',
    read: (db, of) =>
      db
        .select()
        .from(formerHandles)
        .where(isMine(sql`${formerHandles.memberId}`, of)),
  },
  {
    file: 'guests.json',
    says: 'what you gave as a guest with the same email, one entry for each browser',
    read: (db, { subject }) =>
      db
        .select()
        .from(guests)
        .where(sql`${guests.id} in ${guestsOf(subject)}`),
  },
  {
    file: 'levels.json',
    says: 'levels that a host gave you or holds you at, with the reason',
    read: (db, of) => {
      const { grantedBy: _by, ...shown } = getTableColumns(grants)
      return db
        .select(shown)
        .from(grants)
        .where(isMine(sql`${grants.memberId}`, of))
    },
  },
  {
    file: 'levels-you-gave.json',
    says: 'levels that you gave as a host, without the names of those you gave them to',
    read: (db, of) => {
      const { memberId: _to, ...shown } = getTableColumns(grants)
      return db
        .select(shown)
        .from(grants)
        .where(isMine(sql`${grants.grantedBy}`, of))
    },
  },
]
