import { Hono } from 'hono'
import type { App } from '../env'
import { logError } from './log-error'
import { showUnavailable } from './unavailable'

/**
 * A router for the addresses of one room below one prefix. Prefixes end in a slash, because Hono
 * drops the slash of a route `/` after a prefix without one. If a handler throws, the answer is the 503
 * page, with the form that was sent.
 *
 * @example const votes = newRouter(); votes.post('/:conversation/votes', …)
 */
export const newRouter = (): Hono<App> =>
  new Hono<App>({ strict: true }).onError((error, c) => {
    logError(c, 'request failed', error)
    return showUnavailable(c)
  })
