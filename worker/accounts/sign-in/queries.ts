import { and, desc, eq, gt, isNull, lte, ne, or, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../env'
import { memberships } from '../groups/table'
import { grants, type Member, members } from '../members/table'
import { messages } from '../../notifications/table'
import {
  type Passkey,
  passkeys,
  sessions,
  signIns,
  type Verification,
  verifications,
} from './table'

/**
 * Who is signed in with this token, and the levels that hosts have given or held, in one round
 * trip, with how many messages they have not put away; nobody, once the session is over or while they are banned.
 */
export const findSignedIn = async (db: Db, token: string, now: Date) => {
  const isGood = and(
    eq(sessions.token, token),
    gt(sessions.expiresAt, now),
    or(isNull(members.bannedUntil), lte(members.bannedUntil, now)),
  )
  const [[found], granted, joined] = await db.batch([
    db
      // By a name of its own: a batch answers in objects, in which the later of two ids would win.
      .select({
        member: members,
        sessionId: sql<string>`${sessions.id}`.as('session_id'),
        unseen: sql<number>`(select count(*) from ${messages}
          where ${messages.memberId} = ${members.id} and ${messages.seenAt} is null)`.as('unseen'),
      })
      .from(sessions)
      .innerJoin(members, eq(members.id, sessions.userId))
      .where(isGood)
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
      grants: granted,
      groups,
    }
  )
}

/** A member, by the session of the browser that asks. */
export type SignedIn = NonNullable<Awaited<ReturnType<typeof findSignedIn>>>

/** The browsers in which a member is signed in, the latest first. */
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

/** Ends one of this member's sessions; another's is not found. */
export const endSession = (db: Db, memberId: string, id: string) =>
  db
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, memberId)))
    .returning({ id: sessions.id })

/** Ends all sessions of a member, but for one that may be named. */
export const endSessions = (db: Db, memberId: string, exceptSessionId?: string) =>
  db
    .delete(sessions)
    .where(
      and(
        eq(sessions.userId, memberId),
        exceptSessionId ? ne(sessions.id, exceptSessionId) : undefined,
      ),
    )

/** The e-mail that a mailed link was for, while it is good. It stands in the row as JSON. */
export const findLinkEmail = async (db: Db, identifier: string, now: Date) => {
  const value = await findVerification(db, identifier, now)
  return value === undefined ? undefined : (JSON.parse(value) as { email: string }).email
}

/** Sweeps away what was never proven in time. */
export const removeExpiredVerifications = (db: Db, now: Date) =>
  db.delete(verifications).where(lte(verifications.expiresAt, now))

/** Sweeps away the sessions of a member that are over. */
export const removeExpiredSessions = (db: Db, memberId: string, now: Date) =>
  db.delete(sessions).where(and(eq(sessions.userId, memberId), lte(sessions.expiresAt, now)))

/** Ends all sessions of somebody who is banned; for the batch that bans them. */
export const endSessionsOfBanned = (db: Db, memberId: string, now: Date) => {
  const isBanned = sql`exists (
    select 1 from members b where b.id = ${memberId} and b.banned_until > ${now.getTime()}
  )`
  return db.delete(sessions).where(and(eq(sessions.userId, memberId), isBanned))
}

/** Whose an account at a provider is. */
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

/** Adds an account at a provider to somebody's ways in; fails when it is anybody's already. */
export const addAccount = (db: Db, account: typeof signIns.$inferInsert) =>
  db.insert(signIns).values(account)

/** Takes away all by which somebody could come in, but for their address; for a batch. */
export const removeSignInMethods = (db: Db, memberId: string) =>
  [
    db.delete(signIns).where(eq(signIns.userId, memberId)),
    db.delete(passkeys).where(eq(passkeys.memberId, memberId)),
  ] as const

/** By what a member can come in: accounts at providers, and keys. */
export const findSignInMethods = async (db: Db, memberId: string) => {
  const [accounts, keys] = await db.batch([
    db.select().from(signIns).where(eq(signIns.userId, memberId)).orderBy(signIns.id),
    db.select().from(passkeys).where(eq(passkeys.memberId, memberId)).orderBy(passkeys.createdAt),
  ])
  return { accounts, keys }
}

/** What is left to somebody: which providers let people in now, and whether a letter can. */
export interface OpenMethods {
  providers: string[]
  canMail: boolean
}

/** Whether a member has a way in besides this one, at this very moment. */
const hasOtherMethod = (
  memberId: string,
  id: string,
  { providers, canMail }: OpenMethods,
): SQL => sql`(
  (${canMail ? 1 : 0} and exists (select 1 from members m where m.id = ${memberId} and m.email_verified))
  or exists (select 1 from passkeys p where p.member_id = ${memberId} and p.id <> ${id})
  or exists (
    select 1 from sign_ins o
    where o.member_id = ${memberId} and o.id <> ${id}
      and o.provider_id in (select value from json_each(${JSON.stringify(providers)}))
  )
)`

/** Takes away an account of this member, unless they could not come in without it. */
export const removeAccount = (db: Db, memberId: string, id: string, open: OpenMethods) =>
  db
    .delete(signIns)
    .where(
      and(eq(signIns.id, id), eq(signIns.userId, memberId), hasOtherMethod(memberId, id, open)),
    )
    .returning({ id: signIns.id })

/** Lets something wait to be proven. */
export const createVerification = (
  db: Db,
  waiting: Pick<Verification, 'id' | 'identifier' | 'value' | 'expiresAt'>,
  now: Date,
) => db.insert(verifications).values({ ...waiting, createdAt: now, updatedAt: now })

/** Takes what waited to be proven, once: whoever comes second finds nothing. */
export const takeVerification = async (db: Db, identifier: string, now: Date) => {
  const [row] = await db
    .delete(verifications)
    .where(and(eq(verifications.identifier, identifier), gt(verifications.expiresAt, now)))
    .returning({ value: verifications.value })
  return row?.value
}

/** What waits to be proven, and stays. */
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

/** A key that somebody has already is not added twice. */
export const addPasskey = (db: Db, key: typeof passkeys.$inferInsert) =>
  db.insert(passkeys).values(key).onConflictDoNothing().returning({ id: passkeys.id })

/** Notes that a key was used; nothing, if it was used in the meantime. */
export const recordPasskeyUse = (db: Db, key: Passkey, counter: number, now: Date) =>
  db
    .update(passkeys)
    .set({ counter, usedAt: now })
    .where(and(eq(passkeys.id, key.id), eq(passkeys.counter, key.counter)))
    .returning({ id: passkeys.id })

/** Takes away a key of this member, unless they could not come in without it. */
export const removePasskey = (db: Db, memberId: string, id: string, open: OpenMethods) =>
  db
    .delete(passkeys)
    .where(
      and(eq(passkeys.id, id), eq(passkeys.memberId, memberId), hasOtherMethod(memberId, id, open)),
    )
    .returning({ id: passkeys.id })

export const addSession = (db: Db, session: typeof sessions.$inferInsert) =>
  db.insert(sessions).values(session)
