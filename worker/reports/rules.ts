import { asksSomething, type Viewer, type Level } from '../../site/contract'
import type { Comment } from '../comments/table'
import { DAY_MS } from '../kit/calendar'
import { timeOf } from '../kit/id'
import { clean, lengthOf } from '../text/words'

/** The longest reason, in characters. */
export const REASON_LIMIT = 500

/** So many regulars hold a comment until a host looks, if what they say weighs as much. */
export const REGULARS = 3

/** Reports of one comment that are taken on one day from guests at one address. */
export const MOST_OF_GUESTS = 3

/**
 * Whether somebody's report can help to hold a comment: a member who has done something to stand
 * where they stand, or was put there. The first two levels are had by turning up and signing in, so
 * that a crowd of them says nothing about how many people they are. Whoever is silenced is heard, and
 * holds nothing.
 */
export const isRegular = ({ role, level, isSilenced }: Viewer, levels: readonly Level[]): boolean =>
  role === 'member' &&
  !isSilenced &&
  (asksSomething(level) || levels.findIndex(({ id }) => id === level.id) >= 2)

/** Whether the hub has known a guest for less than a day: a cookie costs nothing to get. */
export const isNewcomer = (guestId: string, now: Date): boolean =>
  now.getTime() - timeOf(guestId).getTime() < DAY_MS

/** A reason as it is kept; none, if nothing was said. */
export const reasonIn = (typed: string): string | null => clean(typed).trim() || null

/** Why a report is not taken. */
export type ReportFault = 'too-long' | 'own' | 'too-fast' | 'too-many' | 'not-saved'

export const faultIn = (reason: string | null): ReportFault | undefined =>
  reason && lengthOf(reason) > REASON_LIMIT ? 'too-long' : undefined

/** Readers can report what they can read. */
export const isReportable = ({ state }: Pick<Comment, 'state'>): boolean =>
  state === 'published' || state === 'faded'

/** How the hub answers a fault: 429 when waiting helps, 503 when it is our doing, else 422. */
export const statusOf = (fault: ReportFault) => {
  if (fault === 'too-fast' || fault === 'too-many') return 429
  return fault === 'not-saved' ? 503 : 422
}

/** Seconds after which it is worth trying again; the hash of an address changes at midnight, UTC. */
export const retryAfter = (fault: ReportFault, now: Date): number =>
  fault === 'too-many' ? Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000) : 60
