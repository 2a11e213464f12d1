import { resolve } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import { getPlatformProxy } from 'wrangler'
import { databaseConfiguration } from './configuration'

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
    return await work(env.DB)
  } finally {
    await dispose()
  }
}
