import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../env'
import { newId } from '../kit/id'
import { insertIf } from '../kit/insert'
import {
  addGrant,
  addMember,
  changeBan,
  changePerson,
  changeRole,
  changeSilence,
  endGrants,
} from '../members/decisions'
import type { Grant, Member } from '../members/table'
import { endSessionsOfBanned } from '../sign-in/queries'
import { COMMAND_LINE } from './rules'
import { type LogRow, log } from './table'

/*
 * Every decision is one batch. Its first statement writes the record, and only if whoever decides
 * may do so at that very moment; all others ask whether the record is there. So nothing is done
 * without a record and nothing is on record that was not done, whatever happens at the same time.
 */

/** Whoever decides, and when. */
export interface Deciding {
  db: Db
  /** A member's id, or the command line. */
  by: string
  now: Date
}

type Decision = Pick<LogRow, 'act' | 'subject'> &
  Partial<Pick<LogRow, 'reason' | 'detail' | 'undoes'>>
export type Statement = BatchItem<'sqlite'>

/**
 * Puts a decision on record, and carries it out in the same batch. It is done if `isAllowed` holds
 * then, and otherwise nothing is.
 *
 * @param statements all that is to be done, each only if the condition they are given holds
 * @returns the id of the entry, if it was done
 */
export const record = async (
  { db, by, now }: Deciding,
  decision: Decision,
  isAllowed: SQL,
  statements: (isDecided: SQL) => Statement[],
): Promise<string | undefined> => {
  const id = newId(now)
  const isDecided = sql`exists (select 1 from log where log.id = ${id})`
  const recorded = insertIf(db, log, { ...decision, id, at: now, by }, sql`where ${isAllowed}`)
  const [rows] = await db.batch([recorded.returning({ id: log.id }), ...statements(isDecided)])
  return rows.at(0)?.id
}

/** The same, for whom it is enough to know whether it was done. */
export const decide = async (...deciding: Parameters<typeof record>): Promise<boolean> =>
  (await record(...deciding)) !== undefined

/** Whether whoever decides is in this role now: a row that was read a moment ago may have changed. */
export const isStill = ({ by, now }: Deciding, ...roles: NonNullable<Member['role']>[]): SQL =>
  by === COMMAND_LINE
    ? sql`true`
    : sql`exists (
        select 1 from members h where h.id = ${by} and h.role in ${roles}
          and (h.banned_until is null or h.banned_until <= ${now.getTime()})
      )`

/** Somebody of whom this holds now. */
const isSomebody = (id: string, holds: SQL): SQL =>
  sql`exists (select 1 from members m where m.id = ${id} and ${holds})`

const unbanned = { bannedUntil: null, banReason: null }
const unsilenced = { silencedUntil: null, silenceReason: null }

/** Makes somebody a host or an owner, or takes that back; a hub keeps the last owner who ever came in. */
export const giveRole = (
  deciding: Deciding,
  { id, role: from }: Pick<Member, 'id' | 'role'>,
  role: Member['role'],
  reason: string | null = null,
): Promise<boolean> => {
  const { db, now, by } = deciding
  const isOther = isSomebody(id, sql`m.role is ${from} and ${from} is not ${role}`)
  const isSpared = sql`(${from} is not 'owner' or exists (
    select 1 from members o where o.role = 'owner' and o.id <> ${id} and o.invited_at is null)
    or ${isSomebody(id, sql`m.invited_at is not null`)})`
  const isFree = sql`(${role} is null or ${isSomebody(id, sql`coalesce(m.banned_until, 0) <= ${now.getTime()}`)})`
  // Whoever has the keys has the last word, about a ban too.
  const isAllowed = sql`${isStill(deciding, 'owner')} and ${isOther} and ${isSpared}
    and ${by === COMMAND_LINE ? sql`true` : isFree}`
  return decide(
    deciding,
    { act: 'role', subject: id, reason, detail: { from, to: role } },
    isAllowed,
    (isDecided) => [
      changeRole(db, id, role, now, isDecided),
      ...(role
        ? [
            changeBan(db, id, unbanned, now, isDecided),
            // Hosts speak.
            changeSilence(db, id, unsilenced, now, isDecided),
          ]
        : []),
    ],
  )
}

/** What somebody is called who was named by their address, and has not said how they are called. */
const INVITED = 'Invited owner'

/**
 * Adds an owner who has never signed in: they are known by their address when they do. Nothing that
 * anybody sees is made of that address.
 */
export const addOwner = (deciding: Deciding, email: string): Promise<boolean> => {
  const { db, now } = deciding
  const id = newId(now)
  const newcomer = { id, email, name: INVITED, handle: `invited-${id}`, role: 'owner' } as const
  const isNew = sql`not exists (select 1 from members where email = ${email})`
  return decide(
    deciding,
    { act: 'role', subject: id, detail: { from: null, to: 'owner' } },
    isNew,
    (isDecided) => [addMember(db, newcomer, now, isDecided)],
  )
}

