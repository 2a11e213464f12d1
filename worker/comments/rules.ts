import type { CommentRules, Conversation, Level } from '../../site/contract'
import type { Comment } from './table'

/** What somebody typed into the form, as they typed it. */
export interface Words {
  body: string
  parent: string
  name: string
  email: string
  website: string
  remember: boolean
}

/** Why words can not be taken, and the field that says so. */
export interface Fault {
  field: 'body' | 'name' | 'email' | 'website' | 'form'
  reason:
    | 'closed'
    | 'parent-gone'
    | 'empty'
    | 'too-long'
    | 'unreadable'
    | 'name-empty'
    | 'name-too-long'
    | 'name-unreadable'
    | 'name-reserved'
    | 'email'
    | 'website'
    | 'too-many'
    | 'too-fast'
    | 'not-saved'
    | 'too-late'
}

/** How the hub answers a fault: 429 when waiting helps, 503 when it is our doing, else 422. */
export const statusOf = ({ reason }: Fault) => {
  if (reason === 'too-many' || reason === 'too-fast') return 429
  return reason === 'not-saved' ? 503 : 422
}

/** Seconds after which it is worth trying again. */
export const retryAfter = ({ reason }: Fault) => (reason === 'too-many' ? 3600 : 60)

/** Why nobody, or nobody here, may add this comment; `undefined` when they may. */
export const refusal = (
  conversation: Conversation,
  words: Words,
  parent: Pick<Comment, 'conversation' | 'state'> | undefined,
): Fault | undefined => {
  if (conversation.comments !== 'open') return { field: 'form', reason: 'closed' }
  if (!words.parent) return undefined
  if (parent?.conversation !== conversation.id || parent.state !== 'published')
    return { field: 'form', reason: 'parent-gone' }
  return undefined
}

/** Why the comment waits for somebody to look at it, or `undefined` when it appears at once. */
export const holding = (
  { hold }: CommentRules,
  level: Level,
  links: number,
): Comment['heldFor'] | undefined => {
  if (hold === 'all') return 'all'
  if (hold === 'first' && level.may.comment === 'held') return 'unconfirmed'
  return links > level.may.links ? 'links' : undefined
}

/** Whether its author may still change or delete it. */
export const isOpenToAuthor = (
  comment: Pick<Comment, 'state' | 'writtenAt'>,
  { editFor }: CommentRules,
  now: Date,
): boolean => comment.state !== 'removed' && now.getTime() - comment.writtenAt.getTime() < editFor

/** Replies below this depth lie beside each other: paths must end somewhere. */
export const DEEPEST = 16

/** Where a new comment lies in its tree. */
export const placeOf = (
  id: string,
  parent: Pick<Comment, 'root' | 'path' | 'depth' | 'sunk'> | undefined,
): Pick<Comment, 'root' | 'path' | 'depth' | 'sunk'> => {
  if (!parent) return { root: id, path: id, depth: 0, sunk: false }
  const branch =
    parent.depth < DEEPEST ? parent.path : parent.path.slice(0, parent.path.lastIndexOf('/'))
  return {
    root: parent.root,
    path: `${branch}/${id}`,
    depth: Math.min(parent.depth + 1, DEEPEST),
    sunk: parent.sunk,
  }
}
