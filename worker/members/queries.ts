import { eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { insertIf } from '../kit/insert'
import { type Guest, guests } from './table'

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
export const changeToConfirmed = (db: Db, id: string, now: Date) =>
  db.update(guests).set({ confirmedAt: now }).where(eq(guests.id, id))
