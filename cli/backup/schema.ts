import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import { CliError } from '../cli-error'
import { root } from '../settings'
import { KEPT } from './tables'
import type { ColumnType } from './values'

/** Runs SELECT statements at one moment of the database, and gives the rows of each. */
export type Ask = (statements: string[]) => Promise<Record<string, unknown>[][]>

/** `Ask` for a D1 database: one batch is one transaction. */
export const askDatabase =
  (database: D1Database): Ask =>
  async (statements) => {
    const results = await database.batch<Record<string, unknown>>(
      statements.map((statement) => database.prepare(statement)),
    )
    return results.map((result) => result.results)
  }

export interface Column {
  name: string
  type: ColumnType
}

export interface Table {
  name: string
  columns: Column[]
  /** The columns of the primary key. */
  key: string[]
  references: { column: string; table: string; to: string }[]
}

export interface Schema {
  /** The migrations that were applied, in order. */
  migrations: string[]
  /** The tables of a backup, each after those that it references. */
  tables: Table[]
  /** In the order in which they were created. */
  triggers: { name: string; sql: string }[]
}

/** The names of all migrations of this version. */
export const listMigrations = (): string[] =>
  readdirSync(resolve(root, 'worker/migrations'))
    .filter((name) => name.endsWith('.sql'))
    .toSorted()

/** Reads the schema of a database. Throws when it has none. */
export const readSchema = async (ask: Ask): Promise<Schema> => {
  const names = `json_each('${JSON.stringify(KEPT)}') t`
  const [ledger = [], columns = [], references = [], triggers = []] = await ask([
    `select name from sqlite_schema where name in ('d1_migrations', '${MARKER}')`,
    `select t.value as "table", c.name, c.type, c.pk from ${names} join pragma_table_info(t.value) c order by c.cid`,
    `select t.value as "table", f."from", f."table" as parent, f."to" from ${names} join pragma_foreign_key_list(t.value) f`,
    `select name, sql from sqlite_schema where type = 'trigger' order by rowid`,
  ])
  expectWhole(ledger.map(({ name }) => name))
  const [applied = []] = await ask(['select name from d1_migrations order by id'])
  const tables = KEPT.map((name) => ({
    name,
    columns: columns.filter(({ table }) => table === name) as unknown as Column[],
    key: columns
      .filter(({ table, pk }) => table === name && pk)
      .map((column) => String(column['name'])),
    references: references
      .filter(({ table }) => table === name)
      .map(({ from, parent, to }) => ({
        column: String(from),
        table: String(parent),
        to: String(to),
      })),
  })).filter(({ columns }) => columns.length > 0)
  return {
    migrations: applied.map(({ name }) => String(name)),
    tables: parentsFirst(tables),
    triggers: triggers as unknown as Schema['triggers'],
  }
}

const expectWhole = (found: unknown[]) => {
  if (found.includes(MARKER))
    throw new CliError(
      'An earlier restore of this hub did not finish. Run `npm run hub -- restore <file> --force` again.',
    )
  if (!found.includes('d1_migrations'))
    throw new CliError('This database has no tables yet. Run `npm run deploy` first.')
}

/** The table that a database has while a restore loads it. */
export const MARKER = 'unfinished_restore'

/** Tables in an order in which every row comes after those that it references. */
const parentsFirst = (tables: Table[]): Table[] => {
  const ordered: Table[] = []
  const place = (table: Table) => {
    if (ordered.includes(table)) return
    for (const { table: parent } of table.references)
      if (parent !== table.name) place(tables.find(({ name }) => name === parent)!)
    ordered.push(table)
  }
  for (const table of tables) place(table)
  return ordered
}
