import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types'
import { getPlatformProxy } from 'wrangler'
import { databaseConfiguration } from './configuration'

/**
 * The database, with two turns of the event loop before each batch. Preparing a thousand statements
 * can take a busy machine longer than workerd keeps an idle connection open; only after the event
 * loop has turned does the client notice the closed connection and open another.
 */
const withIdlePause = (database: D1Database): D1Database =>
  new Proxy(database, {
    get: (real, name: keyof D1Database) =>
      name === 'batch'
        ? async (statements: D1PreparedStatement[]) => {
            await setImmediate()
            await setImmediate()
            return real.batch(statements)
          }
        : (real[name] as () => unknown).bind(real),
  })

/**
 * Opens the local hub's database for `work` and closes it afterwards. The hub may be running: both
 * use the same file, and SQLite locks it.
 *
 * @param state the folder given to wrangler as `--persist-to`
 */
export const withLocalDatabase = async <T>(
  state: string,
  work: (database: D1Database) => Promise<T>,
): Promise<T> => {
  const { env, dispose } = await getPlatformProxy<{ DB: D1Database }>({
    configPath: databaseConfiguration(resolve(state, 'database.json')),
    persist: { path: resolve(state, 'v3') },
    envFiles: [],
    remoteBindings: false,
  })
  try {
    return await work(withIdlePause(env.DB))
  } finally {
    await dispose()
  }
}
