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

/** An author's edit: who, when and where. */
export interface CommentRevision {
  db: Db
  hub: Hub
  now: Date
  /** Keys the digest of the text. */
  secret: string
  /** The author, if they are a member; a guest's comment is judged by a guest's permissions. */
  member: SignedIn | undefined
  conversation: Conversation
}

/**
 * Saves the new text of a comment. It passes the checks of a new comment, by its author's current
 * permissions: an approval was for the old text only.
 */
export const reviseText = async (revision: CommentRevision, comment: Comment, body: string) => {
  const { db, hub, now, member, conversation } = revision
  const look = await inspect({ ...revision, ...comment, body })
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
  const reason = holdReason(hub.comments, {
    viewer,
    permission: mayIn(hub, viewer, 'comment', conversation),
    links: countLinks(html),
    isConfirmed,
    suspected,
  })
  const isBanned = sanctionOf(addressee, now) !== undefined
  const heldFor =
    lastingHoldReason(comment) ?? holdReasonIfBanned(reason, { isConfirmed, isBanned })
  const assessment = { heldFor, ...signs, ...assessTone(body, hub, comment.asHost) }
  await reviseComment(db, comment, { body, html, renderer, ...assessment }, now, mentioned)
}
