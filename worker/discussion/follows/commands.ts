import { and, eq, type SQL, sql } from 'drizzle-orm'
import { isFollowingOwn } from '../../accounts/inbox/table'
import { isKnownMember } from '../../accounts/members/table'
import type { Db } from '../../env'
import { newId } from '../../lib/id'
import { insertIf } from '../../lib/insert'
import { MAX_FOLLOWS, targetOf } from './rules'
import { follows } from './table'

/** A choice of a member about a target, as `targetOf` writes it. */
export interface FollowChoice {
  memberId: string
  target: string
  to: 'on' | 'off' | 'muted'
  now: Date
}

/** Follows, mutes, or neither. Beyond `MAX_FOLLOWS` nothing more is stored. */
export const setFollow = (db: Db, { memberId, target, to, now }: FollowChoice) => {
  if (to === 'off')
    return db.delete(follows).where(and(eq(follows.memberId, memberId), eq(follows.target, target)))
  const isMuted = to === 'muted'
  const row = { id: newId(now), memberId, target, isMuted, createdAt: now }
  const isRoom = sql`(select count(*) from follows f where f.member_id = ${memberId}) < ${MAX_FOLLOWS}`
  return insertIf(db, follows, row, sql`where ${isRoom}`).onConflictDoUpdate({
    target: [follows.memberId, follows.target],
    set: { isMuted },
  })
}

/**
 * An author follows the conversation that they take part in, unless they chose not to, or have muted
 * it.
 */
export const followOwn = (
  db: Db,
  { memberId, conversation, now }: { memberId: string; conversation: string; now: Date },
) => {
  const target = targetOf('conversation', conversation)
  const isRoom = sql`(select count(*) from follows f where f.member_id = ${memberId}) < ${MAX_FOLLOWS}`
  return insertIf(
    db,
    follows,
    { id: newId(now), memberId, target, createdAt: now },
    sql`where ${isKnownMember(memberId)} and ${isFollowingOwn(memberId)} and ${isRoom}`,
  ).onConflictDoNothing()
}

/** A guest follows a conversation, in the batch of their comment; by email, once they confirm it. */
export const followAsGuest = (
  db: Db,
  { guestId, conversation, now }: { guestId: string; conversation: string; now: Date },
  isWritten: SQL,
) =>
  insertIf(
    db,
    follows,
    { id: newId(now), guestId, target: targetOf('conversation', conversation), createdAt: now },
    sql`where ${isWritten}`,
  ).onConflictDoNothing()

/** Stops a guest's emails: about one conversation, or all. */
export const unfollowAsGuest = (db: Db, guestId: string, conversation?: string) =>
  db
    .delete(follows)
    .where(
      and(
        eq(follows.guestId, guestId),
        conversation === undefined
          ? undefined
          : eq(follows.target, targetOf('conversation', conversation)),
      ),
    )
