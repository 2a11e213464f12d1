import ts from 'typescript'
import { nodesOf, parse, type Source } from './sources'

/** A table of the database as its `table.ts` declares it, or as a migration creates it. */
export interface Table {
  name: string
  columns: Set<string>
  /** The names of its indexes, which `indexed by` may ask for. */
  indexes: string[]
  /** The name by which code knows it; none, if only migrations do. */
  variable?: string
  /** The file that declares it. */
  path?: string
}

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The innermost call of `text('x').notNull()…`: what the column is made by. */
const rootCall = (node: ts.Node): ts.CallExpression | undefined => {
  if (ts.isCallExpression(node))
    return ts.isIdentifier(node.expression) ? node : rootCall(node.expression)
  return ts.isPropertyAccessExpression(node) ? rootCall(node.expression) : undefined
}

const columnOf = (property: ts.ObjectLiteralElementLike): string[] => {
  if (!ts.isPropertyAssignment(property)) return []
  const [first] = rootCall(property.initializer)?.arguments ?? []
  return first && ts.isStringLiteral(first) ? [first.text] : [snake(property.name.getText())]
}

const indexesIn = (table: ts.Node): string[] =>
  nodesOf(table).flatMap((node) => {
    if (!ts.isCallExpression(node)) return []
    const [name] = node.arguments
    const isIndex = /^(?:uniqueIndex|index)$/.test(node.expression.getText())
    return isIndex && name && ts.isStringLiteral(name) ? [name.text] : []
  })

const tableIn = (node: ts.Node, path: string): Table[] => {
  if (!ts.isVariableDeclaration(node) || !node.initializer) return []
  const call = node.initializer
  if (!ts.isCallExpression(call) || call.expression.getText() !== 'sqliteTable') return []
  const [name, columns] = call.arguments
  if (!name || !ts.isStringLiteral(name) || !columns || !ts.isObjectLiteralExpression(columns))
    return []
  const names = new Set(columns.properties.flatMap(columnOf))
  const variable = node.name.getText()
  return [{ name: name.text, columns: names, indexes: indexesIn(call), variable, path }]
}

/** Full-text tables: Drizzle has no word for them, so that only migrations name them. */
const virtualIn = (migration: string): Table[] =>
  [
    ...migration.matchAll(/create virtual table\s+[`"]?(\w+)[`"]?\s+using fts5\s*\(([^;]*)\)/gi),
  ].map(([, name, list]) => ({
    name: name!,
    indexes: [],
    columns: new Set([
      name!,
      'rank',
      ...[...list!.matchAll(/(?:^|,)\s*`?(\w+)`?(?=\s*(?:,|$))/g)].map(([, column]) => column!),
    ]),
  }))

/** Views of the database, with every name that their statement says. */
const viewsIn = (migration: string): Table[] =>
  [...migration.matchAll(/create view\s+`(\w+)`\s+as\b([^;]*)/gi)].map(([, name, body]) => ({
    name: name!,
    indexes: [],
    columns: new Set([...body!.matchAll(/`(\w+)`/g)].map(([, column]) => column!)),
  }))

/** All tables, by what the sources declare and the migrations create beside. */
export const readTables = (sources: Source[], migrations: Source[]): Table[] => [
  ...sources.flatMap((source) =>
    source.text.includes('sqliteTable')
      ? nodesOf(parse(source)).flatMap((node) => tableIn(node, source.path))
      : [],
  ),
  ...migrations.flatMap(({ text }) => [...virtualIn(text), ...viewsIn(text)]),
]
