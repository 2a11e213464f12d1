import type { Context } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { App } from '../../env'
import { utcDayOf } from '../../lib/utc-day'
import { isId } from '../../lib/id'
import { hmac } from '../../lib/hmac'

/** The one cookie of somebody who has no account: set when they act, and not before. */
export const GUEST_COOKIE = 'hub-guest'
const YEAR_S = 365 * 24 * 60 * 60

/** An IPv6 household gets a /64, and could rotate through it: all of it counts as one address. */
const networkOf = (address: string) => {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0')
  return [...groups, ...zeros, ...after].slice(0, 4).join(':')
}

/**
 * Who asks: the person their cookie names, and a hash of their address that changes daily.
 *
 * The address is read here and nowhere else, and only as Cloudflare gives it: every other header
 * is what the client likes to say.
 */
export const visitor = createMiddleware<App>(async (c, next) => {
  const secret = c.env.HUB_SECRET
  if (!secret) return next()
  if (c.req.header('cookie')?.includes(`${GUEST_COOKIE}=`)) {
    const id = await getSignedCookie(c, secret, GUEST_COOKIE)
    if (id && isId(id)) c.set('visitor', id)
  }
  const address = c.req.header('cf-connecting-ip') ?? ''
  const day = utcDayOf(c.var.now)
  c.set('addressHash', () => hmac(secret, `${day} ${networkOf(address)}`))
  return next()
})

/** Lets this browser be known as the person it acted as; for a year if they asked for that. */
export const setGuestCookie = (c: Context<App>, id: string, isForLong: boolean) =>
  setSignedCookie(c, GUEST_COOKIE, id, c.env.HUB_SECRET!, {
    path: c.var.hub.base,
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.var.origin.startsWith('https:'),
    ...(isForLong && { maxAge: YEAR_S }),
  })