/** Says which of the people in `content/people/` somebody is; each is one member at most. */
export const givePerson = (
  deciding: Deciding,
  { id, person: from }: Pick<Member, 'id' | 'person'>,
  person: string | null,
): Promise<boolean> => {
  const isOther = isSomebody(id, sql`m.person is ${from} and ${from} is not ${person}`)
  const isTaken = sql`exists (select 1 from members where person = ${person})`
  return decide(
    deciding,
    { act: 'person', subject: id, detail: { from, to: person } },
    sql`${isStill(deciding, 'owner')} and ${isOther} and not ${isTaken}`,
    (isDecided) => [changePerson(deciding.db, id, person, deciding.now, isDecided)],
  )
}

type Given = Pick<Grant, 'memberId' | 'kind' | 'level' | 'reason'>

const isActive = (holds: SQL) =>
  sql`exists (select 1 from grants g where g.ended_at is null and ${holds})`

/** Gives a level, or holds at one. It takes the place of what was given or held before. */
export const giveLevel = (deciding: Deciding, given: Given): Promise<boolean> => {
  const { db, by, now } = deciding
  const { memberId, kind, level, reason } = given
  const isSame = isActive(sql`g.member_id = ${memberId} and g.kind = ${kind}
    and g.level = ${level} and g.reason = ${reason}`)
  const grant = { ...given, id: newId(now), grantedBy: by, grantedAt: now }
  return decide(
    deciding,
    { act: kind, subject: memberId, reason, detail: { level } },
    sql`${isStill(deciding, 'host', 'owner')} and ${isSomebody(memberId, sql`true`)} and not ${isSame}`,
    (isDecided) => [
      endGrants(db, { memberId, kind }, now, isDecided),
      addGrant(db, grant, isDecided),
    ],
  )
}

/** Ends what was given or held. */
export const endLevel = (
  deciding: Deciding,
  { id, memberId, kind, level }: Pick<Grant, 'id' | 'memberId' | 'kind' | 'level'>,
  reason: string | null,
): Promise<boolean> =>
  decide(
    deciding,
    { act: `end of ${kind}`, subject: memberId, reason, detail: { level } },
    sql`${isStill(deciding, 'host', 'owner')} and ${isActive(sql`g.id = ${id}`)}`,
    (isDecided) => [endGrants(deciding.db, { id }, deciding.now, isDecided)],
  )

/** Bans somebody, who is signed out everywhere at once. Nobody bans a host, nor themselves. */
export const ban = (
  deciding: Deciding,
  id: string,
  { until, reason }: { until: Date; reason: string },
): Promise<boolean> => {
  const { db, by, now } = deciding
  const isSame = sql`m.banned_until is ${until.getTime()} and m.ban_reason is ${reason}`
  const isBannable = isSomebody(id, sql`m.role is null and not (${isSame})`)
  return decide(
    deciding,
    { act: 'ban', subject: id, reason, detail: { until: until.getTime() } },
    sql`${isStill(deciding, 'host', 'owner')} and ${id} <> ${by} and ${isBannable}`,
    (isDecided) => [
      changeBan(db, id, { bannedUntil: until, banReason: reason }, now, isDecided),
      endSessionsOfBanned(db, id, now),
    ],
  )
}

/** Lifts a ban before its time. */
export const liftBan = (
  deciding: Deciding,
  id: string,
  reason: string | null,
): Promise<boolean> => {
  const { db, now } = deciding
  return decide(
    deciding,
    { act: 'end of ban', subject: id, reason },
    sql`${isStill(deciding, 'host', 'owner')} and
      ${isSomebody(id, sql`m.banned_until > ${now.getTime()}`)}`,
    (isDecided) => [changeBan(db, id, unbanned, now, isDecided)],
  )
}

/** Keeps somebody from writing until then; they read on. Nobody silences a host, nor themselves. */
export const silence = (
  deciding: Deciding,
  id: string,
  { until, reason }: { until: Date; reason: string },
): Promise<boolean> => {
  const { db, by, now } = deciding
  const isSame = sql`m.silenced_until is ${until.getTime()} and m.silence_reason is ${reason}`
  const isAllowed = isSomebody(id, sql`m.role is null and not (${isSame})`)
  return decide(
    deciding,
    { act: 'silence', subject: id, reason, detail: { until: until.getTime() } },
    sql`${isStill(deciding, 'host', 'owner')} and ${id} <> ${by} and ${isAllowed}`,
    (isDecided) => [
      changeSilence(db, id, { silencedUntil: until, silenceReason: reason }, now, isDecided),
    ],
  )
}

/** Lets somebody write again before the time. */
export const endSilence = (
  deciding: Deciding,
  id: string,
  reason: string | null,
): Promise<boolean> => {
  const { db, now } = deciding
  return decide(
    deciding,
    { act: 'end of silence', subject: id, reason },
    sql`${isStill(deciding, 'host', 'owner')} and
      ${isSomebody(id, sql`m.silenced_until > ${now.getTime()}`)}`,
    (isDecided) => [changeSilence(db, id, unsilenced, now, isDecided)],
  )
}
