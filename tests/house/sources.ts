import { readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'

/** A file of the product: its path from the checkout's root, and what is in it. */
export interface Source {
  path: string
  text: string
}

const SKIPPED = /(?:^|\/)(?:node_modules|dist|\.[\w-]+)(?:\/|$)/

/** All files below a folder of a checkout, as sources; none, if there is no such folder. */
export const readFolder = (root: string, folder: string, name: RegExp): Source[] => {
  if (!statSync(resolve(root, folder), { throwIfNoEntry: false })) return []
  return readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => name.test(path) && !SKIPPED.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(resolve(root, path), 'utf8') }))
}

/** The sources of the product: Worker, site and command line. */
export const readProduct = (root: string): Source[] =>
  ['worker', 'site', 'cli'].flatMap((folder) =>
    readFolder(root, folder, /(?<!\.d)\.(?:tsx?|mjs|astro)$/),
  )

const parsed = new WeakMap<Source, ts.SourceFile>()

/** The code of an Astro component: its frontmatter and scripts, with all else blanked out. */
const codeOf = ({ path, text }: Source): string => {
  if (!path.endsWith('.astro')) return text
  const parts = [/^---\n(.*?)\n---/s, /<script[^>]*>(.*?)<\/script>/gs].flatMap((pattern) =>
    pattern.global
      ? [...text.matchAll(pattern)].map(([, code]) => code!)
      : [pattern.exec(text)?.[1] ?? ''],
  )
  return parts.join('\n')
}

/** The syntax tree of a source, parsed once. */
export const parse = (source: Source): ts.SourceFile => {
  const known = parsed.get(source)
  if (known) return known
  const kind = /\.(?:tsx)$/.test(source.path) ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const file = ts.createSourceFile(source.path, codeOf(source), ts.ScriptTarget.Latest, true, kind)
  parsed.set(source, file)
  return file
}

const walked = new WeakMap<ts.Node, ts.Node[]>()

/** Every node below another, outermost first. */
export const nodesOf = (root: ts.Node): ts.Node[] => {
  const known = walked.get(root)
  if (known) return known
  const nodes: ts.Node[] = []
  walked.set(root, nodes)
  const visit = (node: ts.Node) => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(root, visit)
  return nodes
}

/** How many lines a node covers. */
export const linesOf = (node: ts.Node): number => {
  const file = node.getSourceFile()
  const line = (position: number) => file.getLineAndCharacterOfPosition(position).line
  return line(node.getEnd()) - line(node.getStart()) + 1
}
