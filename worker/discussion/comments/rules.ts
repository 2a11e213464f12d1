import type { Conversation } from '../../../site/contract/conversation'
import type { CommentRules, Hub } from '../../../site/contract/hub'
import { type Answer, type Viewer, limitsOf } from '../../../site/contract/permissions'
import { isHost } from '../../accounts/members/rules'
import type { Busy, GeneralFault } from '../../lib/define-form'
import type { Comment } from './table'

/** The orders in which a conversation can be read; the first is the default. */
export const threadOrders = ['oldest', 'newest', 'appreciated'] as const
export type ThreadOrder = (typeof threadOrders)[number]

/** The ids of a viewer: the guest named by the hub's cookie, the signed-in member, or both. */
export interface Identity {
  guest?: string | undefined
  member?: string | undefined
}

/** Whether the viewer wrote this. Comments written as a guest are theirs after they sign in, too. */
export const isOwn = (
  { guestId, memberId }: Pick<Comment, 'guestId' | 'memberId'>,
  { guest, member }: Identity,
): boolean =>
  (guest !== undefined && guestId === guest) || (member !== undefined && memberId === member)

/**
 * The handle of the author's page on the hub: their file in `content/people/` while there is one,
 * else their profile; `null` for a guest.
 */
export const authorHandle = (
  { people }: Pick<Hub, 'people'>,
  { person, handle }: Pick<Comment, 'person' | 'handle'>,
): string | null => (person !== null && Object.hasOwn(people, person) ? person : handle)

/** Why a viewer may not comment in a space. */
export type NoPermission = Exclude<Answer, 'yes' | 'held'>

/** Why a comment is refused, whatever its fields say. */
export type CommentRefusal =
  | Busy
  | GeneralFault<
      | NoPermission
      | 'closed'
      | 'locked'
      | 'signed-out'
      | 'parent-gone'
      | 'too-late'
      | 'slept-on'
      | 'answered'
      | 'proof-missing'
      | 'proof-refused'
    >

/** Whether the reason is a missing permission. */
export const isNoPermission = (reason: string): reason is NoPermission =>
  ['sign-in', 'level', 'group', 'hosts', 'silenced'].includes(reason)

type Authorship = Pick<Comment, 'guestId' | 'memberId'>

/**
 * Whether a viewer may reply and react to a comment: it is published. To its author a faded one looks
 * published, and so works like one.
 */
export const isAnswerable = (
  {
    state,
    opens = false,
    guestId = null,
    memberId = null,
  }: Pick<Comment, 'state'> & Partial<Authorship & Pick<Comment, 'opens'>>,
  who: Identity,
): boolean =>
  !opens && (state === 'published' || (state === 'faded' && isOwn({ guestId, memberId }, who)))

/**
 * Why a viewer may not add this comment here; `undefined` when they may.
 *
 * @param answer what `may` says about commenting in the conversation's space
 */
export const refusalToComment = (
  conversation: Conversation,
  answer: Answer,
  { parent: parentId }: { parent: string },
  parent: (Pick<Comment, 'conversation' | 'state'> & Partial<Authorship>) | undefined,
  { isLocked = false, who = {} }: { isLocked?: boolean; who?: Identity } = {},
): CommentRefusal | undefined => {
  if (conversation.comments !== 'open') return { field: 'form', reason: 'closed' }
  if (isNoPermission(answer)) return { field: 'form', reason: answer }
  if (isLocked) return { field: 'form', reason: 'locked' }
  if (!parentId) return undefined
  if (parent?.conversation !== conversation.id || !isAnswerable(parent, who))
    return { field: 'form', reason: 'parent-gone' }
  return undefined
}

/** What decides whether a comment is held. */
export interface HoldCriteria {
  viewer: Viewer
  /** What `may` says about commenting in the conversation's space. */
  permission: Answer
  links: number
  /** Whether the author's email address is confirmed; a member's is. */
  isConfirmed: boolean
  /** Why `spam/` suspects spam. */
  suspected?: Comment['heldFor'] | undefined
}

/**
 * Why a comment is held, or `null` when it is published at once. With too many links, or suspected of
 * spam, it waits for a host, even if its author confirms their email. A confirmed email proves more
 * than the form timestamp, so a first comment never waits for both. A host's comment is never held.
 */
export const holdReason = (
  { hold }: Pick<CommentRules, 'hold'>,
  { viewer, permission, links, isConfirmed, suspected = null }: HoldCriteria,
): Comment['heldFor'] => {
  if (isHost(viewer)) return null
  if (suspected && suspected !== 'stamp') return suspected
  if (hold === 'all') return 'all'
  if (links > limitsOf(viewer).links) return 'links'
  if (permission === 'yes' || (hold === 'none' && permission === 'held')) return suspected
  return isConfirmed ? 'all' : 'unconfirmed'
}

/**
 * The same for the email address of a banned or silenced member: the comment is never published
 * without a host. Before the address is confirmed its writer sees what every guest sees, so that
 * typing an address does not reveal whether it is banned.
 */
export const holdReasonIfBanned = (
  heldFor: Comment['heldFor'],
  { isConfirmed, isBanned }: Pick<HoldCriteria, 'isConfirmed'> & { isBanned: boolean },
): Comment['heldFor'] => {
  if (heldFor || !isBanned) return heldFor
  return isConfirmed ? 'host' : 'unconfirmed'
}

/** Why authors can no longer edit or delete their comment; `undefined` while they can. */
export const refusalToAuthor = (
  comment: Pick<Comment, 'state' | 'heldFor' | 'writtenAt'>,
  { editFor }: CommentRules,
  now: Date,
): 'gone' | 'too-late' | undefined => {
  if (comment.state === 'removed') return 'gone'
  // Readers have not seen a delayed reply: its author can edit it for as long as it is delayed.
  if (comment.heldFor === 'resting') return undefined
  return now.getTime() - comment.writtenAt.getTime() < editFor ? undefined : 'too-late'
}

/** Replies below this depth become siblings, so that paths have a limited length. */
export const MAX_DEPTH = 16
