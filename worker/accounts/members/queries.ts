import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { grants, type Guest, guests, type Member, members } from './table'

export const findGuest = async (db: Db, id = ''): Promise<Guest | undefined> =>
  (await db.select().from(guests).where(eq(guests.id, id)).limit(1)).at(0)

/**
 * A guest as they last gave their name, for the batch of what they do; only if that is taken. With
 * another e-mail they are somebody whom nobody has confirmed.
 */
export const addGuest = (db: Db, guest: Guest, isTaken: SQL) =>
  insertIf(db, guests, guest, sql`where ${isTaken}`).onConflictDoUpdate({
    target: guests.id,
    set: {
      name: guest.name,
      email: guest.email,
      website: guest.website,
      remember: guest.remember,
      confirmedAt: sql`case when ${guests.email} = excluded.email then ${guests.confirmedAt} end`,
    },
  })

/** From now on this guest is known: they have shown that the address is theirs. */
export const confirmGuest = (db: Db, id: string, now: Date) =>
  db.update(guests).set({ confirmedAt: now }).where(eq(guests.id, id))

export const findMember = async (db: Db, id: string): Promise<Member | undefined> =>
  (await db.select().from(members).where(eq(members.id, id)).limit(1)).at(0)

/** Whoever has shown this address to be theirs, in a batch of what is read. */
export const selectMemberByEmail = (db: Db, email: string) =>
  db
    .select()
    .from(members)
    .where(and(eq(members.email, email.toLowerCase()), eq(members.emailVerified, true)))
    .limit(1)

/** Whoever has shown this address to be theirs. */
export const findMemberByEmail = async (db: Db, email: string): Promise<Member | undefined> =>
  (await selectMemberByEmail(db, email)).at(0)

/** Whoever the hub has at this address, whether they have shown it to be theirs or not. */
export const findMemberByAnyEmail = async (db: Db, email: string): Promise<Member | undefined> =>
  (await db.select().from(members).where(eq(members.email, email.toLowerCase())).limit(1)).at(0)

/** Adds somebody who has come in by one of the doors. */
export const createMember = (
  db: Db,
  newcomer: Pick<Member, 'id' | 'handle' | 'name' | 'email' | 'emailVerified'>,
  now: Date,
) => db.insert(members).values({ ...newcomer, createdAt: now, updatedAt: now })

/** What hosts have given a member or keep them at, and why, newest first; not what has ended. */
export const listGrants = (db: Db, memberId: string) =>
  db
    .select({
      kind: grants.kind,
      level: grants.level,
      reason: grants.reason,
      grantedAt: grants.grantedAt,
    })
    .from(grants)
    .where(and(eq(grants.memberId, memberId), isNull(grants.endedAt)))
    .orderBy(desc(grants.id))

/** From now on this address is theirs for certain; for the batch that also ends their sessions. */
export const changeEmail = (db: Db, id: string, email: string, now: Date) =>
  db.update(members).set({ email, emailVerified: true, updatedAt: now }).where(eq(members.id, id))
