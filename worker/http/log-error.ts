import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { App } from '../env'
import { logFailure } from '../lib/log-failure'

/** The pattern of the address, because an address may contain a token from an email. */
const patternOf = (c: Context<App>): string =>
  matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? c.req.path

/** Logs a failure of a request, with its id and the pattern of its address. */
export const logError = (c: Context<App>, event: string, error: unknown): void =>
  logFailure(`${event}: ${c.req.method} ${patternOf(c)} (request ${c.var.requestId})`, error)
