import { and, eq } from 'drizzle-orm'
import type { Db } from '../../env'
import { announcements } from './table'

/** What was announced where. */
export type Announcement = typeof announcements.$inferSelect

/** Which announcement is meant. */
type Place = Pick<Announcement, 'conversation' | 'network'>

const at = ({ conversation, network }: Place) =>
  and(eq(announcements.conversation, conversation), eq(announcements.network, network))

/** Where a conversation was announced, or may have been. */
export const listAnnouncements = (db: Db, conversation: string): Promise<Announcement[]> =>
  db.select().from(announcements).where(eq(announcements.conversation, conversation))

/**
 * Reserves an announcement before it is sent. False when somebody else has done so meanwhile.
 *
 * @param former what was known of it, when it is to be announced anew
 */
export const beginAnnouncement = async (
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

/** Notes where an announcement stands. */
export const noteAnnouncement = (db: Db, place: Place, url: string) =>
  db.update(announcements).set({ url }).where(at(place))

/** Forgets an announcement that was begun and is certainly not out; what stood before stands again. */
export const undoAnnouncement = (
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
