import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { type Grant, grants, type Member, members } from './table'

/*
 * What hosts and owners decide about a member, as statements for the batch that puts it on record:
 * each is carried out only if `isDecided` holds there.
 */

const change = (db: Db, id: string, changed: Partial<Member>, now: Date, isDecided: SQL) =>
  db
    .update(members)
    .set({ ...changed, updatedAt: now })
    .where(and(eq(members.id, id), isDecided))

/** Makes somebody a host or an owner, or with `null` neither. */
export const changeRole = (db: Db, id: string, role: Member['role'], now: Date, isDecided: SQL) =>
  change(db, id, { role }, now, isDecided)

/** Says which of the people in `content/people/` somebody is, or with `null` none of them. */
export const changePerson = (
  db: Db,
  id: string,
  person: string | null,
  now: Date,
  isDecided: SQL,
) => change(db, id, { person }, now, isDecided)

/** Bans somebody until then, or with `null` lifts their ban. */
export const changeBan = (
  db: Db,
  id: string,
  ban: Pick<Member, 'bannedUntil' | 'banReason'>,
  now: Date,
  isDecided: SQL,
) => change(db, id, ban, now, isDecided)

/** Keeps somebody from writing until then, or with `null` no longer. */
export const changeSilence = (
  db: Db,
  id: string,
  silence: Pick<Member, 'silencedUntil' | 'silenceReason'>,
  now: Date,
  isDecided: SQL,
) => change(db, id, silence, now, isDecided)

/** Adds somebody who has never signed in; the house vouches for their address. */
export const addMember = (
  db: Db,
  newcomer: Pick<Member, 'id' | 'handle' | 'name' | 'email' | 'role'>,
  now: Date,
  isDecided: SQL,
) =>
  insertIf(
    db,
    members,
    { ...newcomer, emailVerified: true, invitedAt: now, createdAt: now, updatedAt: now },
    sql`where ${isDecided}`,
  )

/** Gives somebody a level, or holds them at one. */
export const addGrant = (db: Db, grant: typeof grants.$inferInsert, isDecided: SQL) =>
  insertIf(db, grants, grant, sql`where ${isDecided}`)

/** Ends what was given or held: one of them by its id, or a member's of one kind. */
export const endGrants = (
  db: Db,
  which: { id: string } | Pick<Grant, 'memberId' | 'kind'>,
  now: Date,
  isDecided: SQL,
) => {
  const isMeant =
    'id' in which
      ? eq(grants.id, which.id)
      : and(eq(grants.memberId, which.memberId), eq(grants.kind, which.kind))
  return db
    .update(grants)
    .set({ endedAt: now })
    .where(and(isMeant, isNull(grants.endedAt), isDecided))
}
