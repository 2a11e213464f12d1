import type { Context } from 'hono'
import type { App } from '../../env'
import { newId } from '../../lib/id'
import { findMemberByEmail } from '../members/queries'
import { outgoing } from '../../notifications/queries'
import { recipientOf } from '../../notifications/recipient.token'
import { hasSender } from '../../notifications/rules'
import { showFrame } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { doorwayOf, letIn, showDoors, showNotSetUp } from './responses.routes'
import { joinForm, signInForm } from './form'
import { byLetter } from './find-or-create-member.commands'
import { idIn, tokenOf, waitingAs } from './link.token'
import { Answer, Sent } from './pages.view'
import { addUnproven, findMailed, takeUnproven } from './queries'
import { insideHub, LINK_MINUTES } from './rules'
import { type SignInReason, signInStatus } from './messages'

/** `/sign-in/`: the ways in by email. */
export const signIn = newRouter()

signIn.get('/', async (c) => {
  const returnTo = insideHub(c.var.hub.paths, c.req.query('returnTo') ?? '')
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  return (await c.var.member()) ? c.redirect(returnTo, 303) : showDoors(c, { returnTo })
})

/** A letter with a link goes to whoever asks, known or not: the answer tells nothing of anybody. */
signIn.post('/', async (c) => {
  const { db, hub, now } = c.var
  const { env } = c
  if (!env.HUB_SECRET) return showNotSetUp(c)
  const input = signInForm.read(await c.req.arrayBuffer())
  const returnTo = insideHub(c.var.hub.paths, input.returnTo)
  const refuse = (fault: SignInReason) => showDoors(c, { returnTo, email: input.email, fault })
  if (await isRateLimited(c)) return refuse('too-fast')
  const { values, faults } = signInForm.check(input)
  if (faults) return refuse(faults[0].reason)
  const { email } = values
  if (!hasSender(env)) return refuse('no-sender')

  const subject = newId(now)
  const waiting = {
    id: newId(now),
    identifier: await waitingAs('sign-in', await tokenOf(env.HUB_SECRET, 'sign-in', subject)),
    value: JSON.stringify({ email }),
    expiresAt: new Date(now.getTime() + LINK_MINUTES * 60_000),
  }
  const recipient = await recipientOf(env.HUB_SECRET, email)
  const detail = { returnTo }
  await db.batch([
    addUnproven(db, waiting, now),
    outgoing(db, { event: 'member.sign-in', subject, recipient, detail, now }),
  ])
  c.executionCtx.waitUntil(c.var.sendOutbox(subject))
  return c.redirect(hub.paths.signInSent(), 303)
})

signIn.get('/sent/', (c) =>
  showFrame(c, {
    title: 'Look into your mail',
    children: (
      <Sent paths={c.var.hub.paths} minutes={LINK_MINUTES} isLocal={Boolean(c.env.HUB_LOCAL)} />
    ),
  }),
)

/** The address that a mailed link is for, while it is good. */
const mailedTo = async (c: Context<App>) => {
  const token = c.req.param('token') ?? ''
  if (!c.env.HUB_SECRET || !idIn(token)) return undefined
  return findMailed(c.var.db, await waitingAs('sign-in', token), c.var.now)
}

/** Whether a member comes in with this address who has a name by now; an invited one has none. */
const isCalled = async (c: Context<App>, email: string) => {
  const known = await findMemberByEmail(c.var.db, email)
  return known !== undefined && !known.invitedAt
}

interface Answering {
  returnTo: string
  fault?: SignInReason
  email: string
  name: string | undefined
}

const showAnswer = (c: Context<App>, { email, returnTo, name, fault }: Answering) => {
  const action = c.var.hub.paths.signInLink(c.req.param('token')!)
  return showFrame(c, {
    title: name === undefined ? 'Welcome back' : 'Welcome',
    status: fault ? signInStatus(fault) : 200,
    children: <Answer {...{ action, email, returnTo, name, fault }} />,
  })
}

/** A link in a letter is followed by machines too, so it only shows a button. */
signIn.get('/:token/', async (c) => {
  const returnTo = insideHub(c.var.hub.paths, c.req.query('returnTo') ?? '')
  const email = await mailedTo(c)
  if (!email) return showDoors(c, { returnTo, fault: 'link-gone' })
  return showAnswer(c, { email, returnTo, name: (await isCalled(c, email)) ? undefined : '' })
})

/** Whoever has the letter has the address: they are in, and a member from now on. */
signIn.post('/:token/', async (c) => {
  const { hub } = c.var
  const input = joinForm.read(await c.req.arrayBuffer())
  const returnTo = insideHub(c.var.hub.paths, input.returnTo)
  const email = await mailedTo(c)
  if (!email) return showDoors(c, { returnTo, fault: 'link-gone' })
  const name = (await isCalled(c, email)) ? undefined : input.name
  if (await isRateLimited(c)) return showAnswer(c, { email, returnTo, name, fault: 'too-fast' })
  const { faults } = joinForm.check(input, hub)
  if (name !== undefined && faults)
    return showAnswer(c, { email, returnTo, name, fault: faults[0].reason })

  const waiting = await waitingAs('sign-in', c.req.param('token'))
  if (!(await takeUnproven(c.var.db, waiting, c.var.now)))
    return showDoors(c, { returnTo, fault: 'link-gone' })
  return letIn(c, await byLetter(doorwayOf(c), email, input.name), returnTo)
})
