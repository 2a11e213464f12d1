import { createHash, createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { CliError } from '../cli-error'
import { withLocalDatabase } from '../local'
import { root } from '../settings'
import { type Ask, askDatabase } from './schema'

/** The folder of the local database files, below the state folder. */
export const databaseFolder = (state: string): string => resolve(state, 'v3/d1')

/** The local database. Miniflare names the file of a database by a keyed hash of its id. */
export const databaseFile = (state: string): string => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const id = rawConfig.d1_databases?.[0]?.database_id ?? ''
  const namespace = 'miniflare-D1DatabaseObject'
  const key = createHash('sha256').update(namespace).digest()
  const sign = (text: string | Buffer) =>
    createHmac('sha256', key).update(text).digest().subarray(0, 16)
  const name = sign(id)
  const file = `${Buffer.concat([name, sign(name)]).toString('hex')}.sqlite`
  return resolve(databaseFolder(state), namespace, file)
}

/** Node's SQLite, since version 22; undefined before. */
const sqlite = () => import('node:sqlite').catch(() => undefined)

/** How long to wait for a hub that writes, in milliseconds. */
const BUSY_TIMEOUT = 10_000

/**
 * Reads the local database as it is at one moment, while the hub may be running. (A Node without
 * SQLite reads page after page, each of another moment.)
 */
export const withSnapshot = async <T>(
  state: string,
  work: (ask: Ask) => Promise<T>,
): Promise<T> => {
  const file = databaseFile(state)
  if (!existsSync(file))
    throw new CliError(
      `No hub found in ${state}. Run \`npm start\` to create one, or add --remote for the deployed hub.`,
    )
  const node = await sqlite()
  if (!node) return withLocalDatabase(state, (database) => work(askDatabase(database)))
  const database = new node.DatabaseSync(file, { timeout: BUSY_TIMEOUT })
  try {
    database.exec('PRAGMA query_only = on; BEGIN')
    const ask = async (statements: string[]) =>
      statements.map((sql) => database.prepare(sql).all() as Record<string, unknown>[])
    return await work(ask)
  } finally {
    database.close()
  }
}
