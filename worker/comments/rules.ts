import type { CommentRules, Conversation, Level } from '../../site/contract'
import { emailFault, websiteFault } from '../text/addresses'
import { nameFault } from '../text/names'
import { clean, lengthOf } from '../text/words'
import type { Comment } from './table'

/** The orders in which a conversation can be read; the first is the usual one. */
export const orders = ['oldest', 'newest', 'appreciated'] as const
export type Order = (typeof orders)[number]

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
    | 'level'
    | 'parent-gone'
    | 'empty'
    | 'too-long'
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

/** What is wrong with the words of a comment. */
export const faultsInBody = (typed: string, { longest }: CommentRules): Fault[] => {
  const body = clean(typed)
  if (body === '') return [{ field: 'body', reason: 'empty' }]
  return lengthOf(body) > longest ? [{ field: 'body', reason: 'too-long' }] : []
}

/** All that is wrong with what a guest typed, in the order of the form. */
export const faultsIn = (
  { body, name, email, website }: Words,
  rules: CommentRules,
  reservedNames: string[],
): Fault[] => {
  const unnamed = nameFault(name, reservedNames)
  return [
    ...faultsInBody(body, rules),
    ...(unnamed ? [{ field: 'name', reason: `name-${unnamed}` } as const] : []),
    ...(emailFault(email) ? [{ field: 'email', reason: 'email' } as const] : []),
    ...(websiteFault(website) ? [{ field: 'website', reason: 'website' } as const] : []),
  ]
}

/** Why nobody, or nobody of this level, may add this comment here; `undefined` when they may. */
export const refusal = (
  conversation: Conversation,
  level: Level,
  words: Pick<Words, 'parent'>,
  parent: Pick<Comment, 'conversation' | 'state'> | undefined,
): Fault | undefined => {
  if (conversation.comments !== 'open') return { field: 'form', reason: 'closed' }
  if (level.may.comment === 'no') return { field: 'form', reason: 'level' }
  if (!words.parent) return undefined
  if (parent?.conversation !== conversation.id || parent.state !== 'published')
    return { field: 'form', reason: 'parent-gone' }
  return undefined
}

/**
 * Why the comment waits for somebody to look at it, or `null` when it appears at once. What has too
 * many links waits for a host, even when its writer follows the mailed link.
 */
export const holding = (
  { hold }: CommentRules,
  level: Level,
  links: number,
  isConfirmed: boolean,
): Comment['heldFor'] => {
  if (hold === 'all') return 'all'
  if (links > level.may.links) return 'links'
  if (hold === 'none' || level.may.comment === 'at-once') return null
  return isConfirmed ? 'all' : 'unconfirmed'
}

/** Why its author may not change or delete it any more, or `undefined` while they may. */
export const refusalToAuthor = (
  comment: Pick<Comment, 'state' | 'writtenAt'>,
  { editFor }: CommentRules,
  now: Date,
): 'gone' | 'too-late' | undefined => {
  if (comment.state === 'removed') return 'gone'
  return now.getTime() - comment.writtenAt.getTime() < editFor ? undefined : 'too-late'
}

/** Replies below this depth lie beside each other: paths must end somewhere. */
export const DEEPEST = 16
