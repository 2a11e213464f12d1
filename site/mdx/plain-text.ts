import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { markdownToMdast, type MdastNode, mdxToMdast } from 'satteri'

/** The fences of directives (`:::note`). */
const FENCES = /^[ \t]*:::.*$/gm

/** Elements whose content is not text. */
const NOT_TEXT = new Set(['script', 'style', 'template', 'noscript'])

/** Nodes within a sentence; every other one ends a line. */
const INLINE = new Set([
  'strong',
  'emphasis',
  'delete',
  'link',
  'linkReference',
  'mdxJsxTextElement',
])

/**
 * The plain text of a Markdown or MDX body, for the search, summaries and structured data; each block
 * on its own line.
 *
 * `plainTextOf('## Hello *you*', 'mdx') // => 'Hello you'`
 */
export const plainTextOf = (body: string, format: 'md' | 'mdx'): string => {
  const parse = format === 'mdx' ? mdxToMdast : markdownToMdast
  const tree = parse(body.replace(FENCES, ''), { position: false })
  return tidy(read(tree))
}

const read = (node: MdastNode): string => {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value
  if (node.type === 'code') return `${node.value}\n`
  if (node.type === 'html') return readHtml(node.value)
  if (node.type === 'image') return node.alt ?? ''
  if (node.type === 'break') return '\n'
  if (!('children' in node)) return ''
  const inside = (node.children as MdastNode[]).map(read)
  if (node.type === 'root') return inside.join('\n')
  if (node.type === 'tableCell') return `${inside.join('')} `
  return INLINE.has(node.type) ? inside.join('') : `${inside.join('')}\n`
}

/** The text in HTML: `readHtml('<p>Fish &amp; chips<script>1</script></p>') // => 'Fish & chips'` */
export const readHtml = (html: string): string => {
  const texts = (node: DefaultTreeAdapterTypes.ChildNode): string => {
    if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value
    if (!('childNodes' in node) || NOT_TEXT.has(node.nodeName)) return ''
    return node.childNodes.map(texts).join('')
  }
  return parseFragment(html).childNodes.map(texts).join('')
}

const tidy = (words: string) =>
  words
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
