import { DatabaseSync } from 'node:sqlite'
import { askDatabase, readSchema } from '../../../cli/backup/schema'
import { databaseFile } from '../../../cli/backup/snapshot'
import { createTriggers, dropTriggers } from '../../../cli/backup/statements'
import { quoteName } from '../../../cli/backup/values'
import { KEPT, LEFT_OUT } from '../../../cli/backup/tables'
import { withLocalDatabase } from '../../../cli/local'
import { migrate } from '../../../cli/migrations'

/** The text of a column in a row, hostile in every way that a text can be. */
const textFor = (column: string, row: number) =>
  /tags|links|contacts|detail|reactions|transports/.test(column)
    ? JSON.stringify([`it's "${row}"`])
    : `${column} ${row}: it's "quoted", 👩‍🔧 \0 \u2028 \r\n ${'ä'.repeat(row % 50)}`

interface ColumnInfo {
  name: string
  type: string
  notnull: number
}

/**
 * Fills every table of a new local hub with rows that have every column: made from the tables
 * themselves, so that a new table is here too. Triggers are off, as no rule of the hub holds here.
 */
export const fillEverything = async (state: string, rows: number): Promise<void> => {
  await withLocalDatabase(state, (database) => migrate(database))
  const schema = await withLocalDatabase(state, (database) => readSchema(askDatabase(database)))
  const database = new DatabaseSync(databaseFile(state))
  database.exec(`PRAGMA foreign_keys = off; BEGIN; ${dropTriggers(schema).join(';')}`)
  for (const table of [...KEPT, ...Object.keys(LEFT_OUT)]) fillTable(database, table, rows)
  database.exec(`${createTriggers(schema).join(';')}; COMMIT`)
  database.close()
}

const fillTable = (database: DatabaseSync, table: string, rows: number) => {
  const columns = database
    .prepare(`pragma table_info(${quoteName(table)})`)
    .all() as unknown as ColumnInfo[]
  const parents = new Map(
    database
      .prepare(`pragma foreign_key_list(${quoteName(table)})`)
      .all()
      .map(({ from, table: parent }) => [String(from), String(parent)]),
  )
  const insert = database.prepare(
    `insert into ${quoteName(table)} values (${columns.map(() => '?').join()})`,
  )
  for (let row = 0; row < rows; row++)
    insert.run(...columns.map((column) => valueFor(table, column, parents.get(column.name), row)))
}

const valueFor = (
  table: string,
  { name, type, notnull }: ColumnInfo,
  parent: string | undefined,
  row: number,
) => {
  // A reply may be stored before the comment that it answers: merged topics do that.
  if (parent === table) return row % 3 === 0 ? null : `id ${(row * 7) % 10}`
  if (parent || name === 'id') return `id ${row}`
  if (table === 'comments' && name === 'opens') return 0n
  if (!notnull && row % 4 === 0) return null
  if (type === 'INTEGER') return row % 5 === 0 ? 2n ** 63n - BigInt(row + 1) : BigInt(row)
  return type === 'REAL' ? row / 7 : textFor(name, row)
}

/** All rows of a table, every value with its type, as SQLite shows them. */
export const dumpTable = (state: string, table: string): unknown[] => {
  const database = new DatabaseSync(databaseFile(state))
  try {
    const statement = database.prepare(`select * from ${quoteName(table)} order by rowid`)
    statement.setReadBigInts(true)
    return statement.all()
  } finally {
    database.close()
  }
}

/** Runs SQL on a local hub. */
export const change = (state: string, sql: string): void => {
  const database = new DatabaseSync(databaseFile(state))
  database.exec(sql)
  database.close()
}

/** The first column of a query, as texts. */
export const ask = (state: string, sql: string): string[] => {
  const database = new DatabaseSync(databaseFile(state))
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => String(Object.values(row)[0]))
  } finally {
    database.close()
  }
}

/** A local database that answers as the deployed one does: over JSON, a batch at one moment. */
export const localD1 = (state: string): D1Database => {
  const run = (statements: string[]) => {
    const database = new DatabaseSync(databaseFile(state))
    try {
      return statements.map((sql) => ({
        results: JSON.parse(JSON.stringify(database.prepare(sql).all())),
      }))
    } finally {
      database.close()
    }
  }
  const database = {
    prepare: (sql: string) => ({ sql, all: async () => run([sql])[0] }),
    batch: async (statements: { sql: string }[]) => run(statements.map(({ sql }) => sql)),
  }
  return database as unknown as D1Database
}
