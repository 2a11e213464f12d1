import { type Column, type SQL, sql } from 'drizzle-orm'

/**
 * A JSON object of counts with one of them changed, as a new value for its column. What falls to
 * nothing is left out.
 *
 * @example changeTally(table.tally, 'a', sql`1`) // on {"a":2} gives {"a":3}
 */
export const changeTally = (column: Column, name: string, change: SQL) => {
  const path = `$.${JSON.stringify(name)}`
  const changed = sql`coalesce(json_extract(${column}, ${path}), 0) + ${change}`
  return sql`json_patch(${column}, json_object(${name}, nullif(${changed}, 0)))`
}
