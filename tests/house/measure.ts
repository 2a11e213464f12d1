import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { countCasts, findFunctions, localsOf, MOST_LINES } from './code'
import { findFileCircles, findUpward, findWithoutRole, roomsOf } from './direction'
import { earlierCreatesComment, earlierWalks } from './earlier-layout'
import { findCircles, findPairs } from './graph'
import { type Import, readImports } from './imports'
import { halfOf } from './layout'
import { findRepeated, isParticiple } from './names'
import { countSigns } from './plain-words'
import { readFolder, readProduct, type Source } from './sources'
import { readSql, type Sql } from './sql'
import { traceWalk, type Traced } from './trace'
import { createsComment, walks } from './walks'

/** A checkout, read and parsed once. */
export interface House {
  root: string
  sources: Source[]
  imports: Import[]
  sql: Sql
  walks: Traced[]
}

const traceAll = (sources: Source[], imports: Import[], { tables }: Sql): Traced[] => {
  const readsTable = (path: string, name: string) => {
    const table = tables.find((one) => one.name === name)
    return imports.some(
      ({ from, to, names }) =>
        from === path && to === table?.path && [...names.values()].includes(table.variable!),
    )
  }
  return walks.map((walk, index) => {
    const traced = traceWalk(walk, sources, imports, readsTable)
    if ('files' in traced || !earlierWalks[index]) return traced
    const earlier = traceWalk(earlierWalks[index], sources, imports, readsTable)
    return 'files' in earlier ? earlier : traced
  })
}

/**
 * Reads what the rules of the house are asked of.
 *
 * @param move the path that a file is to have, where a move of files is tried before it is made
 */
export const readHouse = (root: string, move = (path: string): string => path): House => {
  const read = readProduct(root)
  const sources = read.map(({ path, text }) => ({ path: move(path), text }))
  const imports = readImports(read).map((one) => ({
    ...one,
    from: move(one.from),
    to: one.isPackage ? one.to : move(one.to),
  }))
  const sql = readSql(sources, readFolder(root, 'worker/migrations', /\.sql$/))
  return { root, sources, imports, sql, walks: traceAll(sources, imports, sql) }
}

const papers = (root: string): Source[] => [
  ...['docs', 'worker', 'site', 'cli', 'tests', '.github'].flatMap((folder) =>
    readFolder(root, folder, /\.md$/),
  ),
  ...readFolder(root, '.', /^\.\/[\w-]+\.md$/),
]

const median = (numbers: number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0

const lengthOf = ({ text }: Source) => text.split('\n').length - 1

const signsIn = (sources: Source[]) => Object.fromEntries(countSigns(sources))

/** The locals of one function: how many, and where it is. */
const crowded = ({ sources }: House) => {
  const all = findFunctions(sources)
    .map((one) => ({ name: one.name, path: one.path, locals: localsOf(one).length }))
    .toSorted((one, other) => other.locals - one.locals)
  const named = (name: string) => all.find((one) => one.name === name)
  return { most: all[0], comment: named(createsComment) ?? named(earlierCreatesComment) }
}

/**
 * Every figure of the house. Counted as in the first survey of it, except that: a participle may
 * also end in -ed (it counted -ing alone, 73); a circle is one of imports that run; the length of a
 * function is that of its body, without braces; and each step of a walk has to be imported by one
 * before it, so that the walk of a comment's email, left out by half before, is one by itself.
 */
export const measure = (house: House) => {
  const { root, sources, imports } = house
  const rooms = roomsOf(imports)
  const circles = findCircles(rooms)
  const functions = findFunctions(sources)
  const code = sources.filter(({ path }) => !path.endsWith('.astro'))
  const worker = sources.filter(({ path }) => halfOf(path) === 'worker')
  const [repeated, everywhere] = [findRepeated(worker), findRepeated(sources)]
  return {
    rooms: rooms.size,
    circles,
    pairs: findPairs(rooms),
    upward: findUpward(imports),
    fileCircles: findFileCircles(imports),
    walks: house.walks,
    locals: crowded(house),
    repeated: { names: [...repeated.keys()], files: [...repeated.values()].flat().length },
    repeatedEverywhere: [...everywhere.keys()],
    withoutRole: findWithoutRole(sources),
    participles: sources.map(({ path }) => path).filter(isParticiple),
    functions: {
      all: functions.length,
      median: median(functions.map(({ lines }) => lines)),
      long: functions.filter(({ lines }) => lines > MOST_LINES),
      overTen: functions.filter(({ lines }) => lines > 10).length,
    },
    files: {
      all: code.length,
      median: median(code.map(lengthOf)),
      over150: code.filter((source) => lengthOf(source) > 150).length,
      over250: code.filter((source) => lengthOf(source) > 250).length,
    },
    casts: countCasts(sources),
    words: {
      product: signsIn(sources),
      papers: signsIn(papers(root)),
      tests: existsSync(resolve(root, 'tests'))
        ? signsIn(readFolder(root, 'tests', /(?<!\.d)\.tsx?$/))
        : {},
    },
  }
}

export type Measured = ReturnType<typeof measure>
