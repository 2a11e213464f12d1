import ts from 'typescript'
import { roleOf, roomOf } from './layout'
import { nodesOf, parse, type Source } from './sources'
import type { Sql } from './sql'
import type { Table } from './sql-tables'

const writesIn = (source: Source, tables: Map<string, Table>): Table[] => {
  const byCall = nodesOf(parse(source)).flatMap((node) => {
    if (!ts.isCallExpression(node)) return []
    const isWrite = /\.(?:insert|update|delete)$/.test(node.expression.getText())
    const isIf = node.expression.getText() === 'insertIf'
    const table = node.arguments[isIf ? 1 : 0]
    return (isWrite || isIf) && table && ts.isIdentifier(table) ? [table.text] : []
  })
  return byCall.flatMap((name) => tables.get(name) ?? [])
}

const WRITTEN = /\b(?:insert\s+(?:or\s+\w+\s+)?into|update|delete\s+from)\s+(\w+)/gi

/** Each file of the Worker with the tables that it writes to. */
export const findWrites = (sources: Source[], { tables, statements }: Sql) => {
  const byVariable = new Map(
    tables.flatMap((table) => (table.variable ? [[table.variable, table] as const] : [])),
  )
  const byName = new Map(tables.map((table) => [table.name, table]))
  const called = sources
    .filter(({ path }) => path.startsWith('worker/'))
    .flatMap((source) =>
      writesIn(source, byVariable).map((table) => ({ path: source.path, table })),
    )
  const typed = statements
    .filter(({ path }) => path.startsWith('worker/'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(WRITTEN)].flatMap(([, name]) => {
        const table = byName.get(name!)
        return table ? [{ path, table }] : []
      }),
    )
  return [...called, ...typed]
}

/** Files that write to a table of another room. */
export const findForeignWrites = (sources: Source[], sql: Sql): string[] =>
  findWrites(sources, sql)
    .filter(({ path, table }) => table.path && roomOf(path) !== roomOf(table.path))
    .map(({ path, table }) => `${path}: ${table.name}`)

const READERS = new Set([
  'table',
  'rules',
  'queries',
  'form',
  'messages',
  'view',
  'slot',
  'client',
  'token',
])

/** Files that write to a table although their role is to read, to decide or to show. */
export const findMisplacedWrites = (sources: Source[], sql: Sql): string[] =>
  findWrites(sources, sql)
    .filter(({ path }) => READERS.has(roleOf(path) ?? ''))
    .map(({ path, table }) => `${path}: ${table.name}`)
