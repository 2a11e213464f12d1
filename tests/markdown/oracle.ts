/*
 * The judge of HTML that strangers had a hand in. It parses as browsers do and knows nothing of how
 * the HTML was made, so that it can be asked about a comment, a fragment or a whole page.
 */
import { type DefaultTreeAdapterTypes as Tree, parse, parseFragment, serialize } from 'parse5'

/** What a comment's HTML may hold: elements, and the attributes of each. */
export const WORDS: Record<string, readonly string[]> = {
  a: ['href', 'rel', 'title'],
  blockquote: [],
  br: [],
  code: ['class'],
  em: [],
  hr: [],
  li: [],
  ol: ['start'],
  p: [],
  pre: [],
  s: [],
  strong: [],
  table: [],
  tbody: [],
  td: ['align'],
  th: ['align'],
  thead: [],
  tr: [],
  ul: [],
}

/** Attributes that a browser follows, fetches or posts to. */
const ADDRESSES = new Set([
  'action',
  'background',
  'cite',
  'codebase',
  'data',
  'formaction',
  'href',
  'manifest',
  'ping',
  'poster',
  'src',
  'xlink:href',
])
const PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])
const RUNS = /^(?:on.*|srcdoc|style|xmlns)$/i

/** Every node in the order of the page, however deep: a stranger may have chosen the depth. */
const nodesOf = (root: Tree.Node): Tree.Node[] => {
  const found: Tree.Node[] = []
  const waiting = [root]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next)
    if ('content' in next) waiting.push(next.content)
    if ('childNodes' in next) waiting.push(...next.childNodes.toReversed())
  }
  return found
}

const elementsOf = (root: Tree.Node): Tree.Element[] =>
  nodesOf(root).filter((node): node is Tree.Element => 'tagName' in node)

const protocolOf = (address: string) =>
  URL.parse(address, 'https://hub.example/community/')?.protocol

/**
 * Everything in the HTML of a comment that should not be there; empty when it is safe.
 *
 * @example dangersIn('<p onclick="x">a</p>') // => ['p has onclick']
 */
export const dangersIn = (html: string, allowed = WORDS): string[] => {
  const tree = parseFragment(html)
  const dangers = elementsOf(tree).flatMap(({ tagName, attrs }) => {
    const attributes = allowed[tagName]
    if (!attributes) return [`${tagName} is no element of a comment`]
    return attrs.flatMap(({ name, value }) => {
      if (!attributes.includes(name)) return [`${tagName} has ${name}`]
      if (ADDRESSES.has(name) && !PROTOCOLS.has(protocolOf(value) ?? ''))
        return [`${tagName} leads to ${value}`]
      return []
    })
  })
  return [...dangers, ...unstable(serialize(tree))]
}

/** A second reading that differs is how a filter is passed and a browser is not. */
const unstable = (once: string): string[] =>
  serialize(parseFragment(once)) === once ? [] : ['reads differently the second time']

/** The words a browser would show of a piece of HTML. */
export const textIn = (html: string): string =>
  nodesOf(parseFragment(html))
    .map((node) => ('value' in node ? node.value : ''))
    .join('')

/**
 * What runs in a whole page, whoever wrote it: handlers, inline scripts and styles, addresses that
 * are code, and ids given twice. The hub writes none of these, so that the list is empty however
 * much of the page strangers wrote.
 */
export const dangersInPage = (html: string): string[] => {
  const ids = new Set<string>()
  return elementsOf(parse(html)).flatMap((element) => {
    const { tagName, attrs } = element
    const has = new Map(attrs.map(({ name, value }) => [name, value]))
    const dangers = attrs
      .filter(({ name, value }) => RUNS.test(name) || leadsAstray(tagName, name, value))
      .map(({ name, value }) => `${tagName} has ${name}="${value}"`)
    if (tagName === 'script' && !has.has('src') && !has.get('type')?.endsWith('json'))
      dangers.push('script is inline')
    if (/^(?:style|iframe|frame|frameset|object|embed|applet|base|math)$/.test(tagName))
      dangers.push(`${tagName} is in the page`)
    const id = has.get('id')
    if (id && ids.has(id)) dangers.push(`id ${id} is given twice`)
    if (id) ids.add(id)
    return dangers
  })
}

const leadsAstray = (tagName: string, name: string, value: string): boolean => {
  if (!ADDRESSES.has(name)) return false
  const protocol = protocolOf(value) ?? ''
  const isPicture = protocol === 'data:' && tagName === 'img' && value.startsWith('data:image/')
  return !PROTOCOLS.has(protocol) && !isPicture
}
