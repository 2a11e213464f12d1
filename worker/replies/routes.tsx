import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { paths } from '../../site/contract'
import { findReleased } from '../comments/releasing'
import { lookUp } from '../conversations/topics'
import { isHost } from '../desk/rules'
import type { App } from '../env'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { PATIENCE } from '../shell/compose'
import { forget } from '../shell/edge'
import { showFrame, showMissing, showUnavailable } from '../shell/frame'
import { showNothing } from '../shell/pages'
import type { SignedIn } from '../sign-in/queries'
import { addRemark, readAndRelease, sendResting } from './changes'
import { remarkForm } from './form'
import { Gone } from './gone'
import { replyMessage } from './messages'
import type { Resting } from './queries'
import { hasRested } from './rules'
import { saved } from './saved-routes'
import { obstacleIn, restingIn, showNotSaved, showResting } from './sitting'

/** How long a change may take to be written down, in milliseconds. */
const WRITING = 5000

export const replies = new Hono<App>()

replies.onError((error, c) => {
  console.error('replies rest:', error)
  return c.req.method === 'POST' ? showNotSaved(c) : showUnavailable(c)
})

/** For everybody who is no host there is nothing at these addresses. */
const hostsOnly: MiddlewareHandler<App> = async (c, next) => {
  const member = await within(PATIENCE, c.var.member())
  return isHost(member) ? next() : showNothing(c)
}

replies.use('/desk/resting/*', hostsOnly)
replies.use('/desk/replies/*', hostsOnly)
replies.use('/comments/:id/release', hostsOnly)
replies.use('/comments/:id/remarks', hostsOnly)

const hostIn = async (c: Context<App>): Promise<SignedIn> => (await c.var.member())!

/** What rested here was sent by now, which the comment shows, or it was thrown away. */
const showWhatBecame = async (c: Context<App>) => {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return showMissing(c)
  const released = await within(PATIENCE, findReleased(c.var.db, id))
  if (released) return c.redirect(paths.comment(released.id), 303)
  return showFrame(c, { title: 'Nothing rests here', status: 404, children: <Gone /> })
}

replies.get('/desk/resting/:id/', async (c) => {
  const about = await restingIn(c)
  return about ? showResting(c, await hostIn(c), about) : showWhatBecame(c)
})

const letGo = (c: Context<App>, host: SignedIn, { reply }: Resting) => {
  const { db, now } = c.var
  const deciding = { db, now, by: host.id }
  return reply.memberId === host.id
    ? sendResting(deciding, reply.id)
    : readAndRelease(deciding, reply.id)
}

/** Its author sends it after the rest; a second host who has read it lets it go at once. */
replies.post('/comments/:id/release', async (c) => {
  const { db, hub, now } = c.var
  const [host, about] = await Promise.all([hostIn(c), restingIn(c)])
  if (!about) return showWhatBecame(c)
  const obstacle = obstacleIn(c, about)
  if (obstacle) return showResting(c, host, about, { refused: obstacle })
  if (about.reply.memberId === host.id && !hasRested(about.reply, now))
    return showResting(c, host, about, { refused: 'too-early' })

  const id = await within(WRITING, letGo(c, host, about))
  if (!id) {
    const still = await restingIn(c)
    return still ? showResting(c, host, still, { refused: 'changed' }) : showWhatBecame(c)
  }
  const conversation = await lookUp(db, hub, about.reply.conversation)
  c.executionCtx.waitUntil(forget(conversation!, about.reply))
  return c.redirect(paths.comment(id), 303)
})

/** Hosts talk about a reply before it goes out. */
replies.post('/comments/:id/remarks', async (c) => {
  const { db, now } = c.var
  const [host, about, body] = await Promise.all([hostIn(c), restingIn(c), c.req.arrayBuffer()])
  if (!about) return showWhatBecame(c)
  const input = remarkForm.read(body)
  const { values, faults } = remarkForm.check(input)
  if (faults)
    return showResting(c, host, about, {
      remark: { body: input.body, fault: replyMessage(faults[0]) },
    })
  const remark = { comment: about.reply.id, body: values.body }
  await within(WRITING, addRemark({ db, now, by: host.id }, remark))
  return c.redirect(`${paths.resting(about.reply.id)}#remarks-title`, 303)
})

replies.route('/', saved)
