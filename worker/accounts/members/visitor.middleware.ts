import type { Context } from 'hono'
import { setSignedCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { App } from '../../env'
import { readSignedCookie, signedCookieOptions } from '../../http/signed-cookie'
import { utcDayOf } from '../../lib/utc-day'
import { isId } from '../../lib/id'
import { hmac } from '../../lib/hmac'

/** The only cookie of a guest; set when they comment or react, not before. */
export const GUEST_COOKIE = 'hub-guest'
const YEAR_S = 365 * 24 * 60 * 60

/** The network of an address: a household gets a whole IPv6 /64 and could rotate through it. */
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
 * Sets the guest of the cookie, and a hash of the IP address that changes daily.
 *
 * The address is read only here, and only from Cloudflare’s header: clients can forge all others.
 */
export const visitor = createMiddleware<App>(async (c, next) => {
  const secret = c.env.HUB_SECRET
  if (!secret) return next()
  const id = await readSignedCookie(c, GUEST_COOKIE)
  if (id && isId(id)) c.set('visitor', id)
  const address = c.req.header('cf-connecting-ip') ?? ''
  const day = utcDayOf(c.var.now)
  c.set('addressHash', () => hmac(secret, `${day} ${networkOf(address)}`))
  return next()
})

/** Sets the guest cookie: for the browser session, or for a year if the guest chose that. */
export const setGuestCookie = (c: Context<App>, id: string, isForLong: boolean) =>
  setSignedCookie(c, GUEST_COOKIE, id, c.env.HUB_SECRET!, {
    ...signedCookieOptions(c),
    ...(isForLong && { maxAge: YEAR_S }),
  })
