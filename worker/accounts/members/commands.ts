import { eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { type Guest, guests, type Member, members } from './table'

/**
 * Stores a guest with the name they gave last, for the batch of their comment; only if that is
 * accepted. With another email address they are no longer confirmed.
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

/** Marks a guest’s address as confirmed. */
export const confirmGuest = (db: Db, id: string, now: Date) =>
  db.update(guests).set({ confirmedAt: now }).where(eq(guests.id, id))

/** Creates a member who signs in for the first time. */
export const createMember = (
  db: Db,
  member: Pick<Member, 'id' | 'handle' | 'name' | 'email' | 'emailVerified'>,
  now: Date,
) => db.insert(members).values({ ...member, createdAt: now, updatedAt: now })

/** Stores a confirmed address; for the batch that also ends the member’s sessions. */
export const changeEmail = (db: Db, id: string, email: string, now: Date) =>
  db.update(members).set({ email, emailVerified: true, updatedAt: now }).where(eq(members.id, id))
