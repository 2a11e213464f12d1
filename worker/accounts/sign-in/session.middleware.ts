import type { Context } from 'hono'
import { setSignedCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Paths } from '../../../site/contract/paths'
import type { App } from '../../env'
import { readSignedCookie, signedCookieOptions } from '../../http/signed-cookie'
import { newId } from '../../lib/id'
import { addSession, endSession } from './session.commands'
import { findSignedIn, type SignedIn } from './queries'
import { browserName, SESSION_DAYS } from './rules'

/** The session cookie: the session’s token, signed. */
export const SESSION_COOKIE = 'hub-session'

/** The options of other cookies: only for the hub’s path, for no script, and `SameSite`. */
export const cookieOptions = (paths: Paths, origin: string, { minutes }: { minutes: number }) =>
  ({
    path: paths.base,
    httpOnly: true,
    sameSite: 'Lax',
    secure: origin.startsWith('https:'),
    maxAge: minutes * 60,
  }) as const

const find = async (c: Context<App>): Promise<SignedIn | undefined> => {
  const token = await readSignedCookie(c, SESSION_COOKIE)
  return token ? findSignedIn(c.var.db, token, c.var.now) : undefined
}

/** Sets `c.var.member`, which looks the signed-in member up once; without the cookie, no query. */
export const session = createMiddleware<App>(async (c, next) => {
  let member: Promise<SignedIn | undefined> | undefined
  c.set('member', () => (member ??= find(c)))
  await next()
})

/**
 * Starts a session with a new token, which prevents session fixation, and ends the browser’s previous
 * session.
 */
export const startSession = async (c: Context<App>, memberId: string) => {
  const { db, now } = c.var
  const before = await c.var.member()
  if (before) await endSession(db, before.id, before.sessionId)
  const token = `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll('-', '')
  const minutes = SESSION_DAYS * 24 * 60
  await addSession(db, {
    id: newId(now),
    token,
    userId: memberId,
    userAgent: browserName(c.req.header('user-agent') ?? ''),
    expiresAt: new Date(now.getTime() + minutes * 60_000),
    createdAt: now,
    updatedAt: now,
  })
  await setSignedCookie(c, SESSION_COOKIE, token, c.env.HUB_SECRET!, {
    ...signedCookieOptions(c),
    maxAge: minutes * 60,
  })
}

/** Redirects to the sign-in page, which returns to the requested page. */
export const redirectToSignIn = (c: Context<App>): Response => {
  const { pathname, search } = new URL(c.req.url)
  const isPage = c.req.method === 'GET'
  return c.redirect(
    c.var.hub.paths.signIn(isPage ? { returnTo: pathname + search } : undefined),
    303,
  )
}
