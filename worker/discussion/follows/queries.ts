import { and, asc, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { members } from '../../accounts/members/table'
import type { Db } from '../../env'
import { MAX_FOLLOWS, targetOf } from './rules'
import { follows } from './table'

/** Whether a member follows or has muted a target, for a batch; no row for neither. */
export const selectFollow = (db: Db, memberId: string, target: string) =>
  db
    .select({ isMuted: follows.isMuted })
    .from(follows)
    .where(and(eq(follows.memberId, memberId), eq(follows.target, target)))
    .limit(1)

/** Followers of a target, in the order of their ids, after one of them. */
export const listFollowers = (db: Db, target: string, after: string, limit: number) =>
  db
    .select({ id: follows.id, memberId: follows.memberId, guestId: follows.guestId })
    .from(follows)
    .where(and(eq(follows.target, target), gt(follows.id, after), eq(follows.isMuted, false)))
    .orderBy(asc(follows.id))
    .limit(limit)

/** All that a member follows and mutes, the latest first. */
export const listOwnFollows = (db: Db, memberId: string) =>
  db
    .select({ target: follows.target, isMuted: follows.isMuted })
    .from(follows)
    .where(eq(follows.memberId, memberId))
    .orderBy(desc(follows.createdAt))
    .limit(MAX_FOLLOWS)

export type OwnFollow = Awaited<ReturnType<typeof listOwnFollows>>[number]

/**
 * The target of a person with this handle: `person:<member id>`, or of a person of `content/people/`
 * without an account `person:<handle>`; `undefined` if there is none.
 */
export const findPersonTarget = async (
  db: Db,
  hub: Pick<Hub, 'people'>,
  handle: string,
): Promise<string | undefined> => {
  const called = handle.toLowerCase()
  const [found] = await db
    .select({ id: members.id })
    .from(members)
    .where(
      and(
        or(eq(members.person, called), sql`lower(${members.handle}) = ${called}`),
        isNull(members.invitedAt),
      ),
    )
    .limit(1)
  if (found) return targetOf('person', found.id)
  return Object.hasOwn(hub.people, called) ? targetOf('person', called) : undefined
}
