import { type Context, Hono } from 'hono'
import type { App } from '../env'
import { showUnavailable } from './layout'
import { logError } from './log-error'

/** Answers a request whose handler threw. */
export type ErrorPage = (c: Context<App>) => Response | Promise<Response>

interface Options {
  /** Default: 503 with the hub's own page. */
  errorPage?: ErrorPage
}

/**
 * A router for the addresses of one room below one prefix. Prefixes end in a slash, because Hono
 * drops the slash of a route `/` after a prefix without one.
 *
 * @example const votes = newRouter(); votes.post('/:conversation/votes', …)
 */
export const newRouter = ({ errorPage = showUnavailable }: Options = {}): Hono<App> =>
  new Hono<App>({ strict: true }).onError((error, c) => {
    logError(c, 'request failed', error)
    return errorPage(c)
  })
