import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CliError } from '../cli-error'
import { root } from '../settings'
import { type Found, FORMAT, type Line, type TableLine, VERSION, writeBackup } from './file'
import { readTables } from './pages'
import { listProgress } from './progress'
import { type Ask, listMigrations, readSchema, type Schema, type Table } from './schema'
import { LEFT_OUT } from './tables'

interface BackupOptions {
  /** Where to write it. */
  file: string
  /** The address of the hub. */
  hub: string
  now: Date
}

/** The file of a backup that was given no name: `backups/<host>-<time>.jsonl.gz`. */
export const backupFile = (named: string | undefined, hub: string, now: Date): string => {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '')
  return resolve(root, named ?? `backups/${new URL(hub).hostname}-${time}.jsonl.gz`)
}

/** Writes a backup of a database. Throws if the file exists. */
export const writeBackupOf = async (ask: Ask, options: BackupOptions): Promise<Found> => {
  const { file } = options
  if (existsSync(file)) throw new CliError(`${file} exists already. Name another file.`)
  const schema = await readSchema(ask)
  expectKnown(schema)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  return writeBackup(file, linesOf(ask, schema, options))
}

const expectKnown = ({ migrations }: Schema) => {
  const known = listMigrations()
  const unknown = migrations.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new CliError(
      `The database is newer than this version of the project: it has ${unknown.join(', ')}. Update the project first.`,
    )
}

async function* linesOf(
  ask: Ask,
  { tables, migrations }: Schema,
  { hub, now }: BackupOptions,
): AsyncGenerator<Line, Found> {
  const madeAt = now.toISOString()
  yield { format: FORMAT, version: VERSION, hub, madeAt, migrations, leftOut: LEFT_OUT }
  const progress = listProgress()
  const rows: Found['rows'] = {}
  const pages = readTables(ask, tables)
  for (;;) {
    const { done, value } = await pages.next()
    if (done) return { rows, changed: value }
    const { name } = value.table
    if (rows[name] === undefined) yield { table: name, columns: typesOf(value.table) }
    yield* value.rows
    rows[name] = (rows[name] ?? 0) + value.rows.length
    progress(name, rows[name])
  }
}

/** The types of a table's columns, by name. */
export const typesOf = ({ columns }: Table): TableLine['columns'] =>
  Object.fromEntries(columns.map(({ name, type }) => [name, type]))

/** The size of a file: `'3.4 MB'`. */
export const sizeOf = (file: string): string => `${(statSync(file).size / 1_000_000).toFixed(1)} MB`
