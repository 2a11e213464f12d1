import { findRequestedComment } from '../../discussion/comments/middleware'
import { ReplyPage } from '../../discussion/comments/pages.view'
import { permalink } from '../../discussion/comments/permalink.rules'
import { isAnswerable, isNoPermission } from '../../discussion/comments/rules'
import { findCounts } from '../../discussion/conversations/queries'
import { isLocked } from '../../discussion/conversations/rules'
import { findGuest } from '../../accounts/members/queries'
import { isHost, viewerOf } from '../../accounts/members/rules'
import { showHostReply } from '../../moderation/host-replies/reply.routes'
import { guardFor, allowTurnstile } from '../../discussion/spam/middleware'
import { mayIn } from '../../accounts/access/rules'
import { showPage, showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { hasSender } from '../../notifications/rules'

/** `/comments/`: the page to reply to a comment; a host's has reply templates and saved replies. */
export const replyPage = newRouter()

replyPage.get('/:id/reply/', async (c) => {
  const found = await findRequestedComment(c)
  const { db, hub, now, visitor } = c.var
  const member = await c.var.member()
  if (!found || !isAnswerable(found.comment, { guest: visitor, member: member?.id }))
    return showMissing(c)
  const { comment, conversation } = found
  if (conversation.comments !== 'open' || !c.env.HUB_SECRET)
    return c.redirect(permalink(hub.paths, conversation, comment.id), 302)
  const guest = member ? undefined : await findGuest(db, visitor)
  // A viewer who may not comment reads why below the conversation.
  const viewer = viewerOf(hub, member, guest, now)
  const counted = (await findCounts(db, conversation.id)).at(0)
  if (
    (!isHost(viewer) && isLocked(counted)) ||
    isNoPermission(mayIn(hub, viewer, 'comment', conversation))
  )
    return c.redirect(`${hub.paths.conversation(conversation)}#thread-title`, 302)
  const guard = await guardFor(c, conversation)
  allowTurnstile(c, conversation)
  const answers = { ...comment, state: 'published' as const }
  const canSendEmail = hasSender(c.env)
  const form = { hub, conversation, guard, member, guest, answers, canSendEmail }
  if (member?.role) return showHostReply(c, { ...form, counted }, member)
  return showPage(c, { title: `Reply to ${comment.name}`, children: <ReplyPage {...form} /> })
})
