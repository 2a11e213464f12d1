import type { Hub } from '../../../site/contract/hub'
import type { Level } from '../../../site/contract/permissions'
import { endOfDay } from '../../lib/calendar'
import type { GeneralFault } from '../../lib/define-form'
import { PERMANENT } from '../../accounts/members/ban.rules'
import type { Member } from '../../accounts/members/table'

/** The longest ban that has a day on which it ends, in milliseconds. */
export const MAX_BAN_MS = 100 * 366 * 24 * 60 * 60 * 1000

/**
 * The levels that a host may grant, or limit a member to. Every member has the second by signing
 * in, and a limit to the last one would have no effect.
 */
export const levelsFor = (kind: string, levels: Level[]): Level[] =>
  kind === 'hold' ? levels.slice(0, -1) : levels.slice(2)

/** The end of a ban; `undefined` for an invalid day. */
export const endOfBan = (
  { term, until }: { term: string; until: string },
  { timezone }: Pick<Hub, 'timezone'>,
): Date | undefined => (term === 'for-good' ? PERMANENT : endOfDay(until, timezone))

/** Why a member cannot be banned; `undefined` if they can. */
export const refusalOfBan = (
  by: Pick<Member, 'id'>,
  member: Pick<Member, 'id' | 'role'>,
): GeneralFault<'yourself' | 'host'> | undefined => {
  if (by.id === member.id) return { field: 'form', reason: 'yourself' }
  return member.role ? { field: 'form', reason: 'host' } : undefined
}
