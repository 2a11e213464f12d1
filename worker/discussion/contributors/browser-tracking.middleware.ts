import { lt, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { contributions } from '../../../site/contract/limits'
import type { App, Db } from '../../env'
import { DAY_MS } from '../../lib/calendar'
import { newId } from '../../lib/id'
import { hmac } from '../../lib/hmac'
import { GUEST_COOKIE, setGuestCookie } from '../../accounts/members/visitor.middleware'
import { SESSION_COOKIE } from '../../accounts/sign-in/session.middleware'
import { browsers } from './table'

/** Notes that a member acted in a browser; what it is worth to others follows by triggers. */
export const addBrowser = (db: Db, browser: string, memberId: string, now: Date) =>
  db
    .insert(browsers)
    .values({ browser, memberId, seenAt: now })
    .onConflictDoUpdate({
      target: [browsers.browser, browsers.memberId],
      set: { seenAt: now },
      // Once a day is enough.
      setWhere: lt(browsers.seenAt, new Date(now.getTime() - DAY_MS)),
    })

/** Forgets in which browsers members acted, once that is long ago; what it said of credits stays. */
export const deleteOldBrowsers = (db: Db, now: Date) =>
  db
    .delete(browsers)
    .where(sql`${browsers.seenAt} <= ${now.getTime() - contributions.days * DAY_MS}`)

const note = async (c: Context<App>, visitor: string, memberId: string) => {
  const browser = await hmac(c.env.HUB_SECRET!, `browser ${visitor}`)
  await addBrowser(c.var.db, browser, memberId, c.var.now)
}

/** Whether the answer lets somebody in or out, or makes the hub forget them: it is no act of theirs. */
const changesWho = (c: Context<App>) =>
  c.res.headers
    .getSetCookie()
    .some(
      (cookie) => cookie.startsWith(`${SESSION_COOKIE}=`) || cookie.startsWith(`${GUEST_COOKIE}=`),
    )

/**
 * Knows the browser in which a member does something, by the hub's cookie: two accounts of one
 * browser are not two people who think well of each other.
 */
export const trackBrowser = createMiddleware<App>(async (c, next) => {
  await next()
  const isAct = c.req.method === 'POST' && c.res.status < 400
  if (!isAct || !c.req.header('cookie')?.includes(`${SESSION_COOKIE}=`) || changesWho(c)) return
  const member = await c.var.member().catch(() => undefined)
  if (!member) return
  const visitor = c.var.visitor ?? newId(c.var.now)
  if (!c.var.visitor) await setGuestCookie(c, visitor, true)
  c.executionCtx.waitUntil(
    note(c, visitor, member.id).catch((error: unknown) =>
      console.error('a browser was not noted:', error),
    ),
  )
})
