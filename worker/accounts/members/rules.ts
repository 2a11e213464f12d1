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
 * The level of somebody without an account: the lowest, or the one that is had by signing in once
 * they have followed the mailed link. A level that asks for more is for members alone.
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

/** Whole days since the first comment of theirs that was shown; none, if none is. */
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

/** Whether a member has this level by themselves. One above the second that asks nothing is given. */
const isReached = (level: Level, rank: number, earned: Activity, now: Date) => {
  if (rank === 0) return true
  return isEarned(level) ? isFulfilled(level.reach!, earned, now) : rank === 1
}

/**
 * The level of a member: the highest that they have reached, at least the highest that a host has
 * given them, and at most the lowest that a host keeps them at. A hold is for trouble, so it is
 * stronger than a grant. What is given by a name that the ladder no longer has counts for nothing.
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
 * Who asks, for `may`: the member who is signed in, or else the guest whom the hub's cookie names.
 * A guest counts as confirmed, so only hand in one who speaks as the very address they confirmed.
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

/** One of the conditions of a level: how much of it is done. */
export interface LevelStep {
  what: keyof Reach
  done: number
  asked: number
}

/** A level above somebody's own, and what of it is still to be done; nothing, where only a host gives it. */
export interface HigherLevel {
  level: Level
  steps: LevelStep[]
}

/** The levels above the one that somebody stands at, the next first, with how far they have come. */
export const higherLevels = (
  levels: readonly Level[],
  standing: Level,
  earned: Activity,
  now: Date,
): HigherLevel[] => {
  const done: Required<Reach> = { ...earned, days: daysSince(earned, now) }
  const rank = levels.findIndex(({ id }) => id === standing.id)
  return levels.slice(rank + 1).map((level) => ({
    level,
    steps: (['approvedComments', 'days', 'answers'] as const)
      .map((what) => ({ what, asked: level.reach?.[what] ?? 0, done: done[what] }))
      .filter(({ asked }) => asked > 0),
  }))
}

/** How somebody came to stand where they stand. */
export type LevelReason = 'earned' | 'given' | 'kept'

/** Whether a host keeps them below what they would be, or gave them more than they have earned. */
export const levelReasonOf = (
  levels: readonly Level[],
  earned: Activity,
  grants: readonly Pick<Grant, 'kind' | 'level'>[],
  now: Date,
): LevelReason => {
  const given = grants.filter(({ kind }) => kind === 'grant')
  const [own, raised, standing] = [[], given, grants].map((counted) =>
    memberLevelOf(levels, earned, counted, now),
  )
  if (raised !== standing) return 'kept'
  return raised === own ? 'earned' : 'given'
}
