import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { App } from '../env'
import { showMessage } from './layout'
import { logError } from './log-error'
import { httpMessages } from './messages'

/**
 * Counts one attempt of this address, and gives whether it is over the limit (`ATTEMPTS` in
 * wrangler.toml). If the limiter fails, or the hub has no secret to hash addresses with, every
 * attempt passes.
 *
 * @param scope counts these attempts separately
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

/** The 429 page, with `Retry-After`. */
export const showRateLimited = async (c: Context<App>) => {
  const page = await showMessage(c, 429, ...httpMessages.rateLimited)
  page.headers.set('retry-after', '60')
  return page
}

/** Middleware that refuses an attempt over the limit; default: with the 429 page. */
export const rateLimit = (
  refuse: (c: Context<App>) => Response | Promise<Response> = showRateLimited,
) => createMiddleware<App>(async (c, next) => ((await isRateLimited(c)) ? refuse(c) : next()))
