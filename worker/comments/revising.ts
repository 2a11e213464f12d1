import { type Conversation, type Hub, limitsOf } from '../../site/contract'
import type { Db } from '../env'
import { shutOf } from '../members/ban'
import { findGuest, findMemberByEmail } from '../members/queries'
import { askerOf } from '../members/rules'
import type { SignedIn } from '../sign-in/queries'
import { mayIn } from '../spaces/rules'
import { countLinks, renderer, toHtml } from '../text/markdown'
import { reviseComment } from './changes'
import { holding, holdingShut } from './rules'
import type { Comment } from './table'

/** Who changes their words, when, and where. */
export interface Revising {
  db: Db
  hub: Hub
  now: Date
  /** The member who wrote them; what a guest wrote is judged by what that guest may. */
  member: SignedIn | undefined
  conversation: Conversation
}

/** New words are judged as a new comment's are, by what their author now may: approval was for the old. */
export const revise = async (revising: Revising, comment: Comment, body: string) => {
  const { db, hub, now, member, conversation } = revising
  const guest = member ? undefined : await findGuest(db, comment.guestId ?? '')
  const addressee = guest && (await findMemberByEmail(db, guest.email))
  const asker = askerOf(hub, member, guest, now)
  const html = toHtml(body, { followed: limitsOf(asker).followedLinks })
  const isConfirmed = Boolean(member ?? guest?.confirmedAt)
  const judged = holding(hub.comments, {
    asker,
    answer: mayIn(hub, asker, 'comment', conversation),
    links: countLinks(html),
    isConfirmed,
  })
  const isShut = shutOf(addressee, now) !== undefined
  const heldFor = holdingShut(judged, { isConfirmed, isShut })
  await reviseComment(db, comment, { body, html, renderer, heldFor }, now)
}
