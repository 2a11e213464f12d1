import ts from 'typescript'
import { findCircles, type Graph, graphOf } from './graph'
import type { Import } from './imports'
import {
  FORBIDDEN_PACKAGES,
  halfOf,
  heightOf,
  isContract,
  MAY_IMPORT,
  roomOf,
  type Rule,
  ruleOf,
} from './layout'
import { nodesOf, parse, type Source } from './sources'

const arrow = ({ from, to }: Import): string => `${from} -> ${to}`

/** Imports that run, from one file of the Worker to another. */
export const withinWorker = (imports: Import[]): Import[] =>
  imports.filter(
    ({ from, to, isType, isPackage }) =>
      !isType && !isPackage && halfOf(from) === 'worker' && halfOf(to) === 'worker',
  )

const isTable = (path: string) => ruleOf(path) === 'table'

/** A foreign key: a table that names another table, on whichever floor the row lies that it names. */
const isForeignKey = ({ from, to }: Import): boolean => isTable(from) && isTable(to)

/** Which room of the Worker imports which. What holds all rooms together, at the root, is no room. */
export const roomsOf = (imports: Import[]): Graph =>
  graphOf(
    withinWorker(imports)
      .filter((one) => !isForeignKey(one))
      .map(({ from, to }) => [roomOf(from), roomOf(to)] as const)
      .filter((rooms) => !rooms.includes('root')),
  )

/** Imports from a floor to a higher one; a foreign key is none. */
export const findUpward = (imports: Import[]): string[] =>
  withinWorker(imports)
    .filter((one) => !isForeignKey(one))
    .filter(({ from, to }) => (heightOf(from) ?? 0) < (heightOf(to) ?? Infinity))
    .map(arrow)

/**
 * Which room of the Worker imports which, of those that are in a circle with each other. The site has
 * no rooms: a subject of it, such as `site/people/`, holds its schema, by which the settings are
 * read, beside its list and its components, which are made from the settings. Circles of its files
 * are found all the same, by `findFileCircles`.
 */
export const findRoomArrows = (imports: Import[]): string[] => {
  const rooms = roomsOf(imports)
  return findCircles(rooms).flatMap((circle) =>
    circle.flatMap((from) =>
      circle.filter((to) => rooms.get(from)?.has(to)).map((to) => `${from} -> ${to}`),
    ),
  )
}

/** Circles between files, anywhere in the product. */
export const findFileCircles = (imports: Import[]): string[] =>
  findCircles(
    graphOf(
      imports
        .filter(({ isType, isPackage }) => !isType && !isPackage)
        .map(({ from, to }) => [from, to]),
    ),
  ).map((circle) => circle.join(' <-> '))

/** Files of the Worker whose name says no role, and which lie on no floor that needs none. */
export const findWithoutRole = (sources: Source[]): string[] =>
  sources
    .filter(({ path }) => halfOf(path) === 'worker' && ruleOf(path) === undefined)
    .map(({ path }) => path)

/** What the command line shares with the Worker: all that needs no request. */
const FOR_COMMAND_LINE = new Set<Rule>([
  'table',
  'rules',
  'queries',
  'commands',
  'messages',
  'jobs',
  'token',
  'lib',
  'markdown',
])

const isLower = (from: string, to: string) => (heightOf(to) ?? Infinity) < (heightOf(from) ?? 0)

/**
 * What another room may use only from a higher floor. Routes: a page mounts the feed of its comments
 * below its own prefix, but two rooms side by side never share an address. Personal data: handed up
 * to export and erasure. Commands are no such kind: to start a topic is to write its first comment,
 * in the same batch, and rooms of one floor build on each other in any order without a circle.
 */
const BELOW = new Set<Rule | 'contract'>(['routes', 'personal-data'])

/** Why a file may not import another; `undefined` if it may. */
const faultOf = ({ from, to, isPackage }: Import, rule: Rule): string | undefined => {
  if (isPackage) return FORBIDDEN_PACKAGES[rule]?.test(to) ? `${rule} imports ${to}` : undefined
  if (rule === 'root') return undefined
  const other = isContract(to) ? 'contract' : ruleOf(to)
  if (other === undefined) return undefined
  if (BELOW.has(other) && roomOf(from) !== roomOf(to) && !isLower(from, to))
    return `${other} of a room that is not below`
  const allowed = MAY_IMPORT[rule]
  return allowed === 'all' || (allowed as readonly string[]).includes(other)
    ? undefined
    : `${rule} imports ${other}`
}

/** Imports that the role of a file does not allow. */
export const findOutOfRole = (imports: Import[]): string[] =>
  imports.flatMap((one) => {
    const rule = halfOf(one.from) === 'worker' && !one.isType ? ruleOf(one.from) : undefined
    const fault = rule && faultOf(one, rule)
    return fault ? [`${arrow(one)} (${fault})`] : []
  })

const SEES_CONTEXT = new Set<Rule>(['routes', 'middleware', 'slot', 'http', 'root'])

/** Files that see Hono's `Context`, as a value or a type, and are no routes, middleware or slots. */
export const findContext = (imports: Import[]): string[] =>
  imports
    .filter(({ to, names }) => to === 'hono' && [...names.values()].includes('Context'))
    .map(({ from }) => from)
    .filter((from) => !SEES_CONTEXT.has(ruleOf(from)!))

const isClock = (node: ts.Node) =>
  (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) ||
  (ts.isCallExpression(node) && node.expression.getText() === 'Date.now')

const isAsync = (node: ts.Node) =>
  ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword

/** Rules that wait or ask the clock, and views that wait. */
export const findImpure = (sources: Source[]): string[] =>
  sources.flatMap((source) => {
    const rule = halfOf(source.path) === 'worker' ? ruleOf(source.path) : undefined
    if (rule !== 'rules' && rule !== 'view') return []
    const nodes = nodesOf(parse(source))
    return [
      ...(nodes.some(isAsync) ? [`${source.path} (${rule} that wait)`] : []),
      ...(rule === 'rules' && nodes.some(isClock) ? [`${source.path} (rules with a clock)`] : []),
    ]
  })

/** A file that says no role yet is on a list of its own. */
const isShared = (path: string) => {
  const rule = ruleOf(path)
  return rule === undefined || FOR_COMMAND_LINE.has(rule)
}

/** What may cross from one half of the product to another, by the folder that imports. */
const crosses = (from: string, to: string): boolean => {
  if (isContract(from)) return isContract(to)
  if (halfOf(from) === halfOf(to)) return true
  return isContract(to) || halfOf(from) === 'cli'
}

/** Whether a file imports what the folder that it is in, or its half of the product, does not allow. */
const isCrossing = ({ from, to, isPackage }: Import): boolean => {
  if (isPackage) return isContract(from)
  if (!crosses(from, to) || to.startsWith('site/pages/')) return true
  if (from.startsWith('site/client/')) return !to.startsWith('site/client/') && !isContract(to)
  return halfOf(from) === 'cli' && halfOf(to) === 'worker' && !isShared(to)
}

/** Imports from one half of the product to another, or between folders of the site, that are not allowed. */
export const findCrossing = (imports: Import[]): string[] =>
  imports.filter((one) => !one.isType && isCrossing(one)).map(arrow)
