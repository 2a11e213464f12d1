import { AsyncLocalStorage } from 'node:async_hooks'
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

const source = new AsyncLocalStorage<() => string>()

/**
 * Does `work`; what it logs, also later, says where it comes from: the path of a request, or the cron
 * trigger, and its id.
 */
export const withLogSource = <T>(describe: () => string, work: () => T): T =>
  source.run(describe, work)

/**
 * Writes a failure to the log: the event, where it happened, and its cause without the parameters of a
 * query. Everything that the Worker logs goes through here.
 */
export const logFailure = (event: string, error?: unknown): void => {
  const line = [event, source.getStore()?.()].filter(Boolean).join(': ')
  // oxlint-disable-next-line no-console
  console.error(...(error === undefined ? [line] : [`${line}:`, withoutParameters(error)]))
}
