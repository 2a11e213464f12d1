import { and, eq } from 'drizzle-orm'
import type { Db } from '../../env'
import { type Announcement, announcements } from './table'

type AnnouncementKey = Pick<Announcement, 'conversation' | 'network'>

const hasKey = ({ conversation, network }: AnnouncementKey) =>
  and(eq(announcements.conversation, conversation), eq(announcements.network, network))

/**
 * Reserves an announcement before it is sent. False if another process has reserved it meanwhile.
 *
 * @param former the row of an earlier attempt, to announce it again
 */
export const reserveAnnouncement = async (
  db: Db,
  key: AnnouncementKey,
  startedAt: Date,
  former?: Announcement,
): Promise<boolean> => {
  const reserved = former
    ? await db
        .update(announcements)
        .set({ startedAt, url: null })
        .where(and(hasKey(key), eq(announcements.startedAt, former.startedAt)))
        .returning({ network: announcements.network })
    : await db
        .insert(announcements)
        .values({ ...key, startedAt })
        .onConflictDoNothing()
        .returning({ network: announcements.network })
  return reserved.length > 0
}

/** Stores the address that the network returned for an announcement. */
export const storeAnnouncementUrl = (db: Db, key: AnnouncementKey, url: string) =>
  db.update(announcements).set({ url }).where(hasKey(key))

/**
 * Releases the reservation of an announcement that was certainly not published; restores the
 * earlier row.
 */
export const releaseAnnouncement = (
  db: Db,
  key: AnnouncementKey,
  startedAt: Date,
  former?: Announcement,
): Promise<unknown> => {
  const isReserved = and(hasKey(key), eq(announcements.startedAt, startedAt))
  return former
    ? db
        .update(announcements)
        .set({ startedAt: former.startedAt, url: former.url })
        .where(isReserved)
    : db.delete(announcements).where(isReserved)
}
