import { eq } from 'drizzle-orm'
import type { Db } from '../env'
import { type Guest, guests } from './table'

export const findGuest = async (db: Db, id = ''): Promise<Guest | undefined> =>
  (await db.select().from(guests).where(eq(guests.id, id)).limit(1)).at(0)

/** A guest as they last gave their name; a changed e-mail is one that nobody confirmed. */
export const addGuest = (db: Db, guest: Guest) =>
  db
    .insert(guests)
    .values(guest)
    .onConflictDoUpdate({
      target: guests.id,
      set: { name: guest.name, website: guest.website, remember: guest.remember },
    })

/** From now on this guest is known: they have shown that the address is theirs. */
export const changeToConfirmed = (db: Db, id: string, now: Date) =>
  db.update(guests).set({ confirmedAt: now }).where(eq(guests.id, id))
