import type { Context } from 'hono'
import type { App } from '../../env'
import { newId } from '../../lib/id'
import { findMemberByEmail } from '../members/queries'
import { addToOutbox } from '../../notifications/commands'
import { hashRecipient } from '../../notifications/recipient.token'
import { hasSender } from '../../notifications/rules'
import { showPage } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { signInContext, completeSignIn, showSignIn, showSignInNotSetUp } from './responses.routes'
import { joinForm, signInForm } from './form'
import { findOrCreateByEmail } from './find-or-create-member.commands'
import { idInLinkToken, linkToken, linkIdentifier } from './link.token'
import { LinkPage, LinkSent } from './pages.view'
import { createVerification, takeVerification } from './verification.commands'
import { findLinkEmail } from './queries'
import { safeReturnPath, LINK_MINUTES } from './rules'
import { type SignInReason, signInStatus, signInTitles } from './messages'

/** `/sign-in/`: sign-in by email link. */
export const signIn = newRouter()

signIn.get('/', async (c) => {
  const returnTo = safeReturnPath(c.var.hub.paths, c.req.query('returnTo') ?? '')
  if (!c.env.HUB_SECRET) return showSignInNotSetUp(c)
  return (await c.var.member()) ? c.redirect(returnTo, 303) : showSignIn(c, { returnTo })
})

/** Emails a sign-in link. The response does not reveal whether the address is known. */
signIn.post('/', async (c) => {
  const { db, hub, now } = c.var
  const { env } = c
  if (!env.HUB_SECRET) return showSignInNotSetUp(c)
  const input = signInForm.read(await c.req.arrayBuffer())
  const returnTo = safeReturnPath(c.var.hub.paths, input.returnTo)
  const refuse = (fault: SignInReason) => showSignIn(c, { returnTo, email: input.email, fault })
  if (await isRateLimited(c)) return refuse('too-fast')
  const { values, faults } = signInForm.check(input)
  if (faults) return refuse(faults[0].reason)
  const { email } = values
  if (!hasSender(env)) return refuse('no-sender')

  const subject = newId(now)
  const waiting = {
    id: newId(now),
    identifier: await linkIdentifier(
      'sign-in',
      await linkToken(env.HUB_SECRET, 'sign-in', subject),
    ),
    value: JSON.stringify({ email }),
    expiresAt: new Date(now.getTime() + LINK_MINUTES * 60_000),
  }
  const recipient = await hashRecipient(env.HUB_SECRET, email)
  const detail = { returnTo }
  await db.batch([
    createVerification(db, waiting, now),
    addToOutbox(db, { event: 'member.sign-in', subject, recipient, detail, now }),
  ])
  c.executionCtx.waitUntil(c.var.sendOutbox(subject))
  return c.redirect(hub.paths.signInSent(), 303)
})

signIn.get('/sent/', (c) =>
  showPage(c, {
    title: signInTitles.sent,
    children: (
      <LinkSent paths={c.var.hub.paths} minutes={LINK_MINUTES} isLocal={Boolean(c.env.HUB_LOCAL)} />
    ),
  }),
)

/** The address that the link was emailed to; `undefined` once it is used or expired. */
const linkEmailIn = async (c: Context<App>) => {
  const token = c.req.param('token') ?? ''
  if (!c.env.HUB_SECRET || !idInLinkToken(token)) return undefined
  return findLinkEmail(c.var.db, await linkIdentifier('sign-in', token), c.var.now)
}

/** Whether a member with this address has a name; an invited member has none yet. */
const hasName = async (c: Context<App>, email: string) => {
  const known = await findMemberByEmail(c.var.db, email)
  return known !== undefined && !known.invitedAt
}

interface LinkPageState {
  returnTo: string
  fault?: SignInReason
  email: string
  name: string | undefined
}

const showLinkPage = (c: Context<App>, { email, returnTo, name, fault }: LinkPageState) => {
  const action = c.var.hub.paths.signInLink(c.req.param('token')!)
  return showPage(c, {
    title: name === undefined ? 'Welcome back' : 'Welcome',
    status: fault ? signInStatus(fault) : 200,
    children: <LinkPage {...{ action, email, returnTo, name, fault }} />,
  })
}

/** Mail scanners follow links, so the page only shows a button. */
signIn.get('/:token/', async (c) => {
  const returnTo = safeReturnPath(c.var.hub.paths, c.req.query('returnTo') ?? '')
  const email = await linkEmailIn(c)
  if (!email) return showSignIn(c, { returnTo, fault: 'link-gone' })
  return showLinkPage(c, { email, returnTo, name: (await hasName(c, email)) ? undefined : '' })
})

/** The link proves the address: signs its member in, or creates one. */
signIn.post('/:token/', async (c) => {
  const { hub } = c.var
  const input = joinForm.read(await c.req.arrayBuffer())
  const returnTo = safeReturnPath(c.var.hub.paths, input.returnTo)
  const email = await linkEmailIn(c)
  if (!email) return showSignIn(c, { returnTo, fault: 'link-gone' })
  const name = (await hasName(c, email)) ? undefined : input.name
  if (await isRateLimited(c)) return showLinkPage(c, { email, returnTo, name, fault: 'too-fast' })
  const { faults } = joinForm.check(input, hub)
  if (name !== undefined && faults)
    return showLinkPage(c, { email, returnTo, name, fault: faults[0].reason })

  const waiting = await linkIdentifier('sign-in', c.req.param('token'))
  if (!(await takeVerification(c.var.db, waiting, c.var.now)))
    return showSignIn(c, { returnTo, fault: 'link-gone' })
  return completeSignIn(c, await findOrCreateByEmail(signInContext(c), email, input.name), returnTo)
})
