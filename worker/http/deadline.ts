import { createMiddleware } from 'hono/factory'
import type { App } from '../env'
import { withDeadline } from '../lib/with-deadline'
import { logError } from './log-error'
import { showUnavailable } from './unavailable'

/**
 * Middleware that answers a request with the 503 page once its deadline has passed, whatever it waits
 * for. The time that a form takes to arrive does not count. The development server has none: it
 * builds a page when it is first asked for.
 */
export const deadline = createMiddleware<App>(async (c, next) => {
  if (c.env.SITE_DEV) return next()
  if (c.req.method === 'POST') await c.req.arrayBuffer()
  return withDeadline('request', next()).catch((error: unknown) => {
    logError(c, 'request timed out', error)
    return showUnavailable(c)
  })
})
