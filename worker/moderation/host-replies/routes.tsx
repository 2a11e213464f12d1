import type { Context } from 'hono'
import { findReleased } from '../../discussion/comments/release.commands'
import { findConversation } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { forget } from '../../http/page-cache'
import { showFrame, showMissing } from '../../http/layout'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import { requireHost } from '../../accounts/sign-in/require-host.middleware'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { addRemark, readAndRelease, sendResting } from './commands'
import { remarkForm } from './form'
import { Gone } from './gone.view'
import { replyMessage } from './messages'
import type { Resting } from './queries'
import { hasRested } from './rules'
import { obstacleIn, restingIn, showNotSaved, showResting } from './middleware'

/** `/desk/resting/`: the page of a reply that waits to be sent. */
export const waitingReplies = newRouter({ errorPage: showNotSaved })

/** `/comments/`: what hosts do with such a reply. */
export const replyRelease = newRouter({ errorPage: showNotSaved })

/** What rested here was sent by now, which the comment shows, or it was thrown away. */
const showWhatBecame = async (c: Context<App>) => {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return showMissing(c)
  const released = await withDeadline('read', findReleased(c.var.db, id))
  if (released) return c.redirect(c.var.hub.paths.comment(released.id), 303)
  return showFrame(c, {
    title: 'Nothing rests here',
    status: 404,
    children: <Gone paths={c.var.hub.paths} />,
  })
}

waitingReplies.get('/:id/', async (c) => {
  const about = await restingIn(c)
  return about ? showResting(c, await memberIn(c), about) : showWhatBecame(c)
})

const letGo = (c: Context<App>, host: SignedIn, { reply }: Resting) => {
  const { db, now } = c.var
  const deciding = { db, now, by: host.id }
  return reply.memberId === host.id
    ? sendResting(deciding, reply.id)
    : readAndRelease(deciding, reply.id)
}

/** Its author sends it after the rest; a second host who has read it lets it go at once. */
replyRelease.post('/:id/release', requireHost, async (c) => {
  const { db, hub, now } = c.var
  const [host, about] = await Promise.all([memberIn(c), restingIn(c)])
  if (!about) return showWhatBecame(c)
  const obstacle = obstacleIn(c, about)
  if (obstacle) return showResting(c, host, about, { refused: obstacle })
  if (about.reply.memberId === host.id && !hasRested(about.reply, now))
    return showResting(c, host, about, { refused: 'too-early' })

  const id = await withDeadline('write', letGo(c, host, about))
  if (!id) {
    const still = await restingIn(c)
    return still ? showResting(c, host, still, { refused: 'changed' }) : showWhatBecame(c)
  }
  const conversation = await findConversation(db, hub, about.reply.conversation)
  c.executionCtx.waitUntil(forget(hub.paths, conversation!, about.reply))
  return c.redirect(hub.paths.comment(id), 303)
})

/** Hosts talk about a reply before it goes out. */
replyRelease.post('/:id/remarks', requireHost, async (c) => {
  const { db, now } = c.var
  const [host, about, body] = await Promise.all([memberIn(c), restingIn(c), c.req.arrayBuffer()])
  if (!about) return showWhatBecame(c)
  const input = remarkForm.read(body)
  const { values, faults } = remarkForm.check(input)
  if (faults)
    return showResting(c, host, about, {
      remark: { body: input.body, fault: replyMessage(faults[0]) },
    })
  const remark = { comment: about.reply.id, body: values.body }
  await withDeadline('write', addRemark({ db, now, by: host.id }, remark))
  return c.redirect(`${c.var.hub.paths.resting(about.reply.id)}#remarks-title`, 303)
})
