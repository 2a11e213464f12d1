import type { Context } from 'hono'
import { type Hub, paths } from '../../site/contract'
import type { App } from '../env'
import type { Member } from '../members/table'
import { hasSender } from '../notices/rules'
import { noted } from '../shell/note'
import { showFrame, showSentence } from '../shell/frame'
import type { Doorway } from './doorway'
import { Banned } from './pages'
import { type Door, listClosed, listDoors } from './providers'
import { endSession } from './queries'
import { type DoorFault, statusOf } from './sentences'
import { Doors } from './view'

/** Whether somebody tries more often than people do. */
export const isTooFast = async (c: Context<App>): Promise<boolean> =>
  !(await c.env.ATTEMPTS.limit({ key: await c.var.addressHash() })).success

/** A hub without its secret can tell nobody from anybody. */
export const showNotSetUp = async (c: Context<App>) => {
  console.error('HUB_SECRET is not set; without it nobody can sign in.')
  const page = await showSentence(
    c,
    503,
    'Nobody can sign in here yet',
    'This hub is not set up for it: its owner must set HUB_SECRET first.',
  )
  page.headers.set('retry-after', '3600')
  return page
}

/** What the doors need to know of this request. */
export const doorwayOf = (c: Context<App>, more: Partial<Doorway> = {}): Doorway => {
  const { db, hub, origin, now } = c.var
  return { db, hub, origin, now, secret: c.env.HUB_SECRET!, owner: c.env.OWNER_EMAIL, ...more }
}

/** The providers by which somebody can come in now. */
export const doorsOf = (c: Context<App>): Door[] => listDoors(c.var.hub, c.env, c.var.now)

/**
 * Lets the forms of this page lead on to a provider. Chrome holds `form-action` against every
 * redirect that follows a form, and nobody knows them all: a provider may send somebody on to the
 * sign-in of their own company. So it is any host, but over TLS, and on these pages alone; nothing
 * that people write stands on them.
 */
export const letFormsLeadOn = (c: Context<App>, doors: Door[]) => {
  if (doors.length === 0) return
  const own = doors
    .flatMap(({ discovery }) => discovery ?? [])
    .filter((url) => !url.startsWith('https:'))
  c.set('formsLeadTo', ['https:', ...own.map((url) => new URL(url).origin)].join(' '))
}

interface Showing {
  returnTo: string
  email?: string
  fault?: DoorFault | undefined
  /** What people call the provider that the fault is about. */
  provider?: string | undefined
}

/** The page with all ways in. */
export const showDoors = async (c: Context<App>, showing: Showing) => {
  const status = showing.fault ? statusOf(showing.fault) : 200
  const providers = doorsOf(c)
  letFormsLeadOn(c, providers)
  const { hub, now } = c.var
  const page = await showFrame(c, {
    title: 'Sign in',
    status,
    page: paths.signIn(),
    children: (
      <Doors
        {...showing}
        hub={hub}
        providers={providers}
        closed={listClosed(hub, now)}
        canMail={hasSender(c.env)}
      />
    ),
  })
  if (status === 429 || status === 503) page.headers.set('retry-after', '60')
  return page
}

export const showBanned = (c: Context<App>, { bannedUntil, banReason }: Member) => {
  const { language, timezone }: Hub = c.var.hub
  return showFrame(c, {
    title: 'You can not sign in',
    status: 403,
    children: (
      <Banned until={bannedUntil!} reason={banReason} language={language} timezone={timezone} />
    ),
  })
}

/** Carries the cookies that the keeper of the doors sets over into our own answer. */
export const takeCookies = (c: Context<App>, { headers }: Response) => {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}

/** Somebody is in: their browser holds the new session, and the one it held before is over. */
export const letIn = async (
  c: Context<App>,
  answer: Response,
  returnTo: string,
  /** Whether they are here for the first time. */
  isNew: boolean,
) => {
  const before = await c.var.member()
  if (before) await endSession(c.var.db, before.id, before.sessionId)
  takeCookies(c, answer)
  return c.redirect(isNew ? noted(returnTo, 'welcome') : returnTo, 303)
}
