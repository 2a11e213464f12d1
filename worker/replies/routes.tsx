import type { Context } from 'hono'
import { findReleased } from '../comments/releasing'
import { lookUp } from '../conversations/topics'
import type { App } from '../env'
import { isId } from '../kit/id'
import { withDeadline } from '../kit/with-deadline'
import { forget } from '../shell/edge'
import { showFrame, showMissing } from '../shell/frame'
import { memberIn } from '../shell/require-member'
import { requireHost } from '../shell/require-host'
import { newRouter } from '../shell/router'
import type { SignedIn } from '../sign-in/queries'
import { addRemark, readAndRelease, sendResting } from './changes'
import { remarkForm } from './form'
import { Gone } from './gone'
import { replyMessage } from './messages'
import type { Resting } from './queries'
import { hasRested } from './rules'
import { obstacleIn, restingIn, showNotSaved, showResting } from './sitting'

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
  const conversation = await lookUp(db, hub, about.reply.conversation)
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
