import { isEarned, type Viewer, type Level } from '../../../site/contract/permissions'
import type { Comment } from '../comments/table'
import { DAY_MS } from '../../lib/calendar'
import { timeOf } from '../../lib/id'

/** So many regulars hold a comment until a host looks, if what they say weighs as much. */
export const REPORTS_TO_HOLD = 3

/** Reports of one comment that are taken on one day from guests at one address. */
export const MAX_GUEST_REPORTS = 3

/**
 * Whether somebody's report can help to hold a comment: a member who has done something to stand
 * where they stand, or was put there. The first two levels are had by turning up and signing in, so
 * that a crowd of them says nothing about how many people they are. Whoever is silenced is heard, and
 * holds nothing.
 */
export const isRegular = ({ role, level, isSilenced }: Viewer, levels: readonly Level[]): boolean =>
  role === 'member' &&
  !isSilenced &&
  (isEarned(level) || levels.findIndex(({ id }) => id === level.id) >= 2)

/** Whether the hub has known a guest for less than a day: a cookie costs nothing to get. */
export const isNewcomer = (guestId: string, now: Date): boolean =>
  now.getTime() - timeOf(guestId).getTime() < DAY_MS

/** Readers can report what they can read. */
export const isReportable = ({ state }: Pick<Comment, 'state'>): boolean =>
  state === 'published' || state === 'faded'

/** Seconds until guests at an address can report again: its hash changes at midnight, UTC. */
export const secondsUntilMidnight = (now: Date): number =>
  Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000)
