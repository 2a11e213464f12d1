import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { drizzle } from 'drizzle-orm/d1'
import type { D1Database } from '@cloudflare/workers-types'
import { checkAlertUpdates } from '../site/content-check/alert-updates'
import { describeReport } from '../site/content-check/report'
import { readSettings } from '../site/parser/settings'
import { listPendingUpdates } from '../worker/discussion/alerts/queries'
import { describeError } from './cli-error'

/**
 * What the files of alerts lack of the updates that hosts posted from the desk, as printed in a
 * terminal; empty if nothing. Says so if the database cannot be read, and never throws: the check of the
 * files does not depend on it.
 *
 * @param lend opens the hub's database for the work
 */
export const describeMissingUpdates = async (
  content: string,
  lend: <T>(work: (database: D1Database) => Promise<T>) => Promise<T>,
): Promise<string> => {
  try {
    const posted = await lend((database) =>
      listPendingUpdates(drizzle(database, { casing: 'snake_case' })),
    )
    const zone = readSettings(content).hub.timezone
    const warnings = checkAlertUpdates(content, posted, zone)
    return describeReport({ errors: [], warnings, scheduled: [] })
  } catch (error) {
    // A hub that was never deployed, or not yet with this table, has no updates.
    if (/no such table/.test(String(error instanceof Error ? (error.cause ?? error) : error)))
      return ''
    return `The updates of alerts from the desk were not compared with the files: ${describeError(error)}`
  }
}

/** The same for the hub on this machine, if there is one. Wrangler takes seconds to load. */
export const describeMissingLocally = async (content: string, state: string): Promise<string> => {
  if (!existsSync(resolve(state, 'v3')))
    return 'There is no hub on this machine whose updates of alerts could be compared with the files; `npm run check -- --remote` asks the deployed one.'
  const { withLocalDatabase } = await import('./local')
  return describeMissingUpdates(content, (work) => withLocalDatabase(state, work))
}

/** The same for the deployed hub. */
export const describeMissingRemotely = (content: string): Promise<string> =>
  describeMissingUpdates(content, async (work) =>
    work(await (await import('./d1')).deployedDatabase()),
  )
