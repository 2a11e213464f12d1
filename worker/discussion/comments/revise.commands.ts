import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { limitsOf } from '../../../site/contract/permissions'
import type { Db } from '../../env'
import { sanctionOf } from '../../accounts/members/ban.rules'
import { findGuest, findMemberByEmail } from '../../accounts/members/queries'
import { viewerOf, isHost } from '../../accounts/members/rules'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { judge, inspect } from '../spam/judge.queries'
import { readSpamSigns } from './spam-signs.queries'
import { notSuspected, lastingHoldReason } from '../spam/rules'
import { mayIn } from '../../accounts/access/rules'
import { countLinks, renderer } from '../../markdown/markdown'
import { reviseComment } from './commands'
import { renderWithMentions } from './mention.commands'
import { holdReason, holdReasonIfBanned } from './rules'
import type { Comment } from './table'
import { assessTone } from './tone.rules'

/** Who changes their words, when, and where. */
export interface CommentRevision {
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
export const reviseText = async (revising: CommentRevision, comment: Comment, body: string) => {
  const { db, hub, now, member, conversation } = revising
  const look = await inspect({ ...revising, ...comment, body })
  const [guest, found] = await Promise.all([
    member ? undefined : findGuest(db, comment.guestId ?? ''),
    readSpamSigns(db, look.digest, now, comment.id),
  ])
  const addressee = guest && (await findMemberByEmail(db, guest.email))
  const viewer = viewerOf(hub, member, guest, now)
  const { followedLinks: followed } = limitsOf(viewer)
  const { html, mentioned } = await renderWithMentions(db, hub, body, { followed })
  const isConfirmed = Boolean(member ?? guest?.confirmedAt)
  const { suspected, ...signs } = isHost(viewer) ? notSuspected : judge(look, found)
  const judged = holdReason(hub.comments, {
    viewer,
    permission: mayIn(hub, viewer, 'comment', conversation),
    links: countLinks(html),
    isConfirmed,
    suspected,
  })
  const isShut = sanctionOf(addressee, now) !== undefined
  const heldFor = lastingHoldReason(comment) ?? holdReasonIfBanned(judged, { isConfirmed, isShut })
  const all = { ...signs, ...assessTone(body, hub, comment.asHost) }
  await reviseComment(db, comment, { body, html, renderer, heldFor, ...all }, now, mentioned)
}
