import { posix } from 'node:path'
import ts from 'typescript'
import { nodesOf, parse, type Source } from './sources'

/** One import, re-export or dynamic import of a file. */
export interface Import {
  /** The path of the importing file. */
  from: string
  /** The path of the imported file, or the name of the package. */
  to: string
  isPackage: boolean
  /** Only types are imported: nothing of it is left at run time. */
  isType: boolean
  /** The names as the imported file exports them, by the names that they have here. */
  names: Map<string, string>
  /** Those of the names that are there at run time. */
  values: string[]
}

const SUFFIXES = ['', '.ts', '.tsx', '.mjs', '.astro', '/index.ts', '/index.tsx']

const resolveIn = (paths: Set<string>, from: string, specifier: string): string => {
  const base = posix.join(posix.dirname(from), specifier)
  const found = SUFFIXES.find((suffix) => paths.has(base + suffix))
  return found === undefined ? base : base + found
}

/** Named, default and namespace bindings of a clause; whether all of them are types. */
const readClause = (clause: ts.ImportClause) => {
  const names = new Map<string, string>()
  const elements =
    clause.namedBindings && ts.isNamedImports(clause.namedBindings)
      ? [...clause.namedBindings.elements]
      : []
  for (const { name, propertyName } of elements) names.set(name.text, (propertyName ?? name).text)
  if (clause.name) names.set(clause.name.text, 'default')
  if (clause.namedBindings && ts.isNamespaceImport(clause.namedBindings))
    names.set(clause.namedBindings.name.text, '*')
  const values = [...names.values()].filter(
    (name) =>
      !clause.isTypeOnly &&
      !elements.some((one) => one.isTypeOnly && (one.propertyName ?? one.name).text === name),
  )
  const isEachType = elements.length > 0 && elements.every(({ isTypeOnly }) => isTypeOnly)
  const isType = clause.isTypeOnly || (isEachType && elements.length === names.size)
  return { names, values, isType }
}

interface Found {
  specifier: string
  isType: boolean
  names: Map<string, string>
  values: string[]
}

/** Of what is imported for its effects alone, or passed on whole. */
const none = () => ({ isType: false, names: new Map<string, string>(), values: [] })

const readImport = (node: ts.Node): Found | undefined => {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const clause = node.importClause
    const read = clause ? readClause(clause) : none()
    return { specifier: node.moduleSpecifier.text, ...read }
  }
  if (
    ts.isExportDeclaration(node) &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier)
  )
    return { specifier: node.moduleSpecifier.text, ...none(), isType: node.isTypeOnly }
  const [argument] = ts.isCallExpression(node) ? node.arguments : []
  if (
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword &&
    argument &&
    ts.isStringLiteral(argument)
  )
    return { specifier: argument.text, ...none() }
  return undefined
}

/** All imports of the sources, in the order of the files. */
export const readImports = (sources: Source[]): Import[] => {
  const paths = new Set(sources.map(({ path }) => path))
  return sources.flatMap((source) =>
    nodesOf(parse(source)).flatMap((node) => {
      const found = readImport(node)
      if (!found) return []
      const { specifier, isType, names, values } = found
      const isPackage = !specifier.startsWith('.')
      const to = isPackage ? specifier : resolveIn(paths, source.path, specifier)
      return [{ from: source.path, to, isPackage, isType, names, values }]
    }),
  )
}
