import { type Conversation, type Hub, limitsOf } from '../../site/contract'
import type { Db } from '../env'
import { shutOf } from '../members/ban'
import { findGuest, findMemberByEmail } from '../members/queries'
import { viewerOf, isHost } from '../members/rules'
import type { SignedIn } from '../sign-in/queries'
import { judge, lookAt } from '../spam/judging'
import { readSigns } from './spam-signs'
import { unjudged, waitsOn } from '../spam/rules'
import { mayIn } from '../spaces/rules'
import { countLinks, renderer } from '../text/markdown'
import { reviseComment } from './changes'
import { drawNaming } from './mentioning'
import { holding, holdingShut } from './rules'
import type { Comment } from './table'
import { soundOf } from './sounding'

/** Who changes their words, when, and where. */
export interface Revising {
  db: Db
  hub: Hub
  now: Date
  /** Keys what the same words have in common. */
  secret: string
  /** The member who wrote them; what a guest wrote is judged by what that guest may. */
  member: SignedIn | undefined
  conversation: Conversation
}

/** New words are judged as a new comment's are, by what their author now may: approval was for the old. */
export const revise = async (revising: Revising, comment: Comment, body: string) => {
  const { db, hub, now, member, conversation } = revising
  const look = await lookAt({ ...revising, ...comment, body })
  const [guest, found] = await Promise.all([
    member ? undefined : findGuest(db, comment.guestId ?? ''),
    readSigns(db, look.digest, now, comment.id),
  ])
  const addressee = guest && (await findMemberByEmail(db, guest.email))
  const viewer = viewerOf(hub, member, guest, now)
  const { followedLinks: followed } = limitsOf(viewer)
  const { html, mentioned } = await drawNaming(db, hub, body, { followed })
  const isConfirmed = Boolean(member ?? guest?.confirmedAt)
  const { suspected, ...signs } = isHost(viewer) ? unjudged : judge(look, found)
  const judged = holding(hub.comments, {
    viewer,
    answer: mayIn(hub, viewer, 'comment', conversation),
    links: countLinks(html),
    isConfirmed,
    suspected,
  })
  const isShut = shutOf(addressee, now) !== undefined
  const heldFor = waitsOn(comment) ?? holdingShut(judged, { isConfirmed, isShut })
  const all = { ...signs, ...soundOf(body, hub, comment.asHost) }
  await reviseComment(db, comment, { body, html, renderer, heldFor, ...all }, now, mentioned)
}
