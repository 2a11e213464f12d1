import ts from 'typescript'
import { nodesOf, parse, type Source } from './sources'
import type { Table } from './sql-tables'

/** One statement or fragment of SQL, with what is put into it. */
export interface Statement {
  path: string
  text: string
}

/** What an interpolation leaves in the text, where it is neither SQL nor a table. */
const HOLE = '?'

const isSql = (node: ts.Node): node is ts.TaggedTemplateExpression =>
  ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql'

/** The SQL inside of an interpolation, whichever branch of it; a table by its name; or a hole. */
const insertionOf = (node: ts.Expression, tables: Map<string, string>): string => {
  if (ts.isIdentifier(node)) return tables.get(node.text) ?? HOLE
  const inner = isSql(node) ? [node] : outermost(node)
  return inner.length > 0 ? ` ${inner.map((one) => textOf(one, tables)).join(' ')} ` : HOLE
}

const textOf = (node: ts.TaggedTemplateExpression, tables: Map<string, string>): string => {
  const { template } = node
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text
  return template.templateSpans.reduce(
    (text, { expression, literal }) => text + insertionOf(expression, tables) + literal.text,
    template.head.text,
  )
}

const outermost = (root: ts.Node): ts.TaggedTemplateExpression[] => {
  const found: ts.TaggedTemplateExpression[] = []
  const visit = (node: ts.Node): void => {
    if (isSql(node)) found.push(node)
    else ts.forEachChild(node, visit)
  }
  ts.forEachChild(root, visit)
  return found
}

/** Text that is handed to the database as it is: `sql.raw('…')`, `prepare('…')`. */
const rawOf = (node: ts.Node): string[] => {
  if (!ts.isCallExpression(node)) return []
  const [first] = node.arguments
  const isRaw = /(?:^sql\.raw|\.prepare)$/.test(node.expression.getText())
  return isRaw && first && ts.isStringLiteralLike(first) ? [first.text] : []
}

const withoutStrings = (text: string) =>
  text.replaceAll(/--[^\n]*/g, '').replaceAll(/'(?:[^']|'')*'/g, "''")

/** Every piece of SQL that a file writes as text, strings and comments taken out of it. */
export const readStatements = (sources: Source[], tables: Table[]): Statement[] => {
  const names = new Map(
    tables.flatMap(({ variable, name }) => (variable ? [[variable, name] as const] : [])),
  )
  return sources.flatMap((source) => {
    if (!/\bsql\b|\.prepare\(/.test(source.text)) return []
    const file = parse(source)
    const texts = [
      ...outermost(file).map((node) => textOf(node, names)),
      ...nodesOf(file).flatMap(rawOf),
    ]
    return texts.map((text) => ({ path: source.path, text: withoutStrings(text) }))
  })
}
