import type { Hub, Level } from '../../site/contract'
import { endOfDay } from '../kit/calendar'
import { FOR_GOOD, isBanned } from '../members/ban'
import type { Member } from '../members/table'
import { REASON_LIMIT } from '../audit/rules'
import { clean, lengthOf } from '../text/words'

/** The longest ban that has a day on which it ends, in milliseconds. */
const LONGEST_BAN = 100 * 366 * 24 * 60 * 60 * 1000

/** What was typed into a form at the desk. */
export const FIELDS = ['role', 'person', 'kind', 'level', 'term', 'until', 'reason'] as const
export type Words = Record<(typeof FIELDS)[number], string>

/** Why a decision was not taken, and the field that says so. */
export interface Fault {
  field: (typeof FIELDS)[number] | 'form'
  reason:
    | 'reason-empty'
    | 'reason-too-long'
    | 'until-empty'
    | 'until-unreadable'
    | 'until-past'
    | 'until-too-late'
    | 'level-unknown'
    | 'role-unknown'
    | 'person-unknown'
    | 'person-taken'
    | 'last-owner'
    | 'banned'
    | 'yourself'
    | 'host'
    | 'changed'
}

/** A reason as it is kept. */
export const reasonIn = ({ reason }: Words): string => clean(reason).trim()

const faultsInReason = (words: Words, isRequired: boolean): Fault[] => {
  const reason = reasonIn(words)
  if (isRequired && reason === '') return [{ field: 'reason', reason: 'reason-empty' }]
  return lengthOf(reason) > REASON_LIMIT ? [{ field: 'reason', reason: 'reason-too-long' }] : []
}

export const faultsInEnding = (words: Words): Fault[] => faultsInReason(words, false)

/**
 * The levels that a host may give or hold at. Everybody has the second by signing in, and to hold
 * somebody at the last would hold nobody.
 */
export const levelsFor = (kind: 'grant' | 'hold', levels: readonly Level[]): readonly Level[] =>
  kind === 'grant' ? levels.slice(2) : levels.slice(0, -1)

export const kindIn = ({ kind }: Words): 'grant' | 'hold' => (kind === 'hold' ? 'hold' : 'grant')

export const faultsInGrant = (words: Words, { levels }: Pick<Hub, 'levels'>): Fault[] => {
  const isKnown = levelsFor(kindIn(words), levels).some(({ id }) => id === words.level)
  return [
    ...(isKnown ? [] : [{ field: 'level', reason: 'level-unknown' } as const]),
    ...faultsInReason(words, true),
  ]
}

/** When a ban ends that is to last so long; `undefined` where that makes no sense. */
export const endOfBan = (
  { term, until }: Words,
  { timezone }: Pick<Hub, 'timezone'>,
): Date | undefined => (term === 'for-good' ? FOR_GOOD : endOfDay(until, timezone))

const faultsInTerm = (words: Words, hub: Pick<Hub, 'timezone'>, now: Date): Fault[] => {
  const fault = (reason: Fault['reason']) => [{ field: 'until', reason } as const]
  const end = endOfBan(words, hub)
  if (words.term !== 'for-good' && words.until.trim() === '') return fault('until-empty')
  if (!end) return fault('until-unreadable')
  if (end <= now) return fault('until-past')
  const isTooLate = words.term !== 'for-good' && end.getTime() - now.getTime() > LONGEST_BAN
  return isTooLate ? fault('until-too-late') : []
}

/** Why somebody can not be banned, whatever the words. */
export const refusalOfBan = (
  by: Pick<Member, 'id'>,
  member: Pick<Member, 'id' | 'role'>,
): Fault | undefined => {
  if (by.id === member.id) return { field: 'form', reason: 'yourself' }
  return member.role ? { field: 'form', reason: 'host' } : undefined
}

export const faultsInBan = (words: Words, hub: Pick<Hub, 'timezone'>, now: Date): Fault[] => [
  ...faultsInTerm(words, hub, now),
  ...faultsInReason(words, true),
]

const roles: Record<string, Member['role']> = { member: null, host: 'host', owner: 'owner' }

/** The role that was chosen; `undefined` where there is none of that name. */
export const roleIn = ({ role }: Words): Member['role'] | undefined =>
  Object.hasOwn(roles, role) ? roles[role] : undefined

export const faultsInRole = (
  words: Words,
  member: Pick<Member, 'role' | 'bannedUntil' | 'invitedAt'>,
  owners: number,
  now: Date,
): Fault[] => {
  const role = roleIn(words)
  const fault = (reason: Fault['reason']) => [{ field: 'role', reason } as const]
  if (role === undefined) return fault('role-unknown')
  const isNeeded = member.role === 'owner' && !member.invitedAt && owners < 2
  if (isNeeded && role !== 'owner') return fault('last-owner')
  if (role && isBanned(member, now)) return fault('banned')
  return faultsInReason(words, false)
}

/** @param takenBy the id of the member who is that person already */
export const faultsInPerson = (
  { person }: Words,
  { people }: Pick<Hub, 'people'>,
  member: Pick<Member, 'id'>,
  takenBy: string | undefined,
): Fault[] => {
  if (person === '') return []
  if (!Object.hasOwn(people, person)) return [{ field: 'person', reason: 'person-unknown' }]
  const isTaken = takenBy !== undefined && takenBy !== member.id
  return isTaken ? [{ field: 'person', reason: 'person-taken' }] : []
}
