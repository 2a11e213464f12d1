import { sql } from 'drizzle-orm'
import { applyDecision, type DecisionContext, hasRoleNow } from '../../audit/commands'
import { newId } from '../../lib/id'
import {
  addGrant,
  changeBan,
  changePerson,
  changeSilence,
  endGrants,
} from '../../accounts/members/decision.commands'
import { isMember, UNBANNED, UNSILENCED } from '../../accounts/members/role.commands'
import { type Grant, hasGrant, isActiveGrant, type Member } from '../../accounts/members/table'
import { endSessionsOfBanned } from '../../accounts/sign-in/session.commands'

/** Links a member to a person in `content/people/`, or unlinks them; one member per person. */
export const linkPerson = (
  deciding: DecisionContext,
  { id, person: from }: Pick<Member, 'id' | 'person'>,
  person: string | null,
): Promise<boolean> => {
  const isChange = isMember(id, sql`m.person is ${from} and ${from} is not ${person}`)
  const isTaken = sql`exists (select 1 from members where person = ${person})`
  return applyDecision(
    deciding,
    { act: 'person', subject: id, detail: { from, to: person } },
    sql`${hasRoleNow(deciding, 'owner')} and ${isChange} and not ${isTaken}`,
    (isDecided) => [changePerson(deciding.db, id, person, deciding.now, isDecided)],
  )
}

type NewGrant = Pick<Grant, 'memberId' | 'kind' | 'level' | 'reason'>

/** Grants a level, or limits a member to one; replaces the earlier grant of the same kind. */
export const grantLevel = (deciding: DecisionContext, given: NewGrant): Promise<boolean> => {
  const { db, by, now } = deciding
  const { memberId, kind, level, reason } = given
  const isSame = hasGrant(given)
  const grant = { ...given, id: newId(now), grantedBy: by, grantedAt: now }
  return applyDecision(
    deciding,
    { act: kind, subject: memberId, reason, detail: { level } },
    sql`${hasRoleNow(deciding, 'host', 'owner')} and ${isMember(memberId, sql`true`)} and not ${isSame}`,
    (isDecided) => [
      endGrants(db, { memberId, kind }, now, isDecided),
      addGrant(db, grant, isDecided),
    ],
  )
}

/** Ends a grant or a limit. */
export const endGrant = (
  deciding: DecisionContext,
  { id, memberId, kind, level }: Pick<Grant, 'id' | 'memberId' | 'kind' | 'level'>,
  reason: string | null,
): Promise<boolean> =>
  applyDecision(
    deciding,
    { act: `end of ${kind}`, subject: memberId, reason, detail: { level } },
    sql`${hasRoleNow(deciding, 'host', 'owner')} and ${isActiveGrant(id)}`,
    (isDecided) => [endGrants(deciding.db, { id }, deciding.now, isDecided)],
  )

/** Bans a member and ends their sessions. Hosts cannot be banned, nor can one ban oneself. */
export const ban = (
  deciding: DecisionContext,
  id: string,
  { until, reason }: { until: Date; reason: string },
): Promise<boolean> => {
  const { db, by, now } = deciding
  const isSame = sql`m.banned_until is ${until.getTime()} and m.ban_reason is ${reason}`
  const isBannable = isMember(id, sql`m.role is null and not (${isSame})`)
  return applyDecision(
    deciding,
    { act: 'ban', subject: id, reason, detail: { until: until.getTime() } },
    sql`${hasRoleNow(deciding, 'host', 'owner')} and ${id} <> ${by} and ${isBannable}`,
    (isDecided) => [
      changeBan(db, id, { bannedUntil: until, banReason: reason }, now, isDecided),
      endSessionsOfBanned(db, id, now),
    ],
  )
}

/** Lifts a ban early. */
export const liftBan = (
  deciding: DecisionContext,
  id: string,
  reason: string | null,
): Promise<boolean> => {
  const { db, now } = deciding
  return applyDecision(
    deciding,
    { act: 'end of ban', subject: id, reason },
    sql`${hasRoleNow(deciding, 'host', 'owner')} and
      ${isMember(id, sql`m.banned_until > ${now.getTime()}`)}`,
    (isDecided) => [changeBan(db, id, UNBANNED, now, isDecided)],
  )
}

/** Silences a member until an instant: they can read, but not write. Hosts cannot be silenced. */
export const silence = (
  deciding: DecisionContext,
  id: string,
  { until, reason }: { until: Date; reason: string },
): Promise<boolean> => {
  const { db, by, now } = deciding
  const isSame = sql`m.silenced_until is ${until.getTime()} and m.silence_reason is ${reason}`
  const isAllowed = isMember(id, sql`m.role is null and not (${isSame})`)
  return applyDecision(
    deciding,
    { act: 'silence', subject: id, reason, detail: { until: until.getTime() } },
    sql`${hasRoleNow(deciding, 'host', 'owner')} and ${id} <> ${by} and ${isAllowed}`,
    (isDecided) => [
      changeSilence(db, id, { silencedUntil: until, silenceReason: reason }, now, isDecided),
    ],
  )
}

/** Ends a silence early. */
export const endSilence = (
  deciding: DecisionContext,
  id: string,
  reason: string | null,
): Promise<boolean> => {
  const { db, now } = deciding
  return applyDecision(
    deciding,
    { act: 'end of silence', subject: id, reason },
    sql`${hasRoleNow(deciding, 'host', 'owner')} and
      ${isMember(id, sql`m.silenced_until > ${now.getTime()}`)}`,
    (isDecided) => [changeSilence(db, id, UNSILENCED, now, isDecided)],
  )
}
