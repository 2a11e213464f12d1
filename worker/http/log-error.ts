import { DrizzleQueryError } from 'drizzle-orm'
import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { App } from '../env'

/** The pattern of the address, because an address itself may hold a token from an email. */
const patternOf = (c: Context<App>): string =>
  matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? c.req.path

/** The error as it may be logged: Drizzle puts the parameters of a failed query into its message. */
const withoutParameters = (error: unknown): unknown =>
  error instanceof DrizzleQueryError ? (error.cause ?? 'query failed') : error

/** Logs a failure with the id and the address of its request, and never a parameter of a query. */
export const logError = (c: Context<App>, event: string, error: unknown) =>
  console.error(
    `${event}: ${c.req.method} ${patternOf(c)} (request ${c.var.requestId}):`,
    withoutParameters(error),
  )
