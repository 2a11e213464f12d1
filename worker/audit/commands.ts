import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../env'
import { newId } from '../lib/id'
import { insertIf } from '../lib/insert'
import type { Member } from '../accounts/members/table'
import { COMMAND_LINE } from './rules'
import { type LogRow, log } from './table'

/*
 * Every decision is one batch. Its first statement writes the audit-log row, and only if the person
 * deciding may do so at that moment; every other statement asks whether the row is there. So nothing
 * is done without a row, and no row is written for what was not done, whatever runs at the same time.
 */

/** Who decides, and when. */
export interface DecisionContext {
  db: Db
  /** A member's id, or the command line. */
  by: string
  now: Date
}

type Decision = Pick<LogRow, 'act' | 'subject'> &
  Partial<Pick<LogRow, 'reason' | 'detail' | 'undoes'>>
export type BatchStatement = BatchItem<'sqlite'>

/**
 * Writes a decision to the audit log and carries it out, in one batch. If `isAllowed` does not hold
 * inside that batch, nothing is written.
 *
 * @param statements what to do; each takes effect only if the condition it is given holds
 * @returns the id of the audit-log row; `undefined` if nothing was done
 */
export const recordDecision = async (
  { db, by, now }: DecisionContext,
  decision: Decision,
  isAllowed: SQL,
  statements: (isDecided: SQL) => BatchStatement[],
): Promise<string | undefined> => {
  const id = newId(now)
  const isDecided = sql`exists (select 1 from log where log.id = ${id})`
  const recorded = insertIf(db, log, { ...decision, id, at: now, by }, sql`where ${isAllowed}`)
  const [rows] = await db.batch([recorded.returning({ id: log.id }), ...statements(isDecided)])
  return rows.at(0)?.id
}

/** The same as `recordDecision`; gives whether anything was done. */
export const applyDecision = async (
  ...deciding: Parameters<typeof recordDecision>
): Promise<boolean> => (await recordDecision(...deciding)) !== undefined

/** SQL: the person deciding has one of these roles now and is not banned. */
export const hasRoleNow = (
  { by, now }: DecisionContext,
  ...roles: NonNullable<Member['role']>[]
): SQL =>
  by === COMMAND_LINE
    ? sql`true`
    : sql`exists (
        select 1 from members h where h.id = ${by} and h.role in ${roles}
          and (h.banned_until is null or h.banned_until <= ${now.getTime()})
      )`
