import { roomOf } from './layout'
import type { Source } from './sources'
import { readStatements, type Statement } from './sql-statements'
import { readTables, type Table } from './sql-tables'

const KEYWORDS = new Set(
  `abort all and any as asc between by case cast collate conflict count cross current delete desc
  distinct do else end escape except exists false filter following from full glob group having in
  indexed inner insert instr integer intersect into is isnull join key last left like limit match
  materialized natural nocase not nothing notnull null nulls of offset on or order outer over
  partition pragma preceding range real recursive replace returning right row rows select set table text
  then true unbounded union unique update using values when where window with without first`
    .split(/\s+/)
    .filter(Boolean),
)

const SOURCE = /\b(?:from|join|update|into)\s+(\w+)(?:\s+(?:as\s+)?([a-z]\w*))?/gi
const MORE = /\b(?:from|join)\s+(?:\w+\s+\w+|\w+)\s*,\s*(\w+)(?:\s+(?:as\s+)?([a-z]\w*))?/gi
const DERIVED = /\)\s*(?:as\s+)?([a-z]\w*)/gi
const COMMON =
  /(?:\bwith\s+(?:recursive\s+)?|,\s*)([a-z]\w*)\s*(?:\([\w\s,]*\)\s*)?as\s+(?:not\s+)?(?:materialized\s+)?\(/gi
const UNKNOWN = /\b(?:from|join)\s+\?\s+(?:as\s+)?([a-z]\w*)/gi
const GIVEN = /\bas\s+([a-z]\w*)/gi
/** The columns of `with above (id, step) as (…)`. */
const LISTED = /\b[a-z]\w*\s*\(([\w\s,]+)\)\s+as\s+(?:not\s+)?(?:materialized\s+)?\(/gi

type Aliases = Map<string, Set<Table | 'derived'>>

const add = (aliases: Aliases, name: string, table: Table | 'derived') => {
  if (!KEYWORDS.has(name.toLowerCase()))
    aliases.set(name, (aliases.get(name) ?? new Set()).add(table))
}

/** What each alias of a text stands for. */
const aliasesIn = (text: string, byName: Map<string, Table>): Aliases => {
  const aliases: Aliases = new Map()
  for (const [, name, alias] of [...text.matchAll(SOURCE), ...text.matchAll(MORE)]) {
    const table = byName.get(name!) ?? 'derived'
    add(aliases, name!, table)
    if (alias) add(aliases, alias, table)
  }
  for (const pattern of [DERIVED, COMMON, UNKNOWN])
    for (const [, name] of text.matchAll(pattern)) add(aliases, name!, 'derived')
  return aliases
}

const merge = (all: Aliases[]): Aliases => {
  const merged: Aliases = new Map()
  for (const aliases of all)
    for (const [name, tables] of aliases) for (const table of tables) add(merged, name, table)
  return merged
}

interface Schema {
  tables: Table[]
  byName: Map<string, Table>
  /** All columns of all tables, and all that SQL of the product calls something by `as`. */
  known: Set<string>
  /** What an alias stands for where a fragment does not say it: in its file, and anywhere. */
  inFile: Map<string, Aliases>
  anywhere: Aliases
}

/** What `json_each` and the row itself give beside the columns of tables. */
const BUILT_IN = [
  'user_version',
  'rowid',
  'key',
  'value',
  'rank',
  'type',
  'atom',
  'path',
  'fullkey',
  'excluded',
  'new',
  'old',
]

const schemaOf = (tables: Table[], statements: Statement[], aliased: Table[]): Schema => {
  const byName = new Map([...tables, ...aliased].map((table) => [table.name, table]))
  const paths = [...new Set(statements.map(({ path }) => path))]
  const inFile = new Map(
    paths.map((file) => {
      const own = statements.filter(({ path }) => path === file)
      return [file, merge(own.map(({ text }) => aliasesIn(text, byName)))]
    }),
  )
  const given = statements.flatMap(({ text }) => [...text.matchAll(GIVEN)].map(([, name]) => name!))
  const listed = statements.flatMap(({ text }) =>
    [...text.matchAll(LISTED)].flatMap(([, names]) => names!.split(/[\s,]+/)),
  )
  const columns = tables.flatMap((table) => [...table.columns, ...table.indexes])
  const known = new Set([...BUILT_IN, ...given, ...listed, ...columns])
  return { tables, byName, known, inFile, anywhere: merge([...inFile.values()]) }
}

/** `alias(comments, 'answered')`: a table by another name. */
const aliasedIn = (sources: Source[], tables: Table[]): Table[] =>
  sources.flatMap(({ text }) =>
    [...text.matchAll(/\balias\((\w+),\s*'(\w+)'\)/g)].flatMap(([, variable, name]) => {
      const table = tables.find((one) => one.variable === variable)
      return table ? [{ ...table, name: name! }] : []
    }),
  )

const QUALIFIED = /(?<![\w.])([a-z_]\w*)\.([a-z_]\w*)/gi

/** The tables that an alias may stand for in a statement: by it, its file, or else all the code. */
const meantBy = (schema: Schema, { path, text }: Statement, alias: string) =>
  aliasesIn(text, schema.byName).get(alias) ??
  (schema.byName.has(alias) ? new Set([schema.byName.get(alias)!]) : undefined) ??
  schema.inFile.get(path)?.get(alias) ??
  schema.anywhere.get(alias)

const isColumn = (schema: Schema, meant: Set<Table | 'derived'>, column: string) =>
  column === 'rowid' ||
  [...meant].some((table) =>
    table === 'derived' ? schema.known.has(column) : table.columns.has(column),
  )

const faultsIn = (schema: Schema, statement: Statement): string[] => {
  const { path, text } = statement
  const qualified = [...text.matchAll(QUALIFIED)].flatMap(([whole, alias, column]) => {
    if (BUILT_IN.includes(alias!)) return schema.known.has(column!) ? [] : [whole]
    const meant = meantBy(schema, statement, alias!)
    return meant && isColumn(schema, meant, column!) ? [] : [whole]
  })
  const own = aliasesIn(text, schema.byName)
  const bare = [...text.matchAll(/(?<![\w.$:@{])([a-z_]\w*)(?!\w|\s*[.(])/gi)]
    .map(([, word]) => word!)
    .filter(
      (word) =>
        !KEYWORDS.has(word.toLowerCase()) &&
        !schema.known.has(word) &&
        !own.has(word) &&
        !schema.byName.has(word) &&
        !schema.anywhere.has(word),
    )
  return [...new Set([...qualified, ...bare])].map((name) => `${path}: ${name}`)
}

export interface Sql {
  tables: Table[]
  statements: Statement[]
  schema: Schema
}

export const readSql = (sources: Source[], migrations: Source[]): Sql => {
  const tables = readTables(sources, migrations)
  const statements = readStatements(sources, tables)
  return { tables, statements, schema: schemaOf(tables, statements, aliasedIn(sources, tables)) }
}

/** Names in SQL that are no column of the table they are asked of, and no other name of SQL's. */
export const findUnknownColumns = ({ statements, schema }: Sql): string[] =>
  statements.flatMap((statement) => faultsIn(schema, statement))

const ownerOf = ({ path }: Table) => (path === undefined ? undefined : roomOf(path))

/** Files whose SQL, as text, names a table of another room or its columns. */
export const findForeignSql = ({ statements, schema }: Sql): string[] => {
  const found = statements.flatMap((statement) => {
    const { path, text } = statement
    if (!path.startsWith('worker/')) return []
    const aliases = [...text.matchAll(QUALIFIED)].map(([, alias]) => alias!)
    const asked = aliases.flatMap((alias) => {
      const meant = [...(meantBy(schema, statement, alias) ?? [])]
      return meant.length === 1 ? meant : []
    })
    const named = [...aliasesIn(text, schema.byName).values()].flatMap((tables) => [...tables])
    return [...asked, ...named]
      .filter((table) => table !== 'derived')
      .filter((table) => table.path && ownerOf(table) !== roomOf(path))
      .map((table) => `${path}: ${table.name}`)
  })
  return [...new Set(found)]
}
