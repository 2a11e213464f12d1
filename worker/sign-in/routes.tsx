import { type Context, Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { base, paths } from '../../site/contract'
import type { App } from '../env'
import { newId } from '../kit/id'
import { findMemberByEmail } from '../members/queries'
import { sendDue } from '../notices/jobs'
import { outgoing } from '../notices/queries'
import { recipientOf } from '../notices/recipient'
import { hasSender } from '../notices/rules'
import { showFrame, showUnavailable } from '../shell/frame'
import { doorwayOf, isTooFast, letIn, showDoors, showNotSetUp } from './answers'
import { joinForm, signInForm } from './form'
import { byLetter } from './joining'
import { idIn, tokenOf, waitingAs } from './link'
import { Answer, Sent } from './pages'
import { ownWays } from './own-routes'
import { passkeyRoutes } from './passkey-routes'
import { providers } from './provider-routes'
import { addUnproven, endSession, findMailed, takeUnproven } from './queries'
import { insideHub, LINK_MINUTES } from './rules'
import { SESSION } from './session'
import { type SignInReason, signInStatus } from './messages'

export const signIn = new Hono<App>()

signIn.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

signIn.get('/sign-in/', async (c) => {
  const returnTo = insideHub(c.req.query('returnTo') ?? '')
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  return (await c.var.member()) ? c.redirect(returnTo, 303) : showDoors(c, { returnTo })
})

/** A letter with a link goes to whoever asks, known or not: the answer tells nothing of anybody. */
signIn.post('/sign-in/', async (c) => {
  const { db, hub, now, origin } = c.var
  const { env } = c
  if (!env.HUB_SECRET) return showNotSetUp(c)
  const input = signInForm.read(await c.req.arrayBuffer())
  const returnTo = insideHub(input.returnTo)
  const refuse = (fault: SignInReason) => showDoors(c, { returnTo, email: input.email, fault })
  if (await isTooFast(c)) return refuse('too-fast')
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
  c.executionCtx.waitUntil(sendDue({ env, db, hub, origin, now, subject }))
  return c.redirect(paths.signInSent(), 303)
})

signIn.get('/sign-in/sent/', (c) =>
  showFrame(c, {
    title: 'Look into your mail',
    children: <Sent minutes={LINK_MINUTES} isLocal={Boolean(c.env.HUB_LOCAL)} />,
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
  const action = paths.signInLink(c.req.param('token')!)
  return showFrame(c, {
    title: name === undefined ? 'Welcome back' : 'Welcome',
    status: fault ? signInStatus(fault) : 200,
    children: <Answer {...{ action, email, returnTo, name, fault }} />,
  })
}

/** A link in a letter is followed by machines too, so it only shows a button. */
signIn.get('/sign-in/:token/', async (c) => {
  const returnTo = insideHub(c.req.query('returnTo') ?? '')
  const email = await mailedTo(c)
  if (!email) return showDoors(c, { returnTo, fault: 'link-gone' })
  return showAnswer(c, { email, returnTo, name: (await isCalled(c, email)) ? undefined : '' })
})

/** Whoever has the letter has the address: they are in, and a member from now on. */
signIn.post('/sign-in/:token/', async (c) => {
  const { hub } = c.var
  const input = joinForm.read(await c.req.arrayBuffer())
  const returnTo = insideHub(input.returnTo)
  const email = await mailedTo(c)
  if (!email) return showDoors(c, { returnTo, fault: 'link-gone' })
  const name = (await isCalled(c, email)) ? undefined : input.name
  if (await isTooFast(c)) return showAnswer(c, { email, returnTo, name, fault: 'too-fast' })
  const { faults } = joinForm.check(input, hub)
  if (name !== undefined && faults)
    return showAnswer(c, { email, returnTo, name, fault: faults[0].reason })

  const waiting = await waitingAs('sign-in', c.req.param('token'))
  if (!(await takeUnproven(c.var.db, waiting, c.var.now)))
    return showDoors(c, { returnTo, fault: 'link-gone' })
  return letIn(c, await byLetter(doorwayOf(c), email, input.name), returnTo)
})

signIn.post('/auth/sign-out', async (c) => {
  const member = await c.var.member()
  if (member) await endSession(c.var.db, member.id, member.sessionId)
  deleteCookie(c, SESSION, { path: base })
  return c.redirect(paths.home(), 303)
})

signIn.route('/', ownWays)
signIn.route('/', passkeyRoutes)
// Last: `auth/sign-out` is no provider.
signIn.route('/', providers)
