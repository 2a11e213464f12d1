import { type Column, type SQL, sql } from 'drizzle-orm'

/**
 * A JSON object of counts with one of them changed, as a new value for its column. What falls to
 * nothing is left out.
 *
 * @example changedCounts(table.tally, 'a', sql`1`) // on {"a":2} gives {"a":3}
 */
export const changedCounts = (column: Column, name: string, change: SQL) => {
  const path = `$.${JSON.stringify(name)}`
  const changed = sql`coalesce(json_extract(${column}, ${path}), 0) + ${change}`
  return sql`json_patch(${column}, json_object(${name}, nullif(${changed}, 0)))`
}

/**
 * A JSON object of counts without some of the rows it counts: those of `reactions` about this
 * subject of which `which` holds.
 */
export const countsWithout = (tally: Column, subject: Column, which: SQL) => {
  const going = sql`(select count(*) from reactions
    where reactions.subject = ${subject} and reactions.emoji = given.key and ${which})`
  return sql`(
    select json_group_object(kept.emoji, kept.number) from (
      select given.key as emoji, given.value - ${going} as number from json_each(${tally}) given
    ) as kept where kept.number > 0)`
}
