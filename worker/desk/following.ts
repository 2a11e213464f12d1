import type { SQL } from 'drizzle-orm'
import type { Hub } from '../../site/contract'
import type { Comment } from '../comments/table'
import type { Act } from './acts'
import type { Deciding, Statement } from './changes'

/** A decision about a comment, as those need it who have something to do when it is taken. */
export interface Decided {
  act: Act
  comment: Comment
  /** The rule of the house by which it is removed. */
  rule: string | null
  /** Whether this takes the decision back. */
  isUndoing: boolean
}

/**
 * What else follows from a decision, in its batch: what the filter learns from it, what becomes of
 * the reports, and what its author is told.
 */
export const follow = (
  _deciding: Deciding,
  _hub: Pick<Hub, 'desk'>,
  _decided: Decided,
  _isDecided: SQL,
): Statement[] => []
