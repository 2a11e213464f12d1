import type { Context } from 'hono'
import { deleteCookie, getSignedCookie } from 'hono/cookie'
import type { App } from '../env'

/**
 * The options of the cookies that say who somebody is. Where the hub has its host they get the prefix
 * `__Host-`, with which browsers let no other host set them.
 */
export const signedCookieOptions = ({ var: { hub, origin } }: Context<App>) => {
  const secure = origin.startsWith('https:')
  return {
    path: hub.base,
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    ...(secure && hub.base === '/' && ({ prefix: 'host' } as const)),
  } as const
}

/**
 * The value of such a cookie. `undefined` if it is forged, or sent twice: below a path, another host or
 * page of the company can set one beside ours, and the browser does not tell which is which.
 */
export const readSignedCookie = async (
  c: Context<App>,
  name: string,
): Promise<string | undefined> => {
  const { HUB_SECRET: secret } = c.env
  const { prefix } = signedCookieOptions(c)
  const sent = (c.req.header('cookie') ?? '').split(';').map((each) => each.split('=')[0]!.trim())
  const own = prefix ? `__Host-${name}` : name
  if (!secret || sent.filter((each) => each === own).length !== 1) return undefined
  return (await getSignedCookie(c, secret, name, prefix)) || undefined
}

/** Deletes such a cookie with this response. */
export const deleteSignedCookie = (c: Context<App>, name: string) => {
  const { path, prefix } = signedCookieOptions(c)
  return deleteCookie(c, name, { path, ...(prefix && { prefix }) })
}
