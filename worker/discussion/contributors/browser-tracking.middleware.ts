import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { App } from '../../env'
import { newId } from '../../lib/id'
import { hmac } from '../../lib/hmac'
import { GUEST_COOKIE, setGuestCookie } from '../../accounts/members/visitor.middleware'
import { SESSION_COOKIE } from '../../accounts/sign-in/session.middleware'
import { addBrowser } from './commands'
import { logError } from '../../http/log-error'

const track = async (c: Context<App>, visitor: string, memberId: string) => {
  const browser = await hmac(c.env.HUB_SECRET!, `browser ${visitor}`)
  await addBrowser(c.var.db, browser, memberId, c.var.now)
}

/** Whether the response signs in or out, or clears the guest cookie: that is no activity of a member. */
const setsIdentity = (c: Context<App>) =>
  c.res.headers
    .getSetCookie()
    .some((cookie) => [SESSION_COOKIE, GUEST_COOKIE].some((name) => cookie.includes(`${name}=`)))

/**
 * Records in which browser a member is active, by the hub's cookie: two accounts in one browser give
 * each other no points.
 */
export const trackBrowser = createMiddleware<App>(async (c, next) => {
  await next()
  const isActivity = c.req.method === 'POST' && c.res.status < 400
  const isSignedIn = c.req.header('cookie')?.includes(`${SESSION_COOKIE}=`)
  if (!isActivity || !isSignedIn || setsIdentity(c)) return
  const member = await c.var.member().catch(() => undefined)
  if (!member) return
  const visitor = c.var.visitor ?? newId(c.var.now)
  if (!c.var.visitor) await setGuestCookie(c, visitor, true)
  c.executionCtx.waitUntil(
    track(c, visitor, member.id).catch((error: unknown) =>
      logError(c, 'a browser was not recorded', error),
    ),
  )
})
