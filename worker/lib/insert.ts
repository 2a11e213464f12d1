import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Db } from '../env'
import { firstIdAt } from './id'

/**
 * Inserts a row only if a condition is true, in one statement: another request may have changed what
 * was read before.
 *
 * @param source follows the values: `where …`, or `from … where …`
 * @param computed columns that the database computes, from `source`
 */
export const insertIf = <Table extends SQLiteTable>(
  db: Db,
  table: Table,
  row: Table['$inferInsert'],
  source: SQL,
  computed: Partial<Record<keyof Table['$inferInsert'], SQL>> = {},
) => {
  const given: Record<string, unknown> = row
  const found: Record<string, SQL | undefined> = computed
  const values = Object.entries(getTableColumns(table)).map(
    ([key, column]) =>
      found[key] ?? sql`${sql.param(given[key] ?? column.default ?? null, column)}`,
  )
  return db.insert(table).select(sql`select ${sql.join(values, sql`, `)} ${source}`)
}

/** SQL: a new id for each row of a statement, in the format of `newId`. */
export const newIdSql = (now: Date): SQL => sql`${`${firstIdAt(now.getTime())}-7`}
  || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1)
  || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))`
