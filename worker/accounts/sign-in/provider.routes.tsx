import type { Context } from 'hono'
import { deleteCookie } from 'hono/cookie'
import type { App } from '../../env'
import { flash } from '../../http/flash'
import { showMissing, showMessage } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import {
  enabledProviders,
  signInContext,
  completeSignIn,
  showSignIn,
  showSignInNotSetUp,
} from './responses.routes'
import {
  type OAuthState,
  clearOAuthCookie,
  takeOAuthState,
  saveOAuthState,
} from './oauth-state.middleware'
import { providerForm } from './form'
import { linkAccount, findOrCreateByProvider } from './find-or-create-member.commands'
import type { EnabledProvider } from './providers.rules'
import { safeReturnPath } from './rules'
import { endSession } from './queries'
import { SESSION_COOKIE } from './session.middleware'
import { type SignInReason, signInMessage, signInStatus } from './messages'
import type { ProviderProfile } from './provider-profile.client'

/** `/auth/`: the way out, and the ways in by the account at a provider. */
export const auth = newRouter()

const providerIn = (c: Context<App>): EnabledProvider | undefined =>
  enabledProviders(c).find(({ id }) => id === c.req.param('provider'))

/** Only who comes here loads it. */
const load = () => import('./oauth.client')

/** Where this provider sends people back to: an address of its own. */
const callbackOf = (c: Context<App>, { id }: EnabledProvider) =>
  c.var.origin + c.var.hub.paths.callback(id)

// Before the providers: none of them is called `sign-out`.
auth.post('/sign-out', async (c) => {
  const member = await c.var.member()
  if (member) await endSession(c.var.db, member.id, member.sessionId)
  deleteCookie(c, SESSION_COOKIE, { path: c.var.hub.base })
  return c.redirect(c.var.hub.paths.home(), 303)
})

/** Sets out for a provider: to sign in, or, for whoever is signed in, to add it. */
auth.post('/:provider', async (c) => {
  if (!c.env.HUB_SECRET) return showSignInNotSetUp(c)
  const door = providerIn(c)
  if (!door) return showMissing(c)
  const member = await c.var.member()
  const returnTo = member
    ? c.var.hub.paths.me()
    : safeReturnPath(c.var.hub.paths, providerForm.read(await c.req.arrayBuffer()).returnTo)
  const refuse = (fault: SignInReason) =>
    showRefused(c, { fault, door, returnTo, isAdding: !!member })
  if (await isRateLimited(c)) return refuse('too-fast')

  const { startOAuth, safeErrorText } = await load()
  const going = await startOAuth(door, callbackOf(c, door)).catch((error: unknown) =>
    console.error(`${door.label} can not be asked: ${safeErrorText(error)}`),
  )
  if (!going) return refuse('provider-failed')
  const { url, ...kept } = going
  const adding = member && { memberId: member.id, sessionId: member.sessionId }
  await saveOAuthState(c, { ...kept, provider: door.id, returnTo, adding })
  return c.redirect(url, 303)
})

/** What providers call it when somebody has changed their mind there. */
const DENIED =
  /^(?:access_denied|consent_required|login_required|interaction_required|user_cancelled_\w+)$/

/** Whom a provider's answer tells of; what is wrong with it, if anything is. */
const profileIn = async (
  c: Context<App>,
  door: EnabledProvider,
  away: OAuthState,
): Promise<ProviderProfile | SignInReason> => {
  const { handleCallback, providerErrorCode, safeErrorText } = await load()
  const answer = new URL(c.req.url).searchParams
  return handleCallback(door, callbackOf(c, door), answer, away).catch((error: unknown) => {
    if (DENIED.test(providerErrorCode(error))) return 'denied'
    console.error(`${door.label} let nobody in: ${safeErrorText(error)}`)
    return 'provider-failed'
  })
}

/** What somebody sees who has come back: they are in, or have one more way in, or read why not. */
const answerCallback = async (
  c: Context<App>,
  door: EnabledProvider,
  away: OAuthState,
): Promise<Response> => {
  const { returnTo, adding } = away
  const refuse = (fault: SignInReason) =>
    showRefused(c, { fault, door, returnTo, isAdding: !!adding })
  const told = await profileIn(c, door, away)
  if (typeof told === 'string') return refuse(told)
  if (!adding) {
    const arrival = await findOrCreateByProvider(signInContext(c), door.id, told)
    return arrival === 'not-joined' ? refuse(arrival) : completeSignIn(c, arrival, returnTo)
  }
  // Whoever signed out meanwhile, or is somebody else by now, adds nothing.
  const member = await c.var.member()
  if (member?.sessionId !== adding.sessionId) return refuse('not-begun')
  const added = await linkAccount(signInContext(c), adding.memberId, door.id, told)
  return added === 'added'
    ? c.redirect(flash(c.var.hub.paths.me(), 'way-added'), 303)
    : refuse(added)
}

/** Where a provider sends people back to. */
auth.get('/callback/:provider', async (c) => {
  if (!c.env.HUB_SECRET) return showSignInNotSetUp(c)
  const door = providerIn(c)
  if (!door) return showMissing(c)
  const away = await takeOAuthState(c, door.id)
  return away
    ? clearOAuthCookie(c, await answerCallback(c, door, away))
    : showRefused(c, {
        fault: 'not-begun',
        door,
        returnTo: safeReturnPath(c.var.hub.paths, ''),
        isAdding: false,
      })
})

interface Refused {
  fault: SignInReason
  door: EnabledProvider
  returnTo: string
  /** Whether they are in already, and wanted to add this one. */
  isAdding: boolean
}

const showRefused = (c: Context<App>, { fault, door, returnTo, isAdding }: Refused) => {
  if (!isAdding) return showSignIn(c, { fault, returnTo, provider: door.label })
  return showMessage(
    c,
    signInStatus(fault),
    `${door.label} was not added`,
    signInMessage(fault, door.label),
  )
}
