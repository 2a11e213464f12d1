import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { D1Database } from '@cloudflare/workers-types'
import { CliError } from '../cli-error'
import { withLocalDatabase } from '../local'
import { migrate } from '../migrations'
import { askWrangler } from '../wrangler'
import { sizeOf, writeBackupOf } from './backup'
import { checkBackup, type Contents } from './file'
import { isOlder } from './restore'
import { loadBackup } from './restore-local'
import { newTally, orderedRows, type Tally } from './rows'
import { askDatabase, listMigrations, MARKER, readSchema, type Schema } from './schema'
import { withSnapshot } from './snapshot'
import {
  createTriggers,
  dropTriggers,
  emptyHub,
  insertRows,
  pauseEmails,
  rebuildSearch,
} from './statements'
import { quoteName } from './values'

/** The database of a deployed hub. */
export interface Deployed {
  database: D1Database
  /** Wrangler's arguments for it: `--remote`. */
  where: string[]
}

/** The schema of this version, from a new database. */
const currentSchema = (folder: string): Promise<Schema> =>
  withLocalDatabase(folder, async (database) => {
    await migrate(database)
    return readSchema(askDatabase(database))
  })

/** A backup with the tables of this version, made from an older one. */
const upgrade = async (folder: string, file: string, contents: Contents): Promise<string> => {
  console.log('  The backup is of an older version: migrating it on this machine …')
  await loadBackup(folder, file, contents)
  const upgraded = join(folder, 'upgraded.jsonl.gz')
  const { hub, madeAt } = contents.head
  await withSnapshot(folder, (ask) =>
    writeBackupOf(ask, { file: upgraded, hub, now: new Date(madeAt) }),
  )
  return upgraded
}

/**
 * SQL that replaces a hub. It is loaded as one file, of which D1 takes all or nothing; should that
 * ever fail, the marker stays, and backup and restore refuse to take half a hub for a whole one.
 */
async function* replaceHub(file: string, schema: Schema, tally: Tally): AsyncGenerator<string> {
  yield 'PRAGMA defer_foreign_keys = on'
  yield `DROP TABLE IF EXISTS ${MARKER}`
  yield `CREATE TABLE ${MARKER} (name TEXT, found INTEGER, expected INTEGER, CHECK (found = expected)) STRICT`
  yield* dropTriggers(schema)
  yield* emptyHub(schema)
  yield* insertRows(orderedRows(file, schema, tally))
  yield pauseEmails
  yield* rebuildSearch
  yield* createTriggers(schema)
  // Fails, and with it the whole file, unless every row is there.
  for (const { name } of schema.tables)
    yield `INSERT INTO ${MARKER} SELECT '${name}', count(*), ${tally.rows[name] ?? 0} FROM ${quoteName(name)}`
  yield `DROP TABLE ${MARKER}`
}

const toFile = async (path: string, statements: AsyncIterable<string>) => {
  const lines = async function* () {
    for await (const statement of statements) yield `${statement};\n`
  }
  await pipeline(lines, createWriteStream(path, { mode: 0o600 }))
}

/** Throws unless the deployed database has the tables of this version. */
export const expectMigrated = async ({ database }: Deployed): Promise<void> => {
  const { results } = await database
    .prepare('select name from d1_migrations order by id')
    .all<{ name: string }>()
    .catch((error: Error) => {
      if (error.message.includes('no such table')) return { results: [] }
      throw error
    })
  if (results.map(({ name }) => name).join() !== listMigrations().join())
    throw new CliError(
      'The deployed hub does not have the tables of this version. Run `npm run deploy`, then restore.',
    )
}

/** Lets D1 load a file of SQL: all of it or nothing. */
const loadFile = async (where: string[], file: string) => {
  const { code, output, errors } = await askWrangler([
    'd1',
    'execute',
    'DB',
    ...where,
    '--yes',
    '--file',
    file,
  ])
  if (code !== 0)
    throw new CliError(
      `The restore failed, and the hub is as before. Try again. Wrangler's output:\n${`${output}${errors}`.trim().slice(-2000)}`,
    )
}

/** Restores the deployed hub. */
export const restoreRemote = async (
  { where }: Deployed,
  file: string,
  contents: Contents,
): Promise<Tally> => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-restore-'))
  try {
    const source = isOlder(contents) ? await upgrade(folder, file, contents) : file
    if (source !== file) await checkBackup(source)
    const schemaFolder = join(folder, 'schema')
    mkdirSync(schemaFolder)
    const tally = newTally()
    const sql = join(folder, 'restore.sql')
    await toFile(sql, replaceHub(source, await currentSchema(schemaFolder), tally))
    console.log(
      `Loading ${sizeOf(sql)} of SQL. The hub is unavailable until it is done; if it fails, the hub is as before.`,
    )
    await loadFile(where, sql)
    return tally
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
