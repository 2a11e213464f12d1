import { type Column, type SQL, sql } from 'drizzle-orm'

/**
 * SQL: a JSON object of counts with one of them changed; a count of 0 is removed.
 *
 * @example changedCounts(table.tally, 'a', sql`1`) // on {"a":2} gives {"a":3}
 */
export const changedCounts = (column: Column, name: string, change: SQL) => {
  const path = `$.${JSON.stringify(name)}`
  const changed = sql`coalesce(json_extract(${column}, ${path}), 0) + ${change}`
  return sql`json_patch(${column}, json_object(${name}, nullif(${changed}, 0)))`
}

/** SQL: a JSON object of counts without the `reactions` to this subject for which `which` is true. */
export const countsWithout = (tally: Column, subject: Column, which: SQL) => {
  const going = sql`(select count(*) from reactions
    where reactions.subject = ${subject} and reactions.emoji = given.key and ${which})`
  return sql`(
    select json_group_object(remaining.emoji, remaining.number) from (
      select given.key as emoji, given.value - ${going} as number from json_each(${tally}) given
    ) as remaining where remaining.number > 0)`
}
