import { and, eq } from 'drizzle-orm'
import type { Db } from '../../env'
import { announcements } from './table'

/** What was announced where. */
export type Announcement = typeof announcements.$inferSelect

/** Which announcement is meant. */
type Place = Pick<Announcement, 'conversation' | 'network'>

const at = ({ conversation, network }: Place) =>
  and(eq(announcements.conversation, conversation), eq(announcements.network, network))

/** The announcements of a conversation, unfinished ones too. */
export const listAnnouncements = (db: Db, conversation: string): Promise<Announcement[]> =>
  db.select().from(announcements).where(eq(announcements.conversation, conversation))

/**
 * Reserves an announcement before it is sent. False if another process has reserved it meanwhile.
 *
 * @param former the row of an earlier attempt, to announce it again
 */
export const reserveAnnouncement = async (
  db: Db,
  place: Place,
  startedAt: Date,
  former?: Announcement,
): Promise<boolean> => {
  const begun = former
    ? await db
        .update(announcements)
        .set({ startedAt, url: null })
        .where(and(at(place), eq(announcements.startedAt, former.startedAt)))
        .returning({ network: announcements.network })
    : await db
        .insert(announcements)
        .values({ ...place, startedAt })
        .onConflictDoNothing()
        .returning({ network: announcements.network })
  return begun.length > 0
}

/** Stores the address of an announcement. */
export const storeAnnouncementUrl = (db: Db, place: Place, url: string) =>
  db.update(announcements).set({ url }).where(at(place))

/**
 * Undoes the reservation of an announcement that was certainly not published; restores the earlier
 * row.
 */
export const releaseAnnouncement = (
  db: Db,
  place: Place,
  startedAt: Date,
  former?: Announcement,
): Promise<unknown> => {
  const begun = and(at(place), eq(announcements.startedAt, startedAt))
  return former
    ? db.update(announcements).set({ startedAt: former.startedAt, url: former.url }).where(begun)
    : db.delete(announcements).where(begun)
}
