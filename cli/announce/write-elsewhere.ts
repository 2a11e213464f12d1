import { chmodSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { headIn, readFrontmatter } from '../../site/parser/frontmatter'
import { CliError } from '../cli-error'
import type { ElsewhereLink } from './announced-post'

/**
 * Adds a link to `elsewhere` in a post's frontmatter, and changes nothing else, not even spaces or
 * comments. The file is replaced atomically.
 */
export const writeElsewhere = (file: string, home: ElsewhereLink): void => {
  // A symbolic link stays a symbolic link.
  const path = realpathSync(file)
  const after = withElsewhere(readExactly(path), home)
  const { mode } = statSync(path)
  const beside = `${path}.${process.pid}.new`
  writeFileSync(beside, after)
  chmodSync(beside, mode)
  renameSync(beside, path)
}

/** The text of a file. Throws unless it is valid UTF-8, which would be written back changed. */
const readExactly = (path: string) => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch {
    throw new CliError(`${path} is not in UTF-8.`)
  }
}

/**
 * The text of a post with a link added to `elsewhere`; it replaces a link to the same network.
 *
 * @example withElsewhere('---\ntitle: A\n---\n', { network: 'bluesky', url: 'https://b.example/1' })
 * // => '---\ntitle: A\nelsewhere:\n  - network: bluesky\n    url: https://b.example/1\n---\n'
 */
export const withElsewhere = (text: string, home: ElsewhereLink): string => {
  const found = headIn(text)
  const after =
    found &&
    text.slice(0, found.at) + headWith(found.head, home) + text.slice(found.at + found.head.length)
  if (after !== undefined && isMeant(text, after, home)) return after
  throw new CliError('`elsewhere` of the post has a form that cannot be edited automatically.')
}

/** Whether the change adds exactly this link. */
const isMeant = (before: string, after: string, home: ElsewhereLink) => {
  const [one, other] = [readFrontmatter(before), readFrontmatter(after)]
  const data = one.data as { elsewhere?: ElsewhereLink[] | null }
  const homes = data.elsewhere ?? []
  if (!Array.isArray(homes)) return false
  const at = homes.findIndex(({ network }) => network === home.network)
  const elsewhere = at < 0 ? [...homes, home] : homes.with(at, { ...homes[at], ...home })
  return (
    other.faults.length === 0 &&
    one.body === other.body &&
    isDeepStrictEqual(other.data, { ...data, elsewhere })
  )
}

const headWith = (head: string, home: ElsewhereLink): string => {
  const { contents } = parseDocument(head)
  const pair = isMap(contents)
    ? contents.items.find(({ key }) => isScalar(key) && key.value === 'elsewhere')
    : undefined
  const end = head.includes('\r\n') ? '\r\n' : '\n'
  if (!pair) return `${head}elsewhere:${end}${item('  ', home, end)}`
  if (!isSeq(pair.value) || (pair.value.items.length === 0 && !pair.value.flow))
    return put(head, lineAfter(head, endOf(pair.key)), item('  ', home, end))
  return withItem(head, pair.value, home, end)
}

const withItem = (head: string, list: YAMLSeq, home: ElsewhereLink, end: string): string => {
  const same = list.items.find(
    (one): one is YAMLMap => isMap(one) && one.get('network') === home.network,
  )
  const known = same?.get('url', true)
  if (known) return put(head, known.range![0], written(home.url), known.range![1])
  const last = list.items.at(-1)
  if (list.flow) {
    const flow = `{ network: ${home.network}, url: ${written(home.url)} }`
    return last ? put(head, endOf(last), `, ${flow}`) : put(head, list.range![0] + 1, flow)
  }
  const start = list.range![0]
  const indent = head.slice(head.lastIndexOf('\n', start) + 1, start)
  return put(head, lineAfter(head, endOf(last)), item(indent, home, end))
}

const item = (indent: string, { network, url }: ElsewhereLink, end: string) =>
  `${indent}- network: ${network}${end}${indent}  url: ${written(url)}${end}`

/** As YAML, quoted only if necessary. */
const written = (url: string) => (/^[\w:/.@~+=?&%-]+$/.test(url) ? url : JSON.stringify(url))

/** Where the last token of a node ends; the range of a block node ends later. */
const endOf = (node: unknown): number => {
  if (isCollection(node) && !node.flow && node.items.length > 0) {
    const last = node.items.at(-1)
    return endOf(isMap(node) ? ((last as { value: unknown }).value ?? last) : last)
  }
  return (node as { range: [number, number, number] }).range[1]
}

const lineAfter = (text: string, at: number) => text.indexOf('\n', at) + 1

const put = (text: string, at: number, words: string, until = at) =>
  text.slice(0, at) + words + text.slice(until)
