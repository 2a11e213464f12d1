import type { Conversation } from '../../../site/contract/conversation'
import type { Comment } from '../../discussion/comments/table'

/** What decides whether a delayed reply can be sent. */
export interface ReleaseCandidate {
  reply: Pick<Comment, 'memberId' | 'restsUntil'>
  /** Whether its author is a host now. */
  isByHost: boolean
  /** The comment that is answered. */
  parent: Pick<Comment, 'state'> | undefined
  isLocked: boolean
}

/** Why a delayed reply is not sent. */
export type ReleaseObstacle =
  | 'too-early'
  | 'no-host'
  | 'parent-gone'
  | 'parent-held'
  | 'parent-faded'
  | 'locked'
  | 'closed'
  | 'changed'

const obstacleOfParent = (parent: ReleaseCandidate['parent']): ReleaseObstacle | undefined => {
  if (!parent || parent.state === 'removed') return 'parent-gone'
  if (parent.state === 'published') return undefined
  return parent.state === 'held' ? 'parent-held' : 'parent-faded'
}

/** Why it cannot be sent, apart from the delay; `undefined` if it can. */
export const obstacleTo = (
  { isByHost, parent, isLocked }: ReleaseCandidate,
  conversation: Pick<Conversation, 'comments'> | undefined,
): ReleaseObstacle | undefined => {
  if (!isByHost) return 'no-host'
  if (conversation?.comments !== 'open') return 'closed'
  return isLocked ? 'locked' : obstacleOfParent(parent)
}

export const isDelayOver = ({ restsUntil }: Pick<Comment, 'restsUntil'>, now: Date): boolean =>
  restsUntil === null || restsUntil <= now

/** The most saved replies: hosts would not read a longer list. */
export const MAX_SAVED_REPLIES = 100

/** The page in `content/pages/` with the house rules for hosts. */
export const HOST_RULES = 'hosts'
