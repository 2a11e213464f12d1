import type { DeskRules } from '../../../site/contract/hub'
import type { Comment } from './table'

/** What decides whether a host's reply to a comment is delayed. */
export interface Criticism extends Pick<Comment, 'tone' | 'critical'> {
  /** Whether it has a report that no host has ruled on yet. */
  isReported: boolean
}

/**
 * Whether a comment is critical, so that a host's reply to it is delayed: it is reported, a host
 * marked it, or its tone is negative.
 */
export const isCritical = ({ tone, critical, isReported }: Criticism): boolean =>
  isReported || critical || (tone ?? 0) < 0

/** Until when a host's reply is delayed; `null` for one that is published at once. */
export const delayOf = (
  { rest, resting }: Pick<DeskRules, 'rest' | 'resting'>,
  criticism: Criticism,
  now: Date,
): Date | null =>
  rest > 0 && (resting === 'all' || isCritical(criticism)) ? new Date(now.getTime() + rest) : null
