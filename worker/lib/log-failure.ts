import { DrizzleQueryError } from 'drizzle-orm/errors'

/** The request that failed. */
export interface FailedRequest {
  method: string
  /** The pattern of its address, because an address may contain a token from an email. */
  path: string
  id: string
}

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
 * Writes a failure to the log: the event, its request if there is one, and the cause without the
 * parameters of a query. Everything that the Worker logs goes through here.
 */
export const logFailure = (event: string, error?: unknown, request?: FailedRequest): void => {
  const at = request ? `: ${request.method} ${request.path} (request ${request.id})` : ''
  const line = event + at
  // oxlint-disable-next-line no-console
  console.error(...(error === undefined ? [line] : [`${line}:`, withoutParameters(error)]))
}
