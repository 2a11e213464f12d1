import { findLong } from './code'
import {
  findContext,
  findCrossing,
  findFileCircles,
  findImpure,
  findOutOfRole,
  findRoomArrows,
  findUpward,
  findWithoutRole,
} from './direction'
import type { House } from './measure'
import { findRepeated, isParticiple, isWellSpelled } from './names'
import { findForeignSql, findUnknownColumns } from './sql'
import { findForeignWrites, findMisplacedWrites } from './sql-writes'
import { halfOf } from './layout'
import { MOST_FILES } from './walks'

/** Kinds of what the house does not want, each with how to find all of it. */
export const KINDS = {
  'import from a higher floor': ({ imports }) => findUpward(imports),
  'rooms in a circle': ({ imports }) => findRoomArrows(imports),
  'files in a circle': ({ imports }) => findFileCircles(imports),
  'file without a role': ({ sources }) => findWithoutRole(sources),
  'import that the role forbids': ({ imports }) => findOutOfRole(imports),
  'Context outside of routes and middleware': ({ imports }) => findContext(imports),
  'rules or a view that wait': ({ sources }) => findImpure(sources),
  'import across the halves': ({ imports }) => findCrossing(imports),
  'SQL with an unknown column': ({ sql }) => findUnknownColumns(sql),
  "SQL over another room's table": ({ sql }) => findForeignSql(sql),
  "write to another room's table": ({ sources, sql }) => findForeignWrites(sources, sql),
  'write outside of commands': ({ sources, sql }) => findMisplacedWrites(sources, sql),
  'name exported twice': ({ sources }) => [
    ...findRepeated(sources.filter(({ path }) => halfOf(path) === 'worker')).keys(),
  ],
  'participle as a file name': ({ sources }) =>
    sources.map(({ path }) => path).filter(isParticiple),
  'misspelled file name': ({ sources }) =>
    sources.map(({ path }) => path).filter((path) => !isWellSpelled(path)),
  'long file': ({ sources }) =>
    sources.filter(({ text }) => text.split('\n').length > 300).map(({ path }) => path),
  'long function': ({ sources }) => findLong(sources),
  'long walk': ({ walks }) =>
    walks.flatMap((walk) =>
      'files' in walk
        ? walk.files.slice(MOST_FILES).map((path) => `${walk.name}: ${path}`)
        : [`${walk.name}: ${walk.fault}`],
    ),
} satisfies Record<string, (house: House) => string[]>

export type Kind = keyof typeof KINDS

/** What is owed, by kind: each entry names one thing to mend. */
export type Debts = Record<Kind, string[]>

export const findDebts = (house: House): Debts =>
  Object.fromEntries(
    Object.entries(KINDS).map(([kind, find]) => [kind, [...new Set(find(house))].toSorted()]),
  ) as Debts

/** What was added to a list that may only shrink, and what may be taken off it. */
export const compare = (listed: readonly string[], found: readonly string[]) => ({
  added: found.filter((one) => !listed.includes(one)),
  mended: listed.filter((one) => !found.includes(one)),
})
