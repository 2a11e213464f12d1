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
import { BannedPage } from './pages.view'
import { type EnabledProvider, listRetiredProviders, listEnabledProviders } from './providers.rules'
import { startSession } from './session.middleware'
import { type SignInReason, signInStatus } from './messages'
import { SignInPage } from './view'

/** A hub without its secret can tell nobody from anybody. */
export const showSignInNotSetUp = async (c: Context<App>) => {
  console.error('HUB_SECRET is not set; without it nobody can sign in.')
  const page = await showMessage(
    c,
    503,
    'Nobody can sign in here yet',
    'This hub is not set up for it: its owner must set HUB_SECRET first.',
  )
  page.headers.set('retry-after', '3600')
  return page
}

/** What the doors need to know of this request. */
export const signInContext = (c: Context<App>): SignInContext => {
  const { db, hub, now } = c.var
  return { db, hub, now, owner: c.env.OWNER_EMAIL }
}

/** The providers by which somebody can come in now. */
export const enabledProviders = (c: Context<App>): EnabledProvider[] =>
  listEnabledProviders(c.var.hub, c.env, c.var.now)

/**
 * Lets the forms of this page lead on to a provider. Chrome holds `form-action` against every
 * redirect that follows a form, and nobody knows them all: a provider may send somebody on to the
 * sign-in of their own company. So it is any host, but over TLS, and on these pages alone; nothing
 * that people write stands on them.
 */
export const allowFormTargets = (c: Context<App>, doors: EnabledProvider[]) => {
  if (doors.length === 0) return
  const own = doors
    .flatMap(({ discovery }) => discovery ?? [])
    .filter((url) => !url.startsWith('https:'))
  c.set('formTargets', ['https:', ...own.map((url) => new URL(url).origin)].join(' '))
}

interface SignInPageState {
  returnTo: string
  email?: string
  fault?: SignInReason | undefined
  /** What people call the provider that the fault is about. */
  provider?: string | undefined
}

/** The page with all ways in. */
export const showSignIn = async (c: Context<App>, showing: SignInPageState) => {
  const status = showing.fault ? signInStatus(showing.fault) : 200
  const providers = enabledProviders(c)
  allowFormTargets(c, providers)
  const { hub, now } = c.var
  const page = await showPage(c, {
    title: 'Sign in',
    status,
    page: hub.paths.signIn(),
    children: (
      <SignInPage
        {...showing}
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
    title: 'You can not sign in',
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

/** Lets somebody in, and back to where they were; whoever is banned reads until when, and why. */
export const completeSignIn = async (
  c: Context<App>,
  arrival: IdentifiedMember,
  returnTo: string,
) => {
  const { member } = arrival
  if (isBanned(member, c.var.now)) return showBanned(c, member)
  const isHereFirst = await prepareSignIn(signInContext(c), arrival)
  await startSession(c, member.id)
  return c.redirect(isHereFirst ? flash(returnTo, 'welcome') : returnTo, 303)
}
