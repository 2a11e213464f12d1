import { type SQL, sql } from 'drizzle-orm'
import { applyDecision, type DecisionContext, hasRoleNow } from '../../audit/commands'
import { COMMAND_LINE } from '../../audit/rules'
import { newId } from '../../lib/id'
import { addMember, changeBan, changeRole, changeSilence } from './decision.commands'
import type { Member } from './table'

/** SQL: the member exists, and this holds for their row (`m`). */
export const isMember = (id: string, holds: SQL): SQL =>
  sql`exists (select 1 from members m where m.id = ${id} and ${holds})`

export const UNBANNED = { bannedUntil: null, banReason: null }
export const UNSILENCED = { silencedUntil: null, silenceReason: null }

/** Makes a member a host or an owner, or takes the role away; the last owner who has signed in stays one. */
export const assignRole = (
  deciding: DecisionContext,
  { id, role: from }: Pick<Member, 'id' | 'role'>,
  role: Member['role'],
  reason: string | null = null,
): Promise<boolean> => {
  const { db, now, by } = deciding
  const isOther = isMember(id, sql`m.role is ${from} and ${from} is not ${role}`)
  const isSpared = sql`(${from} is not 'owner' or exists (
    select 1 from members o where o.role = 'owner' and o.id <> ${id} and o.invited_at is null)
    or ${isMember(id, sql`m.invited_at is not null`)})`
  const isFree = sql`(${role} is null or ${isMember(id, sql`coalesce(m.banned_until, 0) <= ${now.getTime()}`)})`
  // The command line can promote a banned member, which lifts the ban.
  const isAllowed = sql`${hasRoleNow(deciding, 'owner')} and ${isOther} and ${isSpared}
    and ${by === COMMAND_LINE ? sql`true` : isFree}`
  return applyDecision(
    deciding,
    { act: 'role', subject: id, reason, detail: { from, to: role } },
    isAllowed,
    (isDecided) => [
      changeRole(db, id, role, now, isDecided),
      ...(role
        ? [
            changeBan(db, id, UNBANNED, now, isDecided),
            // A silenced host could not answer.
            changeSilence(db, id, UNSILENCED, now, isDecided),
          ]
        : []),
    ],
  )
}

/** The name of an owner who was added by email and has not signed in yet. */
const INVITED = 'Invited owner'

/**
 * Adds an owner who has never signed in: they are recognized by this email when they do. Neither name
 * nor handle is derived from it.
 */
export const addOwner = (deciding: DecisionContext, email: string): Promise<boolean> => {
  const { db, now } = deciding
  const id = newId(now)
  const newcomer = { id, email, name: INVITED, handle: `invited-${id}`, role: 'owner' } as const
  const isNew = sql`not exists (select 1 from members where email = ${email})`
  return applyDecision(
    deciding,
    { act: 'role', subject: id, detail: { from: null, to: 'owner' } },
    isNew,
    (isDecided) => [addMember(db, newcomer, now, isDecided)],
  )
}
