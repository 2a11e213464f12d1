import type { Asker, Hub, Level, Reach } from '../../site/contract'
import type { Grant, Guest, Member } from './table'

const DAY = 24 * 60 * 60 * 1000

const lowestOf = ([lowest]: readonly Level[]): Level => {
  if (!lowest) throw new Error('levels must not be empty; expected at least one in levels.yaml')
  return lowest
}

/**
 * The level of somebody without an account: the lowest, until they have confirmed the very address
 * they now give. What somebody types earns them nothing.
 */
export const levelOf = (levels: Level[], guest: Guest | undefined, email: string): Level => {
  const isConfirmed = guest?.confirmedAt && guest.email === email
  return (isConfirmed ? levels[1] : undefined) ?? lowestOf(levels)
}

/** What a member has done that earns a level. */
export type Earned = Pick<Member, 'approvedComments' | 'firstApprovedAt' | 'answers'>

/** Whole days since the first comment of theirs that was shown; none, if none is. */
export const daysSince = ({ firstApprovedAt }: Earned, now: Date): number =>
  firstApprovedAt ? Math.floor((now.getTime() - firstApprovedAt.getTime()) / DAY) : 0

const isFulfilled = (
  { approvedComments = 0, days = 0, answers = 0 }: Reach,
  earned: Earned,
  now: Date,
) =>
  earned.approvedComments >= approvedComments &&
  daysSince(earned, now) >= days &&
  earned.answers >= answers

/** Whether a member has this level by themselves. One above the second that asks nothing is given. */
const isReached = ({ reach }: Level, rank: number, earned: Earned, now: Date) => {
  if (rank === 0) return true
  const asksSomething = Object.values(reach ?? {}).some(Boolean)
  return asksSomething ? isFulfilled(reach!, earned, now) : rank === 1
}

/**
 * The level of a member: the highest that they have reached, at least the highest that a host has
 * given them, and at most the lowest that a host keeps them at. A hold is for trouble, so it is
 * stronger than a grant. What is given by a name that the ladder no longer has counts for nothing.
 */
export const standingOf = (
  levels: readonly Level[],
  earned: Earned,
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

type Standing = Earned & Pick<Member, 'role'> & { grants: readonly Pick<Grant, 'kind' | 'level'>[] }

/**
 * Who asks, for `may`: the member who is signed in, or else the guest whom the hub's cookie names.
 * A guest counts as confirmed, so only hand in one who speaks as the very address they confirmed.
 */
export const askerOf = (
  { levels }: Pick<Hub, 'levels'>,
  member: Standing | undefined,
  guest: Guest | undefined,
  now: Date,
): Asker =>
  member
    ? {
        role: member.role ?? 'member',
        level: standingOf(levels, member, member.grants, now),
        groups: [],
      }
    : { role: 'guest', level: levelOf(levels, guest, guest?.email ?? ''), groups: [] }
