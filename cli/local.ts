import { resolve } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import { getPlatformProxy } from 'wrangler'

/**
 * Lends the local hub's database for as long as `work` takes, whether the hub runs or not: it is
 * the same file, and SQLite keeps the two apart.
 *
 * @param configuration the wrangler configuration that names the database
 * @param state the folder given to wrangler as `--persist-to`
 */
export const withLocalDatabase = async <T>(
  configuration: string,
  state: string,
  work: (database: D1Database) => Promise<T>,
): Promise<T> => {
  const { env, dispose } = await getPlatformProxy<{ DB: D1Database }>({
    configPath: configuration,
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
