import { type DefaultTreeAdapterTypes, html as known, parseFragment, serialize } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** What a reader of feeds may be given; of any other element only what is inside is kept. */
const elements = new Set(
  `a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2
  h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table
  tbody td tfoot th thead time tr ul var wbr`.split(/\s+/),
)

/** Gone with everything inside: it runs, styles, or is a control that does nothing in a feed. */
const dropped = new Set(
  'script style template noscript svg math iframe object embed form button select textarea'.split(
    ' ',
  ),
)

const attributes = new Set(
  'alt cite colspan datetime dir height href lang reversed rowspan src start title width'.split(
    ' ',
  ),
)
const addresses = new Set(['cite', 'href', 'src'])

/**
 * HTML as a feed may hold it: no scripts, styles or controls, nothing of our own classes, and every
 * address whole, because nobody knows where a feed will be read.
 *
 * @param page the whole address of the page it comes from
 */
export const cleanForFeed = (html: string, page: string): string => {
  const fragment = parseFragment(html)
  fragment.childNodes = fragment.childNodes.flatMap((node) => cleaned(node, page))
  return withoutXmlControls(serialize(fragment))
}

const cleaned = (node: Node, page: string): Node[] => {
  if (node.nodeName === '#text') return [node]
  if (!('tagName' in node) || dropped.has(node.tagName)) return []
  if (node.namespaceURI !== known.NS.HTML) return []
  node.childNodes = node.childNodes.flatMap((child) => cleaned(child, page))
  if (!elements.has(node.tagName)) return node.childNodes
  node.attrs = node.attrs.flatMap((attribute) => kept(attribute, page))
  if (isPictureOfNothing(node)) return []
  return isBare(node) ? node.childNodes : [node]
}

const kept = (attribute: Element['attrs'][number], page: string) => {
  if (!attributes.has(attribute.name)) return []
  if (!addresses.has(attribute.name)) return [attribute]
  if (!URL.canParse(attribute.value, page)) return []
  const value = new URL(attribute.value, page)
  const isSafe = ['http:', 'https:', 'mailto:', 'tel:'].includes(value.protocol)
  return isSafe ? [{ ...attribute, value: value.href }] : []
}

const isPictureOfNothing = (node: Element) =>
  node.tagName === 'img' && !node.attrs.some(({ name }) => name === 'src')

/** What was there for its class alone: a coloured word of code. */
const isBare = (node: Element) => node.tagName === 'span' && node.attrs.length === 0

/** Characters that XML has no way to write, and halves of characters. */
// oxlint-disable-next-line no-control-regex
const UNSPEAKABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Text without what XML cannot hold: one such character makes a whole feed unreadable. */
export const withoutXmlControls = (text: string): string =>
  text.toWellFormed().replace(UNSPEAKABLE, '')
