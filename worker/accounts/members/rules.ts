import type { Hub } from '../../../site/contract/hub'
import { isEarned, type Viewer, type Level, type Reach } from '../../../site/contract/permissions'
import { DAY_MS } from '../../lib/calendar'
import { isSilenced } from './silence.rules'
import type { Grant, Guest, Member } from './table'

/** Whether a person is on the company's staff: a host or an owner. */
export const isHost = (person: { role: string | null } | undefined): boolean =>
  person?.role === 'host' || person?.role === 'owner'

const lowestOf = ([lowest]: readonly Level[]): Level => {
  if (!lowest) throw new Error('levels must not be empty; expected at least one in levels.yaml')
  return lowest
}

/**
 * The level of a guest: the lowest, or the second once their address is confirmed, if that level asks
 * for nothing more than signing in.
 */
export const guestLevelOf = (
  levels: readonly Level[],
  guest: Pick<Guest, 'confirmedAt'> | undefined,
): Level => {
  const [, second] = levels
  return guest?.confirmedAt && second && !isEarned(second) ? second : lowestOf(levels)
}

/** What a member has done that earns a level. */
export type Activity = Pick<Member, 'approvedComments' | 'firstApprovedAt' | 'answers'>

/** Whole days since the member’s first published comment; 0 without one. */
export const daysSince = ({ firstApprovedAt }: Activity, now: Date): number =>
  firstApprovedAt ? Math.floor((now.getTime() - firstApprovedAt.getTime()) / DAY_MS) : 0

const isFulfilled = (
  { approvedComments = 0, days = 0, answers = 0 }: Reach,
  earned: Activity,
  now: Date,
) =>
  earned.approvedComments >= approvedComments &&
  daysSince(earned, now) >= days &&
  earned.answers >= answers

/** Whether a member has earned this level. A level above the second without conditions is only given. */
const isReached = (level: Level, rank: number, earned: Activity, now: Date) => {
  if (rank === 0) return true
  return isEarned(level) ? isFulfilled(level.reach!, earned, now) : rank === 1
}

/**
 * The level of a member: the highest that they have earned, at least the highest that a host gave, and
 * at most the lowest that a host holds them at. A hold is for trouble, so it outranks a grant. Grants of
 * levels that no longer exist are ignored.
 */
export const memberLevelOf = (
  levels: readonly Level[],
  earned: Activity,
  grants: readonly Pick<Grant, 'kind' | 'level'>[],
  now: Date,
): Level => {
  const reached = levels.findLastIndex((level, rank) => isReached(level, rank, earned, now))
  const ranks = (kind: Grant['kind']) =>
    grants
      .filter((grant) => grant.kind === kind)
      .map((grant) => levels.findIndex(({ id }) => id === grant.level))
      .filter((rank) => rank >= 0)
  const rank = Math.min(Math.max(reached, ...ranks('grant')), ...ranks('hold'))
  return levels[rank] ?? lowestOf(levels)
}

type LeveledMember = Activity &
  Pick<Member, 'role' | 'silencedUntil'> & {
    grants: readonly Pick<Grant, 'kind' | 'level'>[]
    /** The ids of the groups they are in. */
    groups?: readonly string[]
  }

/**
 * The viewer, for `may`: the signed-in member, or else the guest of the cookie. A confirmed guest gets
 * the level of a confirmed address, so only pass one who uses the address that they confirmed.
 */
export const viewerOf = (
  { levels }: Pick<Hub, 'levels'>,
  member: LeveledMember | undefined,
  guest: Guest | undefined,
  now: Date,
): Viewer =>
  member
    ? {
        role: member.role ?? 'member',
        level: memberLevelOf(levels, member, member.grants, now),
        groups: member.groups ?? [],
        isSilenced: isSilenced(member, now),
      }
    : { role: 'guest', level: guestLevelOf(levels, guest), groups: [] }

/** One condition of a level, and how much of it is done. */
export interface LevelStep {
  what: keyof Reach
  done: number
  asked: number
}

/** A level above the member’s own, with its conditions; none if only a host can give it. */
export interface HigherLevel {
  level: Level
  steps: LevelStep[]
}

/** The levels above the current one, the next first, with the member’s progress. */
export const higherLevels = (
  levels: readonly Level[],
  current: Level,
  earned: Activity,
  now: Date,
): HigherLevel[] => {
  const done: Required<Reach> = { ...earned, days: daysSince(earned, now) }
  const rank = levels.findIndex(({ id }) => id === current.id)
  return levels.slice(rank + 1).map((level) => ({
    level,
    steps: (['approvedComments', 'days', 'answers'] as const)
      .map((what) => ({ what, asked: level.reach?.[what] ?? 0, done: done[what] }))
      .filter(({ asked }) => asked > 0),
  }))
}

/** Why a member has their level. */
export type LevelReason = 'earned' | 'given' | 'held'

/** Whether a host holds the member below their level, or gave them more than they have earned. */
export const levelReasonOf = (
  levels: readonly Level[],
  earned: Activity,
  grants: readonly Pick<Grant, 'kind' | 'level'>[],
  now: Date,
): LevelReason => {
  const given = grants.filter(({ kind }) => kind === 'grant')
  const [own, raised, current] = [[], given, grants].map((counted) =>
    memberLevelOf(levels, earned, counted, now),
  )
  if (raised !== current) return 'held'
  return raised === own ? 'earned' : 'given'
}
