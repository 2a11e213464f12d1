import { isbot } from 'isbot'
import type { Context } from 'hono'
import type { App } from '../env'

/** Headers that mark a prefetch or prerender. */
const EARLY = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']

/**
 * Whether a person may have sent this request, judged by the request alone: not a known bot, not a
 * prefetch. Nothing is looked up or stored.
 */
export const isCounted = ({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean => {
  const agent = headers.get('user-agent')
  if (method !== 'GET' || !agent || isbot(agent)) return false
  return !EARLY.some((name) => /prefetch|preview|prerender/i.test(headers.get(name) ?? ''))
}

/** Whether this page view is in the sample that is counted. */
export const isSampledView = (c: Context<App>): boolean =>
  Math.random() * c.var.hub.sampled < 1 && isCounted(c.req.raw)
