import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { App } from '../env'
import { logFailure, withLogSource } from '../lib/log-failure'

/** The pattern of the address, because an address may contain a token from an email. */
const patternOf = (c: Context<App>): string =>
  matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? c.req.path

/** Answers a request; what is logged meanwhile, and after the response, has its path and its id. */
export const withRequestLog = <T>(c: Context<App>, answer: () => T): T =>
  withLogSource(() => `${c.req.method} ${patternOf(c)} (request ${c.var.requestId})`, answer)

/** Logs a failure of a request, with its path and its id, also from where a stream is read. */
export const logError = (c: Context<App>, event: string, error: unknown): void =>
  withRequestLog(c, () => logFailure(event, error))
