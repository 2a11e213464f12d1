import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { type Grant, grants, type Member, members } from './table'

/*
 * Decisions of hosts and owners about a member, as statements for the batch that writes the audit log:
 * each runs only if `isDecided` holds there.
 */

const change = (db: Db, id: string, changed: Partial<Member>, now: Date, isDecided: SQL) =>
  db
    .update(members)
    .set({ ...changed, updatedAt: now })
    .where(and(eq(members.id, id), isDecided))

/** Makes a member a host or an owner, or with `null` neither. */
export const changeRole = (db: Db, id: string, role: Member['role'], now: Date, isDecided: SQL) =>
  change(db, id, { role }, now, isDecided)

/** Links a member to a person in `content/people/`, or with `null` to none. */
export const changePerson = (
  db: Db,
  id: string,
  person: string | null,
  now: Date,
  isDecided: SQL,
) => change(db, id, { person }, now, isDecided)

/** Bans a member until then, or with `null` lifts the ban. */
export const changeBan = (
  db: Db,
  id: string,
  ban: Pick<Member, 'bannedUntil' | 'banReason'>,
  now: Date,
  isDecided: SQL,
) => change(db, id, ban, now, isDecided)

/** Silences a member until then, or with `null` ends the silence. */
export const changeSilence = (
  db: Db,
  id: string,
  silence: Pick<Member, 'silencedUntil' | 'silenceReason'>,
  now: Date,
  isDecided: SQL,
) => change(db, id, silence, now, isDecided)

/** Adds a member who has never signed in; the company confirms their address. */
export const addMember = (
  db: Db,
  member: Pick<Member, 'id' | 'handle' | 'name' | 'email' | 'role'>,
  now: Date,
  isDecided: SQL,
) =>
  insertIf(
    db,
    members,
    { ...member, emailVerified: true, invitedAt: now, createdAt: now, updatedAt: now },
    sql`where ${isDecided}`,
  )

/** Gives a member a level, or holds them at one. */
export const addGrant = (db: Db, grant: typeof grants.$inferInsert, isDecided: SQL) =>
  insertIf(db, grants, grant, sql`where ${isDecided}`)

/** Ends a grant or hold by its id, or all of a member of one kind. */
export const endGrants = (
  db: Db,
  which: { id: string } | Pick<Grant, 'memberId' | 'kind'>,
  now: Date,
  isDecided: SQL,
) => {
  const isChosen =
    'id' in which
      ? eq(grants.id, which.id)
      : and(eq(grants.memberId, which.memberId), eq(grants.kind, which.kind))
  return db
    .update(grants)
    .set({ endedAt: now })
    .where(and(isChosen, isNull(grants.endedAt), isDecided))
}
