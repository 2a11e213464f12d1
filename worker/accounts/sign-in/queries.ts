import { and, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { memberships } from '../groups/table'
import { grants, type Member, members } from '../members/table'
import { countUnread } from '../inbox/table'
import type { UnreadCounts } from '../inbox/rules'
import { countUnseen } from '../../notifications/table'
import { type Passkey, passkeys, sessions, signIns, verifications } from './table'

/**
 * The member with this session token, with their grants, groups and numbers of unread messages and
 * notifications, in one round trip; `undefined` if the session has expired or the member is banned.
 */
export const findSignedIn = async (db: Db, token: string, now: Date) => {
  const isActive = and(
    eq(sessions.token, token),
    gt(sessions.expiresAt, now),
    or(isNull(members.bannedUntil), lte(members.bannedUntil, now)),
  )
  const [[found], granted, joined] = await db.batch([
    db
      // Aliased, because a batch returns objects, in which the later of two ids would win.
      .select({
        member: members,
        sessionId: sql<string>`${sessions.id}`.as('session_id'),
        unseen: countUnseen(members.id).as('unseen'),
        unread: countUnread(members.id).as('unread'),
      })
      .from(sessions)
      .innerJoin(members, eq(members.id, sessions.userId))
      .where(isActive)
      .limit(1),
    db
      .select({ kind: grants.kind, level: grants.level })
      .from(sessions)
      .innerJoin(grants, eq(grants.memberId, sessions.userId))
      .where(and(eq(sessions.token, token), isNull(grants.endedAt))),
    db
      .select({ group: memberships.groupId })
      .from(sessions)
      .innerJoin(memberships, eq(memberships.memberId, sessions.userId))
      .where(eq(sessions.token, token)),
  ])
  const groups = joined.map(({ group }) => group)
  return (
    found && {
      ...found.member,
      sessionId: found.sessionId,
      unseen: found.unseen,
      unread: JSON.parse(found.unread) as UnreadCounts,
      grants: granted,
      groups,
    }
  )
}

/** The signed-in member, with their session. */
export type SignedIn = NonNullable<Awaited<ReturnType<typeof findSignedIn>>>

/** The active sessions of a member, the latest first. */
export const listSessions = (db: Db, memberId: string, now: Date) =>
  db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      updatedAt: sessions.updatedAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, memberId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.id))

/** A session as its member sees it: never the token. */
export type OwnSession = Awaited<ReturnType<typeof listSessions>>[number]

/** The address that a link was emailed to; `undefined` if it is used or expired. The row has it as JSON. */
export const findLinkEmail = async (db: Db, identifier: string, now: Date) => {
  const value = await findVerification(db, identifier, now)
  return value === undefined ? undefined : (JSON.parse(value) as { email: string }).email
}

/** The member with this account at a provider. */
export const findAccountOwner = async (
  db: Db,
  provider: string,
  subject: string,
): Promise<Member | undefined> => {
  const isMeant = and(eq(signIns.providerId, provider), eq(signIns.accountId, subject))
  const [found] = await db
    .select({ member: members })
    .from(signIns)
    .innerJoin(members, eq(members.id, signIns.userId))
    .where(isMeant)
    .limit(1)
  return found?.member
}

/** A member’s accounts at providers, and passkeys. */
export const findSignInMethods = async (db: Db, memberId: string) => {
  const [accounts, keys] = await db.batch([
    db.select().from(signIns).where(eq(signIns.userId, memberId)).orderBy(signIns.id),
    db.select().from(passkeys).where(eq(passkeys.memberId, memberId)).orderBy(passkeys.createdAt),
  ])
  return { accounts, keys }
}

/** The value of a pending verification; `undefined` if it is used or expired. */
export const findVerification = async (db: Db, identifier: string, now: Date) => {
  const [row] = await db
    .select({ value: verifications.value })
    .from(verifications)
    .where(and(eq(verifications.identifier, identifier), gt(verifications.expiresAt, now)))
    .limit(1)
  return row?.value
}

export const findPasskey = async (db: Db, id: string): Promise<Passkey | undefined> =>
  (await db.select().from(passkeys).where(eq(passkeys.id, id)).limit(1)).at(0)
