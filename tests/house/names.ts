import { basename } from 'node:path'
import ts from 'typescript'
import { ROLES } from './layout'
import { parse, type Source } from './sources'

/** Names that a framework asks each file for. */
const CONVENTIONS = new Set([
  'getStaticPaths',
  'prerender',
  'partial',
  'GET',
  'POST',
  'collections',
])

const isExported = (node: ts.Node) =>
  ts.canHaveModifiers(node) &&
  Boolean(ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) &&
  !ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)

const boundIn = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) =>
        ts.isOmittedExpression(element) ? [] : boundIn(element.name),
      )

const declaredBy = (statement: ts.Statement): string[] => {
  if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) {
    const clause = statement.exportClause
    return clause && ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : []
  }
  if (!isExported(statement)) return []
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundIn(name))
  const { name } = statement as ts.DeclarationStatement
  return name ? [name.text] : []
}

/** The names that a file exports, values and types. */
export const exportedBy = (source: Source): string[] => [
  ...new Set(parse(source).statements.flatMap(declaredBy)),
]

/** Names that more than one file exports, with these files. */
export const findRepeated = (sources: Source[]): Map<string, string[]> => {
  const files = new Map<string, string[]>()
  for (const source of sources)
    for (const name of exportedBy(source))
      if (!CONVENTIONS.has(name)) files.set(name, [...(files.get(name) ?? []), source.path])
  return new Map([...files].filter(([, paths]) => paths.length > 1))
}

/** The files of Astro's `pages/` are addresses, and promises. */
const ADDRESS = /^site\/pages\//

/** Words in -ing that are nouns of the field. */
const NOUNS = new Set([
  'heading',
  'headings',
  'listing',
  'listings',
  'mapping',
  'meeting',
  'ping',
  'rating',
  'routing',
  'setting',
  'settings',
  'spring',
  'string',
  'strings',
  'thing',
  'things',
  'timing',
  'warning',
  'warnings',
  'tracking',
  'parsing',
])

const PARTICIPLES = new Set([
  'asked',
  'built',
  'decided',
  'done',
  'drawn',
  'given',
  'gone',
  'headed',
  'held',
  'judged',

  'kept',
  'known',
  'made',
  'marked',
  'read',
  'saved',
  'seen',
  'sent',
  'set',
  'shown',
  'started',
  'told',
  'unconfirmed',
  'unread',
  'written',
])

const NOT_PAST = new Set(['feed', 'embed', 'seed', 'need', 'speed'])

const isGerund = (word: string) =>
  /ings?$/.test(word) && !NOUNS.has(word) && !NOUNS.has(word.replace(/s$/, ''))

const isPast = (word: string) =>
  PARTICIPLES.has(word) || (/[^e]ed$/.test(word) && !NOT_PAST.has(word))

const nounOf = (path: string): string => {
  const parts = basename(path)
    .replace(/\.\w+$/, '')
    .split('.')
  return parts.length > 1 && ROLES.includes(parts.at(-1) as never)
    ? parts.slice(0, -1).join('.')
    : parts.join('.')
}

/**
 * Whether a file is named by what is done and not by what it is: `taking`, `shown`, `as-drawn`,
 * `telling-voters`. A participle before its noun is an adjective and fine: `scheduled-posts`.
 */
export const isParticiple = (path: string): boolean => {
  if (ADDRESS.test(path)) return false
  const words = nounOf(path).toLowerCase().split('-')
  return isGerund(words[0]!) || isGerund(words.at(-1)!) || isPast(words.at(-1)!)
}

/** Whether a file is named as files are: `kebab-case.ts`, or `PascalCase.astro` for a component. */
export const isWellSpelled = (path: string): boolean => {
  if (ADDRESS.test(path)) return true
  const name = basename(path)
  return path.endsWith('.astro')
    ? /^[A-Z][A-Za-z0-9]*\.astro$/.test(name)
    : /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*\.(?:tsx?|mjs)$/.test(name)
}
