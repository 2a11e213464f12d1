import type { Context } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Paths } from '../../../site/contract/paths'
import type { App } from '../../env'
import { newId } from '../../lib/id'
import { addSession, endSession, findSignedIn, type SignedIn } from './queries'
import { browserName, SESSION_DAYS } from './rules'

/** The cookie of somebody who is signed in: a session's token, and the hub's seal on it. */
export const SESSION_COOKIE = 'hub-session'

/** How the doors set a cookie: the hub's alone, for no script, and for no form of another site. */
export const cookieOptions = (paths: Paths, origin: string, { minutes }: { minutes: number }) =>
  ({
    path: paths.base,
    httpOnly: true,
    sameSite: 'Lax',
    secure: origin.startsWith('https:'),
    maxAge: minutes * 60,
  }) as const

const find = async (c: Context<App>): Promise<SignedIn | undefined> => {
  const secret = c.env.HUB_SECRET
  if (!secret || !c.req.header('cookie')?.includes(`${SESSION_COOKIE}=`)) return undefined
  const token = await getSignedCookie(c, secret, SESSION_COOKIE)
  return token ? findSignedIn(c.var.db, token, c.var.now) : undefined
}

/** Whoever is signed in, looked up when a room first asks; without the cookie nothing is. */
export const session = createMiddleware<App>(async (c, next) => {
  let finding: Promise<SignedIn | undefined> | undefined
  c.set('member', () => (finding ??= find(c)))
  await next()
})

/**
 * Somebody is in: their browser holds a session with a token of its own, never one that was there
 * before, and the one that it held is over.
 */
export const startSession = async (c: Context<App>, memberId: string) => {
  const { db, now, origin } = c.var
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
  await setSignedCookie(
    c,
    SESSION_COOKIE,
    token,
    c.env.HUB_SECRET!,
    cookieOptions(c.var.hub.paths, origin, { minutes }),
  )
}

/** Where somebody goes to sign in, and comes back from to the page they asked for. */
export const redirectToSignIn = (c: Context<App>): Response => {
  const { pathname, search } = new URL(c.req.url)
  const isPage = c.req.method === 'GET'
  return c.redirect(
    c.var.hub.paths.signIn(isPage ? { returnTo: pathname + search } : undefined),
    303,
  )
}
