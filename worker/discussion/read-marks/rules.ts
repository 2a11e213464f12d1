import type { Conversation } from '../../../site/contract/conversation'
import { DAY_MS } from '../../lib/calendar'

/** How long read marks are stored; what is older than that is never unread. */
export const MARKS_KEPT_MS = 365 * DAY_MS

/** A mark is written at most once in this time, so that reloading a page writes nothing. */
export const MARK_EVERY_MS = 5 * 60_000

/** The most new comments that are counted. */
export const MAX_NEW = 10

/** What is new to a member in a conversation. */
export interface Unread {
  /** The id of the conversation. */
  id: string
  /** When they last read it, in epoch milliseconds; `null` if they never did. */
  readAt: number | null
  /** What is later than this is new; `null` before a member’s first visit to any conversation. */
  since: number | null
  /** The first new comment by another person. */
  first: string | null
  /** The number of new comments by others, at most `MAX_NEW`. */
  count: number
}

/**
 * The number of comments that are new to a member, 0 for a conversation that was started since their
 * marks began and that they have not read; else `undefined`.
 */
export const unreadIn = (
  { startedAt, startedBy }: Conversation,
  mark: Unread | undefined,
  memberId: string,
): number | undefined => {
  if (!mark || mark.since === null) return undefined
  if (mark.count > 0) return mark.count
  const isNew = mark.readAt === null && startedAt > mark.since && startedBy !== memberId
  return isNew ? 0 : undefined
}
