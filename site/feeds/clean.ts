import { type DefaultTreeAdapterTypes, html as known, parseFragment, serialize } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** The elements allowed in feeds; any other is replaced by its content. */
const elements = new Set(
  `a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2
  h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table
  tbody td tfoot th thead time tr ul var wbr`.split(/\s+/),
)

/** Removed with their content: scripts, styles, embeds, and controls without a function in a feed. */
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
 * HTML cleaned for a feed: without scripts, styles, controls and classes, and with absolute addresses.
 *
 * @param page the absolute address of the page it is from
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
  node.attrs = node.attrs.flatMap((attribute) => cleanedAttribute(attribute, page))
  if (isPictureWithoutSource(node)) return []
  return isBare(node) ? node.childNodes : [node]
}

const cleanedAttribute = (attribute: Element['attrs'][number], page: string) => {
  if (!attributes.has(attribute.name)) return []
  if (!addresses.has(attribute.name)) return [attribute]
  if (!URL.canParse(attribute.value, page)) return []
  const value = new URL(attribute.value, page)
  const isSafe = ['http:', 'https:', 'mailto:', 'tel:'].includes(value.protocol)
  return isSafe ? [{ ...attribute, value: value.href }] : []
}

const isPictureWithoutSource = (node: Element) =>
  node.tagName === 'img' && !node.attrs.some(({ name }) => name === 'src')

/** Whether it had only a class, as a highlighted word of code has. */
const isBare = (node: Element) => node.tagName === 'span' && node.attrs.length === 0

/** Characters that XML 1.0 cannot contain, in any form. */
// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Text without characters that XML cannot contain: one of them makes the whole feed invalid. */
export const withoutXmlControls = (text: string): string =>
  text.toWellFormed().replace(NOT_IN_XML, '')
