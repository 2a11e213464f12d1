import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types'
import { getPlatformProxy } from 'wrangler'
import { databaseConfiguration } from './configuration'

/**
 * The database, heard out before many statements go to it at once. To put a thousand of them
 * together may take a busy machine longer than workerd keeps a silent connection; only when the
 * loop has turned is it known that this one was closed, and another is opened.
 */
const attentive = (database: D1Database): D1Database =>
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
 * Lends the local hub's database for as long as `work` takes, whether the hub runs or not: it is
 * the same file, and SQLite keeps the two apart.
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
    return await work(attentive(env.DB))
  } finally {
    await dispose()
  }
}
