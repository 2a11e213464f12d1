import { and, eq, lte, ne, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { isBannedMember } from '../members/table'
import { sessions } from './table'

/** Ends a session of this member; returns no row for a session of another member. */
export const endSession = (db: Db, memberId: string, id: string) =>
  db
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, memberId)))
    .returning({ id: sessions.id })

/** Ends all sessions of a member, or all but one. */
export const endSessions = (db: Db, memberId: string, exceptSessionId?: string) =>
  db
    .delete(sessions)
    .where(
      and(
        eq(sessions.userId, memberId),
        exceptSessionId ? ne(sessions.id, exceptSessionId) : undefined,
      ),
    )

/** Deletes the expired sessions of a member. */
export const removeExpiredSessions = (db: Db, memberId: string, now: Date) =>
  db.delete(sessions).where(and(eq(sessions.userId, memberId), lte(sessions.expiresAt, now)))

/** Deletes up to 500 sessions that have expired, the oldest first. */
export const sweepSessions = (db: Db, now: Date) =>
  db.delete(sessions).where(sql`id in (select id from sessions
    where expires_at <= ${now.getTime()} order by expires_at limit 500)`)

/** Ends all sessions of a banned member; for the batch that bans them. */
export const endSessionsOfBanned = (db: Db, memberId: string, now: Date) =>
  db.delete(sessions).where(and(eq(sessions.userId, memberId), isBannedMember(memberId, now)))

export const addSession = (db: Db, session: typeof sessions.$inferInsert) =>
  db.insert(sessions).values(session)
