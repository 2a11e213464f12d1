import type { Conversation } from '../../../site/contract/conversation'
import type { Comment } from '../../discussion/comments/table'

/** What must be known of a reply that rests before it is let go. */
export interface ReleaseCandidate {
  reply: Pick<Comment, 'memberId' | 'restsUntil'>
  /** Whether its author works for the hub now. */
  isByHost: boolean
  /** What it answers. */
  parent: Pick<Comment, 'state'> | undefined
  isLocked: boolean
}

/** Why a reply that rests is not let go. */
export type ReleaseObstacle =
  | 'too-early'
  | 'no-host'
  | 'parent-gone'
  | 'parent-held'
  | 'parent-faded'
  | 'locked'
  | 'closed'
  | 'changed'

const stateOfParent = (parent: ReleaseCandidate['parent']): ReleaseObstacle | undefined => {
  if (!parent || parent.state === 'removed') return 'parent-gone'
  if (parent.state === 'published') return undefined
  return parent.state === 'held' ? 'parent-held' : 'parent-faded'
}

/** Why nobody can let it go, whatever the hour. */
export const obstacleTo = (
  { isByHost, parent, isLocked }: ReleaseCandidate,
  conversation: Pick<Conversation, 'comments'> | undefined,
): ReleaseObstacle | undefined => {
  if (!isByHost) return 'no-host'
  if (conversation?.comments !== 'open') return 'closed'
  return isLocked ? 'locked' : stateOfParent(parent)
}

/** Whether its author may send it, as far as the clock is concerned. */
export const isDelayOver = ({ restsUntil }: Pick<Comment, 'restsUntil'>, now: Date): boolean =>
  restsUntil === null || restsUntil <= now

/** The most replies that hosts may save: more of them nobody looks through. */
export const MAX_SAVED_REPLIES = 100
