import type { Hub } from '../../../site/contract/hub'
import { confirmComment, withdrawComment } from '../../discussion/comments/commands'
import { holdReason } from '../../discussion/comments/rules'
import type { Comment } from '../../discussion/comments/table'
import {
  listSeen,
  type SeenClaim,
  claimSeen,
} from '../../discussion/comments/guest-claims.commands'
import { conversationById } from '../../discussion/conversations/rules'
import { withTopics } from '../../discussion/conversations/topics.queries'
import { shutOf } from '../../accounts/members/ban.rules'
import { viewerOf } from '../../accounts/members/rules'
import { type LevelSync, syncLevel } from '../../discussion/comments/level-sync.commands'
import { outgoing } from '../../notifications/queries'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { mayIn } from '../../accounts/access/rules'
import { countLinks } from '../../markdown/markdown'

/*
 * That an address is a member's does not say that they wrote what a guest wrote with it: anybody
 * can type it. So signing in publishes nothing; the member reads the words first, and says of each
 * whether it was they.
 */

type Here = LevelSync & { hub: Hub }

/** Whether words that only waited for their writer to be known appear now, as a member's own would. */
const isReady = ({ hub, now }: Here, member: SignedIn, comment: Comment): boolean => {
  const conversation = conversationById(hub, comment.conversation)
  if (comment.heldFor !== 'unconfirmed' || !conversation || shutOf(member, now)) return false
  const viewer = viewerOf(hub, member, undefined, now)
  const answer = mayIn(hub, viewer, 'comment', conversation)
  if (answer !== 'yes' && answer !== 'held') return false
  const judged = { viewer, permission: answer, links: countLinks(comment.html), isConfirmed: true }
  return holdReason(hub.comments, judged) === null
}

/**
 * Makes what a guest wrote with a member's address the member's, who says that it was they.
 *
 * @returns the conversations in which it stands
 */
export const vouch = async (here: Here, member: SignedIn, seen: SeenClaim): Promise<string[]> => {
  const { db, now } = here
  const found = await listSeen(db, seen)
  const [vouched] = await db.batch([
    claimSeen(db, member, seen),
    outgoing(db, { event: 'member.level', subject: member.id, now }),
  ])
  const hub = await withTopics(
    db,
    here.hub,
    found.map(({ conversation }) => conversation),
  )
  const theirs = found.filter((comment) => vouched.some(({ id }) => id === comment.id))
  for (const comment of theirs)
    if (isReady({ ...here, hub }, member, comment)) await confirmComment(db, comment.id, now)
  await syncLevel(here, member.id)
  return theirs.map(({ conversation }) => conversation)
}

/**
 * Takes away what somebody else wrote with a member's address.
 *
 * @returns the conversations in which it stood
 */
export const deny = async ({ db, now }: Here, seen: SeenClaim): Promise<string[]> => {
  const found = await listSeen(db, seen)
  for (const { id } of found) await withdrawComment(db, id, now)
  return found.map(({ conversation }) => conversation)
}
