import type { Conversation } from '../../../site/contract/conversation'
import type { CommentRules, Hub } from '../../../site/contract/hub'
import { type Answer, type Viewer, limitsOf } from '../../../site/contract/permissions'
import { isHost } from '../../accounts/members/rules'
import type { Busy, GeneralFault } from '../../lib/define-form'
import type { Comment } from './table'

/** The orders in which a conversation can be read; the first is the usual one. */
export const threadOrders = ['oldest', 'newest', 'appreciated'] as const
export type ThreadOrder = (typeof threadOrders)[number]

/** Who reads or acts: the guest whom the hub's cookie names, the member who is signed in, or both. */
export interface Identity {
  guest?: string | undefined
  member?: string | undefined
}

/**
 * Whether somebody wrote this. In a browser in which somebody wrote as a guest and then signed in,
 * both are theirs.
 */
export const isOwn = (
  { guestId, memberId }: Pick<Comment, 'guestId' | 'memberId'>,
  { guest, member }: Identity,
): boolean =>
  (guest !== undefined && guestId === guest) || (member !== undefined && memberId === member)

/**
 * The handle of the page of whoever wrote it, if the hub has one: a host's file in `content/people/`
 * while it is there, else a member's profile.
 */
export const authorHandle = (
  { people }: Pick<Hub, 'people'>,
  { person, handle }: Pick<Comment, 'person' | 'handle'>,
): string | null => (person !== null && Object.hasOwn(people, person) ? person : handle)

/** Why somebody may not comment in a space. */
export type NoPermission = Exclude<Answer, 'yes' | 'held'>

/** Why a comment is not taken, whatever its fields hold. */
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

/** Whether somebody may not comment here, whatever they say. */
export const isNoPermission = (reason: string): reason is NoPermission =>
  ['sign-in', 'level', 'group', 'hosts', 'silenced'].includes(reason)

type Authorship = Pick<Comment, 'guestId' | 'memberId'>

/**
 * Whether somebody may answer and react to it: it is there for all to read. To its author one that
 * has faded is, too: for them nothing has happened.
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
 * Why nobody, or not this person, may add this comment here; `undefined` when they may.
 *
 * @param answer whether they may comment in this conversation's space, as `may` has it
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

/** What is known of a writer and their words when it is decided whether these appear. */
export interface HoldCriteria {
  viewer: Viewer
  /** Whether they may comment in this conversation's space, as `may` has it. */
  permission: Answer
  links: number
  /** Whether their address is theirs for certain; a member's is. */
  isConfirmed: boolean
  /** Why it may be spam, as `spam/` has it. */
  suspected?: Comment['heldFor'] | undefined
}

/**
 * Why the comment waits for somebody to look at it, or `null` when it appears at once. What has too
 * many links, or may be spam, waits for a host, even when its writer follows the mailed link; that
 * proves more than when a form was drawn, so that a first comment never waits for both. A host's
 * waits for nobody.
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
 * The same for what is written under the address of somebody whom a host has banned or silenced: it
 * never appears by itself. Who only types the address is told what every guest is told; once it is
 * shown to be theirs, the words wait for a host.
 */
export const holdReasonIfBanned = (
  heldFor: Comment['heldFor'],
  { isConfirmed, isShut }: Pick<HoldCriteria, 'isConfirmed'> & { isShut: boolean },
): Comment['heldFor'] => {
  if (heldFor || !isShut) return heldFor
  return isConfirmed ? 'host' : 'unconfirmed'
}

/** Why its author may not change or delete it any more, or `undefined` while they may. */
export const refusalToAuthor = (
  comment: Pick<Comment, 'state' | 'heldFor' | 'writtenAt'>,
  { editFor }: CommentRules,
  now: Date,
): 'gone' | 'too-late' | undefined => {
  if (comment.state === 'removed') return 'gone'
  // Nobody has read what rests: it is its author's for as long as it does.
  if (comment.heldFor === 'resting') return undefined
  return now.getTime() - comment.writtenAt.getTime() < editFor ? undefined : 'too-late'
}

/** Replies below this depth lie beside each other: paths must end somewhere. */
export const MAX_DEPTH = 16
