import ts from 'typescript'
import { linesOf, nodesOf, parse, type Source } from './sources'

/** A function with a name, or one that a router is given. */
export interface Named {
  path: string
  name: string
  lines: number
  node: ts.FunctionLikeDeclaration
}

/** Lines of the body alone, without its braces: how much there is to read. */
const lengthOf = (body: ts.Node): number => linesOf(body) - (ts.isBlock(body) ? 2 : 0)

const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node)

/** `GET /me/`, for what `me.get('/me/', …)` is given. */
const nameOfHandler = (call: ts.CallExpression): string | undefined => {
  const [address] = call.arguments
  if (!ts.isPropertyAccessExpression(call.expression) || !address) return undefined
  return ts.isStringLiteralLike(address)
    ? `${call.expression.name.text.toUpperCase()} ${address.text}`
    : undefined
}

const nameOf = (node: ts.FunctionLikeDeclaration): string | undefined => {
  if (node.name) return node.name.getText()
  const { parent } = node
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent))
    return parent.name.getText()
  return ts.isCallExpression(parent) ? nameOfHandler(parent) : undefined
}

/** The functions of the sources that have a body and a name. */
export const findFunctions = (sources: Source[]): Named[] =>
  sources.flatMap((source) =>
    nodesOf(parse(source)).flatMap((node) => {
      const name = isFunction(node) && node.body ? nameOf(node) : undefined
      if (name === undefined) return []
      const found = node as ts.FunctionLikeDeclaration
      return [{ path: source.path, name, lines: lengthOf(found.body!), node: found }]
    }),
  )

const namesIn = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) =>
        ts.isOmittedExpression(element) ? [] : namesIn(element.name),
      )

const isWithin = (node: ts.Node, outer: ts.Node): boolean => {
  let { parent } = node
  while (parent !== outer) {
    if (isFunction(parent)) return false
    parent = parent.parent
  }
  return true
}

/**
 * The names that a function declares for itself. Its parameters are not counted, nor what is only
 * taken out of one of them, nor what the functions inside of it declare.
 */
export const localsOf = ({ node }: Named): string[] => {
  const given = new Set(node.parameters.flatMap(({ name }) => namesIn(name)))
  return nodesOf(node.body!).flatMap((inner) => {
    if (!ts.isVariableDeclaration(inner) || !isWithin(inner, node)) return []
    const { initializer, name } = inner
    const isTaken = initializer && ts.isIdentifier(initializer) && given.has(initializer.text)
    return isTaken && !ts.isIdentifier(name) ? [] : namesIn(name)
  })
}

const isConst = (node: ts.AsExpression) => node.type.getText() === 'const'

/** How often the compiler is overruled. */
export const countCasts = (sources: Source[]): { as: number; nonNull: number; any: number } => {
  const nodes = sources.flatMap((source) => nodesOf(parse(source)))
  return {
    as: nodes.filter((node) => ts.isAsExpression(node) && !isConst(node)).length,
    nonNull: nodes.filter(ts.isNonNullExpression).length,
    any: nodes.filter(({ kind }) => kind === ts.SyntaxKind.AnyKeyword).length,
  }
}

/** Functions that are longer than a screen. */
export const MOST_LINES = 40

export const findLong = (sources: Source[]): string[] =>
  findFunctions(sources)
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, name }) => `${path}: ${name}`)
