import { DrizzleQueryError } from 'drizzle-orm/errors'

const queryErrorIn = (error: unknown): DrizzleQueryError | undefined => {
  if (error instanceof DrizzleQueryError) return error
  return error instanceof Error ? queryErrorIn(error.cause) : undefined
}

/**
 * An error as it may be logged or stored: instead of a failed query, whose message contains its
 * parameters, the database's own error.
 */
export const withoutParameters = (error: unknown): unknown => {
  const failed = queryErrorIn(error)
  return failed ? withoutParameters(failed.cause ?? 'query failed') : error
}

/**
 * Writes a failure to the log: the event, and its cause without the parameters of a query. Everything
 * that the Worker logs goes through here; a handler calls `logError`, which adds the request.
 */
export const logFailure = (event: string, error?: unknown): void =>
  // oxlint-disable-next-line no-console
  console.error(...(error === undefined ? [event] : [`${event}:`, withoutParameters(error)]))
