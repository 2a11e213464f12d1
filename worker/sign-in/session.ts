import type { Context } from 'hono'
import { getSignedCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { paths } from '../../site/contract'
import type { App } from '../env'
import { findSignedIn, type SignedIn } from './queries'

/** The cookie of somebody who is signed in: a session's token, and the hub's seal on it. */
export const SESSION = 'hub-session'

const find = async (c: Context<App>): Promise<SignedIn | undefined> => {
  const secret = c.env.HUB_SECRET
  if (!secret || !c.req.header('cookie')?.includes(`${SESSION}=`)) return undefined
  const token = await getSignedCookie(c, secret, SESSION)
  return token ? findSignedIn(c.var.db, token, c.var.now) : undefined
}

/** Whoever is signed in, looked up when a room first asks; without the cookie nothing is. */
export const session = createMiddleware<App>(async (c, next) => {
  let finding: Promise<SignedIn | undefined> | undefined
  c.set('member', () => (finding ??= find(c)))
  await next()
})

/** Where somebody goes to sign in, and comes back from to the page they asked for. */
export const toSignIn = (c: Context<App>): Response => {
  const { pathname, search } = new URL(c.req.url)
  const isPage = c.req.method === 'GET'
  return c.redirect(paths.signIn(isPage ? { returnTo: pathname + search } : undefined), 303)
}
