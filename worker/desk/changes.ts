import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../env'
import { newId } from '../kit/id'
import { insertIf } from '../kit/insert'
import { addMember, changeBan, changeRole } from '../members/decisions'
import type { Member } from '../members/table'
import { type LogRow, log } from './table'

/*
 * Every decision is one batch. Its first statement writes the record, and only if whoever decides
 * may do so at that very moment; all others ask whether the record is there. So nothing is done
 * without a record and nothing is on record that was not done, whatever happens at the same time.
 */

/** Who decides when somebody with the keys does so at a terminal. */
export const COMMAND_LINE = 'command-line'

/** Whoever decides, and when. */
export interface Deciding {
  db: Db
  /** A member's id, or the command line. */
  by: string
  now: Date
}

type Decision = Pick<LogRow, 'act' | 'subject'> & Partial<Pick<LogRow, 'reason' | 'detail'>>
type Statement = BatchItem<'sqlite'>

const decide = async (
  { db, by, now }: Deciding,
  decision: Decision,
  isAllowed: SQL,
  statements: (isDecided: SQL) => Statement[],
): Promise<boolean> => {
  const id = newId(now)
  const isDecided = sql`exists (select 1 from log where log.id = ${id})`
  const recorded = insertIf(db, log, { ...decision, id, at: now, by }, sql`where ${isAllowed}`)
  const [rows] = await db.batch([recorded.returning({ id: log.id }), ...statements(isDecided)])
  return rows.length > 0
}

/** Whether whoever decides is in this role now: a row that was read a moment ago may have changed. */
const isStill = ({ by, now }: Deciding, ...roles: NonNullable<Member['role']>[]): SQL =>
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

/** Makes somebody a host or an owner, or takes that back; a hub keeps its last owner. */
export const giveRole = (
  deciding: Deciding,
  { id, role: from }: Pick<Member, 'id' | 'role'>,
  role: Member['role'],
  reason: string | null = null,
): Promise<boolean> => {
  const { db, now, by } = deciding
  const isOther = isSomebody(id, sql`m.role is ${from} and ${from} is not ${role}`)
  const isSpared = sql`(${from} is not 'owner' or (select count(*) from members where role = 'owner') > 1)`
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
      ...(role ? [changeBan(db, id, unbanned, now, isDecided)] : []),
    ],
  )
}

/** Adds an owner who has never signed in: they are known by their address when they do. */
export const addOwner = (
  deciding: Deciding,
  newcomer: Pick<Member, 'email' | 'handle' | 'name'>,
): Promise<boolean> => {
  const { db, now } = deciding
  const id = newId(now)
  const isNew = sql`not exists (select 1 from members where email = ${newcomer.email})`
  return decide(
    deciding,
    { act: 'role', subject: id, detail: { from: null, to: 'owner' } },
    isNew,
    (isDecided) => [addMember(db, { ...newcomer, id, role: 'owner' }, now, isDecided)],
  )
}
