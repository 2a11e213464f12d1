import { isEarned, type Viewer, type Level } from '../../../site/contract/permissions'
import type { Comment } from '../comments/table'

/** How many regulars must report a comment, and how much their reports must weigh, to hold it. */
export const REPORTS_TO_HOLD = 3

/** The most reports of a comment per day from new guests at one network address. */
export const MAX_GUEST_REPORTS = 3

/**
 * Whether a member's report counts towards holding a comment: their level was earned or granted. The
 * first two levels need only a sign-in, so many such accounts may be one person. Reports of silenced
 * members are shown to hosts, but do not count.
 */
export const isRegular = ({ role, level, isSilenced }: Viewer, levels: readonly Level[]): boolean =>
  role === 'member' &&
  !isSilenced &&
  (isEarned(level) || levels.findIndex(({ id }) => id === level.id) >= 2)

/** Whether readers can report the comment: they can read it. */
export const isReportable = ({ state }: Pick<Comment, 'state'>): boolean =>
  state === 'published' || state === 'faded'
