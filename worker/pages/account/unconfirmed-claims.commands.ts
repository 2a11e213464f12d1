import type { Hub } from '../../../site/contract/hub'
import { confirmComment, withdrawComment } from '../../discussion/comments/commands'
import { holdReason } from '../../discussion/comments/rules'
import type { Comment } from '../../discussion/comments/table'
import {
  listShownClaims,
  type ShownClaims,
  claimShown,
} from '../../discussion/comments/guest-claims.commands'
import { conversationById } from '../../discussion/conversations/rules'
import { withTopics } from '../../discussion/conversations/topics.queries'
import { sanctionOf } from '../../accounts/members/ban.rules'
import { viewerOf } from '../../accounts/members/rules'
import { type LevelSync, syncLevel } from '../../discussion/comments/level-sync.commands'
import { addToOutbox } from '../../notifications/commands'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { mayIn } from '../../accounts/access/rules'
import { countLinks } from '../../markdown/markdown'

/*
 * Anyone can type a member’s address, so comments with it may not be theirs. Signing in therefore
 * publishes nothing: the member reads each comment first, and says whether they wrote it.
 */

type Here = LevelSync & { hub: Hub }

/**
 * Whether a comment that only waited for its confirmation can be published now, as the member’s
 * own.
 */
const isReady = ({ hub, now }: Here, member: SignedIn, comment: Comment): boolean => {
  const conversation = conversationById(hub, comment.conversation)
  if (comment.heldFor !== 'unconfirmed' || !conversation || sanctionOf(member, now)) return false
  const viewer = viewerOf(hub, member, undefined, now)
  const answer = mayIn(hub, viewer, 'comment', conversation)
  if (answer !== 'yes' && answer !== 'held') return false
  const judged = { viewer, permission: answer, links: countLinks(comment.html), isConfirmed: true }
  return holdReason(hub.comments, judged) === null
}

/**
 * Moves comments that a guest posted with the member’s address to the member, who says they wrote
 * them.
 *
 * @returns the ids of their conversations
 */
export const claimUnconfirmed = async (
  here: Here,
  member: SignedIn,
  seen: ShownClaims,
): Promise<string[]> => {
  const { db, now } = here
  const found = await listShownClaims(db, seen)
  const [claimed] = await db.batch([
    claimShown(db, member, seen),
    addToOutbox(db, { event: 'member.level', subject: member.id, now }),
  ])
  const hub = await withTopics(
    db,
    here.hub,
    found.map(({ conversation }) => conversation),
  )
  const theirs = found.filter((comment) => claimed.some(({ id }) => id === comment.id))
  for (const comment of theirs)
    if (isReady({ ...here, hub }, member, comment)) await confirmComment(db, comment.id, now)
  await syncLevel(here, member.id)
  return theirs.map(({ conversation }) => conversation)
}

/**
 * Withdraws comments that another person posted with the member’s address.
 *
 * @returns the ids of their conversations
 */
export const rejectUnconfirmed = async (
  { db, now }: Here,
  seen: ShownClaims,
): Promise<string[]> => {
  const found = await listShownClaims(db, seen)
  for (const { id } of found) await withdrawComment(db, id, now)
  return found.map(({ conversation }) => conversation)
}
