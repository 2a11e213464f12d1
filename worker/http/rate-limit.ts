import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { App } from '../env'
import { showMessage } from './layout'
import { logError } from './log-error'

/**
 * Counts one attempt of this address, and says whether it was one too many (`ATTEMPTS` in
 * wrangler.toml). A limiter that fails, and a hub that has no secret to know addresses by, let
 * every attempt through.
 *
 * @param scope keeps a count of its own for these attempts
 */
export const isRateLimited = async (c: Context<App>, scope?: string): Promise<boolean> => {
  if (!c.env.HUB_SECRET) return false
  try {
    const address = await c.var.addressHash()
    const { success } = await c.env.ATTEMPTS.limit({ key: scope ? `${scope} ${address}` : address })
    return !success
  } catch (error) {
    logError(c, 'rate limit failed', error)
    return false
  }
}

/** Says that this was too fast, and when to try again. */
export const showRateLimited = async (c: Context<App>) => {
  const page = await showMessage(
    c,
    429,
    'That was very quick',
    'Please wait a minute, go back and try again.',
  )
  page.headers.set('retry-after', '60')
  return page
}

/** Refuses an attempt over the limit, before its handler runs; by default with a page that says so. */
export const rateLimit = (
  refuse: (c: Context<App>) => Response | Promise<Response> = showRateLimited,
) => createMiddleware<App>(async (c, next) => ((await isRateLimited(c)) ? refuse(c) : next()))
