import type { Context } from 'hono'
import { deleteSignedCookie } from '../../http/signed-cookie'
import type { App } from '../../env'
import { flash } from '../../http/flash'
import { showMissing, showMessage } from '../../http/layout'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { enabledProviders } from './enabled-providers.middleware'
import { signInContext, completeSignIn, showSignIn, showSignInNotSetUp } from './responses.routes'
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
import { endSession } from './session.commands'
import { SESSION_COOKIE } from './session.middleware'
import { type SignInReason, signInMessage, signInStatus } from './messages'
import type { ProviderProfile } from './provider-profile.client'
import { logError } from '../../http/log-error'

/** `/auth/`: sign-out, and sign-in with an account at a provider. */
export const auth = newRouter()

const providerIn = (c: Context<App>): EnabledProvider | undefined =>
  enabledProviders(c).find(({ id }) => id === c.req.param('provider'))

/** The library is large, so it is only loaded for these requests. */
const load = () => import('./oauth.client')

/** The redirect URI of a provider: each has its own. */
const callbackOf = (c: Context<App>, { id }: EnabledProvider) =>
  c.var.origin + c.var.hub.paths.callback(id)

// Before `/:provider`, which would match it.
auth.post('/sign-out', async (c) => {
  const member = await c.var.member()
  if (member) await endSession(c.var.db, member.id, member.sessionId)
  deleteSignedCookie(c, SESSION_COOKIE)
  return c.redirect(c.var.hub.paths.home(), 303)
})

/** Redirects to a provider: to sign in, or, for a signed-in member, to add it. */
auth.post('/:provider', async (c) => {
  if (!c.env.HUB_SECRET) return showSignInNotSetUp(c)
  const provider = providerIn(c)
  if (!provider) return showMissing(c)
  const member = await c.var.member()
  const returnTo = member
    ? c.var.hub.paths.me()
    : safeReturnPath(c.var.hub.paths, providerForm.read(await c.req.arrayBuffer()).returnTo)
  const refuse = (fault: SignInReason) =>
    showRefused(c, { fault, provider, returnTo, isAdding: !!member })
  if (await isRateLimited(c)) return refuse('too-fast')

  const { startOAuth, safeErrorText } = await load()
  const request = await startOAuth(provider, callbackOf(c, provider)).catch((error: unknown) =>
    logError(c, `${provider.label} is unavailable`, safeErrorText(error)),
  )
  if (!request) return refuse('provider-failed')
  const { url, ...state } = request
  const adding = member && { memberId: member.id, sessionId: member.sessionId }
  await saveOAuthState(c, { ...state, provider: provider.id, returnTo, adding })
  return c.redirect(url, 303)
})

/** The error codes of providers for a cancelled sign-in. */
const DENIED =
  /^(?:access_denied|consent_required|login_required|interaction_required|user_cancelled_\w+)$/

/** The profile behind the provider’s response, or the reason of its refusal. */
const profileIn = async (
  c: Context<App>,
  provider: EnabledProvider,
  state: OAuthState,
): Promise<ProviderProfile | SignInReason> => {
  const { handleCallback, providerErrorCode, safeErrorText } = await load()
  const query = new URL(c.req.url).searchParams
  return handleCallback(provider, callbackOf(c, provider), query, state).catch((error: unknown) => {
    if (DENIED.test(providerErrorCode(error))) return 'denied'
    logError(c, `sign-in with ${provider.label} failed`, safeErrorText(error))
    return 'provider-failed'
  })
}

/** Signs the member in, or adds the account to the signed-in member, or shows the refusal. */
const answerCallback = async (
  c: Context<App>,
  provider: EnabledProvider,
  state: OAuthState,
): Promise<Response> => {
  const { returnTo, adding } = state
  const refuse = (fault: SignInReason) =>
    showRefused(c, { fault, provider, returnTo, isAdding: !!adding })
  const profile = await profileIn(c, provider, state)
  if (typeof profile === 'string') return refuse(profile)
  if (!adding) {
    const identified = await findOrCreateByProvider(signInContext(c), provider.id, profile)
    return identified === 'not-joined'
      ? refuse(identified)
      : completeSignIn(c, identified, returnTo)
  }
  // The member may have signed out since, or another may have signed in: nothing is added then.
  const member = await c.var.member()
  if (member?.sessionId !== adding.sessionId) return refuse('not-begun')
  const added = await linkAccount(signInContext(c), adding.memberId, provider.id, profile)
  return added === 'added'
    ? c.redirect(flash(c.var.hub.paths.me(), 'way-added'), 303)
    : refuse(added)
}

/** The redirect URI of the providers. */
auth.get('/callback/:provider', async (c) => {
  if (!c.env.HUB_SECRET) return showSignInNotSetUp(c)
  const provider = providerIn(c)
  if (!provider) return showMissing(c)
  const state = await takeOAuthState(c, provider.id)
  return state
    ? clearOAuthCookie(c, await answerCallback(c, provider, state))
    : showRefused(c, {
        fault: 'not-begun',
        provider,
        returnTo: safeReturnPath(c.var.hub.paths, ''),
        isAdding: false,
      })
})

interface Refused {
  fault: SignInReason
  provider: EnabledProvider
  returnTo: string
  /** Whether a signed-in member wanted to add the provider. */
  isAdding: boolean
}

const showRefused = (c: Context<App>, { fault, provider, returnTo, isAdding }: Refused) => {
  const { label } = provider
  if (!isAdding) return showSignIn(c, { fault, returnTo, provider: label })
  return showMessage(c, signInStatus(fault), `${label} was not added`, signInMessage(fault, label))
}
