import type { Context } from 'hono'
import { findReleased } from '../../discussion/comments/release.commands'
import { findConversation } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { purgeConversation } from '../../http/purge'
import { showPage, showMissing } from '../../http/layout'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import { requireHost } from '../../accounts/sign-in/require-host.middleware'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { createRemark, releaseForAuthor, sendDelayedReply } from './commands'
import { remarkForm } from './form'
import { DiscardedReply } from './discarded-reply.view'
import { replyMessage } from './messages'
import type { DelayedReply } from './queries'
import { isDelayOver } from './rules'
import { obstacleIn, delayedReplyIn, showDelayedReply } from './middleware'

/** `/desk/resting/`: the page of a delayed reply. */
export const delayedReplies = newRouter()

/** `/comments/`: hosts send a delayed reply, or add a remark to it. */
export const replyRelease = newRouter()

/** Redirects to the comment if the reply was sent in the meantime; 404 if it was discarded. */
const showOutcome = async (c: Context<App>) => {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return showMissing(c)
  const released = await withDeadline('read', findReleased(c.var.db, id))
  if (released) return c.redirect(c.var.hub.paths.comment(released.id), 303)
  return showPage(c, {
    title: 'Reply not found',
    status: 404,
    children: <DiscardedReply paths={c.var.hub.paths} />,
  })
}

delayedReplies.get('/:id/', async (c) => {
  const about = await delayedReplyIn(c)
  return about ? showDelayedReply(c, await memberIn(c), about) : showOutcome(c)
})

const release = (c: Context<App>, host: SignedIn, { reply }: DelayedReply) => {
  const { db, now } = c.var
  const deciding = { db, now, by: host.id }
  return reply.memberId === host.id
    ? sendDelayedReply(deciding, reply.id)
    : releaseForAuthor(deciding, reply.id)
}

/** The author can send a reply after the delay, a second host at once. */
replyRelease.post('/:id/release', requireHost, async (c) => {
  const { db, hub, now } = c.var
  const [host, about] = await Promise.all([memberIn(c), delayedReplyIn(c)])
  if (!about) return showOutcome(c)
  const obstacle = obstacleIn(c, about)
  if (obstacle) return showDelayedReply(c, host, about, { refused: obstacle })
  if (about.reply.memberId === host.id && !isDelayOver(about.reply, now))
    return showDelayedReply(c, host, about, { refused: 'too-early' })

  const id = await withDeadline('write', release(c, host, about))
  if (!id) {
    const still = await delayedReplyIn(c)
    return still ? showDelayedReply(c, host, still, { refused: 'changed' }) : showOutcome(c)
  }
  const conversation = await findConversation(db, hub, about.reply.conversation)
  c.executionCtx.waitUntil(purgeConversation(c.var, conversation!, about.reply))
  return c.redirect(hub.paths.comment(id), 303)
})

/** Adds a remark, for hosts only. */
replyRelease.post('/:id/remarks', requireHost, async (c) => {
  const { db, now } = c.var
  const [host, about, body] = await Promise.all([
    memberIn(c),
    delayedReplyIn(c),
    c.req.arrayBuffer(),
  ])
  if (!about) return showOutcome(c)
  const input = remarkForm.read(body)
  const { values, faults } = remarkForm.check(input)
  if (faults)
    return showDelayedReply(c, host, about, {
      remark: { body: input.body, fault: replyMessage(faults[0]) },
    })
  const remark = { comment: about.reply.id, body: values.body }
  await withDeadline('write', createRemark({ db, now, by: host.id }, remark))
  return c.redirect(`${c.var.hub.paths.resting(about.reply.id)}#remarks-title`, 303)
})
