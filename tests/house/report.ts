import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compare, type Debts, findDebts, type Kind } from './debts'
import { type House, measure, type Measured, readHouse } from './measure'

/*
 * Prints the figures of the house: `npm run house`. With the path of another checkout, both are
 * printed side by side; `--list` names each thing that is counted, `--write` rewrites `debts.json`.
 * `--moves plan.json` measures as if files were moved already: `{ "worker/old/": "worker/new/" }`,
 * of which the longest beginning of a path counts.
 */

const here = resolve(import.meta.dirname, '../..')
const file = resolve(import.meta.dirname, 'debts.json')

type Row = readonly [what: string, value: number | string]

/** `5 + 2`: five files of rooms, and two of the floors that every request passes. */
const walksOf = ({ walks }: Measured): Row[] =>
  walks.map((walk) => [
    `files to ${walk.name}`,
    'files' in walk
      ? [walk.files, walk.ground].flatMap(({ length }) => length || []).join(' + ')
      : `? ${walk.fault}`,
  ])

const wordsOf = ({ words }: Measured): Row[] =>
  Object.keys(words.product).map((word) => [
    `"${word}" (product, papers, tests)`,
    [words.product, words.papers, words.tests].map((counts) => counts[word] ?? 0).join(' '),
  ])

const rowsOf = (measured: Measured): Row[] => {
  const { circles, locals, repeated, functions, files, casts } = measured
  return [
    ['rooms', measured.rooms],
    ['rooms in circles', circles.flat().length],
    ['pairs of rooms that import each other', measured.pairs.length],
    ['imports from a higher floor', measured.upward.length],
    ['circles between files', measured.fileCircles.length],
    ...walksOf(measured),
    ['most locals in a function', locals.most?.locals ?? 0],
    ['locals of what creates a comment', locals.comment?.locals ?? '?'],
    ['names exported twice in the Worker', repeated.names.length],
    ['… by how many files', repeated.files],
    ['names exported twice anywhere', measured.repeatedEverywhere.length],
    ['files without a role', measured.withoutRole.length],
    ['participles as file names', measured.participles.length],
    ['functions', functions.all],
    ['… median lines', functions.median],
    ['… over 40 lines', functions.long.length],
    ['… over 10 lines', functions.overTen],
    ['files of code', files.all],
    ['… median lines', files.median],
    ['… over 150 lines', files.over150],
    ['… over 250 lines', files.over250],
    ['casts with `as`', casts.as],
    ['non-null `!`', casts.nonNull],
    ['`any`', casts.any],
    ...wordsOf(measured),
  ]
}

const debtRows = (debts: Debts): Row[] =>
  Object.entries(debts).map(([kind, list]) => [kind, list.length])

const print = (title: string, columns: Row[][]) => {
  console.log(`\n${title}`)
  for (const [index, [what, value]] of columns[0]!.entries()) {
    const others = columns.slice(1).map((rows) => String(rows[index]?.[1] ?? '–'))
    console.log(
      `  ${what.padEnd(44)} ${[String(value), ...others].map((one) => one.padStart(12)).join(' ')}`,
    )
  }
}

const list = (measured: Measured, debts: Debts) => {
  const walks = measured.walks.flatMap((walk) =>
    'files' in walk
      ? [`${walk.name}: ${walk.files.join(' -> ')}; passes ${walk.ground.join(', ') || 'no other'}`]
      : [],
  )
  const sections = {
    'rooms in circles': measured.circles.map((circle) => circle.join(', ')),
    'pairs of rooms': measured.pairs.map((pair) => pair.join(' <-> ')),
    walks,
    ...debts,
  }
  for (const [title, entries] of Object.entries(sections))
    if (entries.length > 0) console.log(`\n${title}\n  ${entries.join('\n  ')}`)
}

const write = (debts: Debts) => {
  const before = JSON.parse(readFileSync(file, 'utf8')) as Partial<Debts>
  for (const kind of Object.keys(debts) as Kind[]) {
    const { added, mended } = compare(before[kind] ?? [], debts[kind])
    if (added.length + mended.length > 0)
      console.log(`${kind}: ${mended.length} mended, ${added.length} added`)
  }
  writeFileSync(file, `${JSON.stringify(debts, null, 2)}\n`)
}

const readMoves = (path: string | undefined) => {
  if (path === undefined) return undefined
  const moves = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>)
  const longestFirst = moves.toSorted(([one], [other]) => other.length - one.length)
  return (from: string): string => {
    const [before, after] = longestFirst.find(([start]) => from.startsWith(start)) ?? ['', '']
    return after + from.slice(before.length)
  }
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' }, list: { type: 'boolean' }, moves: { type: 'string' } },
})
const others = positionals.map((path) => readHouse(resolve(path)))
const houses: House[] = [...others, readHouse(here, readMoves(values.moves))]
const measured = houses.map(measure)
const debts = houses.map(findDebts)
if (positionals.length > 0) console.log(`${positionals.join(', ')}, and this checkout:`)
print('Figures', measured.map(rowsOf))
print('What the tests list (tests/house/debts.json)', debts.map(debtRows))
if (values.list) list(measured.at(-1)!, debts.at(-1)!)
if (values.write) write(debts.at(-1)!)
