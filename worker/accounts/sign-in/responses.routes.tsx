import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { App } from '../../env'
import { isBanned } from '../members/ban.rules'
import type { Member } from '../members/table'
import { hasSender } from '../../notifications/rules'
import { flash } from '../../http/flash'
import { showPage, showMessage } from '../../http/layout'
import {
  type IdentifiedMember,
  type SignInContext,
  prepareSignIn,
} from './prepare-sign-in.commands'
import { allowFormTargets, enabledProviders } from './enabled-providers.middleware'
import { BannedPage } from './pages.view'
import { listRetiredProviders } from './providers.rules'
import { startSession } from './session.middleware'
import { type SignInReason, signInStatus, signInTitles } from './messages'
import { SignInPage } from './view'
import { logFailure } from '../../lib/log-failure'

/** The 503 page of a hub without `HUB_SECRET`, which signs the session cookies. */
export const showSignInNotSetUp = async (c: Context<App>) => {
  logFailure('HUB_SECRET is not set; sign-in is unavailable.')
  const page = await showMessage(
    c,
    503,
    'Sign-in is not available yet',
    'The owner of this hub must set HUB_SECRET first.',
  )
  page.headers.set('retry-after', '3600')
  return page
}

/** What signing in needs from the request. */
export const signInContext = (c: Context<App>): SignInContext => {
  const { db, hub, now } = c.var
  return { db, hub, now, secret: c.env.HUB_SECRET!, owner: c.env.OWNER_EMAIL }
}

interface SignInPageState {
  returnTo: string
  email?: string
  fault?: SignInReason | undefined
  /** The label of the provider that the fault is about. */
  provider?: string | undefined
}

/** The page with every sign-in method. */
export const showSignIn = async (c: Context<App>, state: SignInPageState) => {
  const status = state.fault ? signInStatus(state.fault) : 200
  const providers = enabledProviders(c)
  allowFormTargets(c, providers)
  const { hub, now } = c.var
  const page = await showPage(c, {
    title: signInTitles.signIn,
    status,
    page: hub.paths.signIn(),
    children: (
      <SignInPage
        {...state}
        hub={hub}
        providers={providers}
        closed={listRetiredProviders(hub, now)}
        canMail={hasSender(c.env)}
      />
    ),
  })
  if (status === 429 || status === 503) page.headers.set('retry-after', '60')
  return page
}

const showBanned = (c: Context<App>, { bannedUntil, banReason }: Member) => {
  const { language, timezone }: Hub = c.var.hub
  return showPage(c, {
    title: signInTitles.banned,
    status: 403,
    children: (
      <BannedPage
        paths={c.var.hub.paths}
        until={bannedUntil!}
        reason={banReason}
        language={language}
        timezone={timezone}
      />
    ),
  })
}

/** Starts a session and redirects to `returnTo`; a banned member gets a page with the reason instead. */
export const completeSignIn = async (
  c: Context<App>,
  identified: IdentifiedMember,
  returnTo: string,
) => {
  const { member } = identified
  if (isBanned(member, c.var.now)) return showBanned(c, member)
  const isFirst = await prepareSignIn(signInContext(c), identified)
  await startSession(c, member.id)
  return c.redirect(isFirst ? flash(returnTo, 'welcome') : returnTo, 303)
}
