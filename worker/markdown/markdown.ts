import { raw } from 'hono/html'
import MarkdownIt, { type Token } from 'markdown-it'
import { parserLimits, MAX_NESTING } from './limits'
import { characters } from './characters'
import { mentionLinks, type HandlePages } from './mentions'
import { headings, links, pictures, relFor, tables } from './link-rules'
import { lengthOf } from '../lib/clean-text'

/** The version stored with rendered HTML. Raise it whenever the output of `toHtml` changes. */
export const renderer = 2

const md = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: MAX_NESTING })
  .use(characters)
  .use(links)
  .use(pictures)
  .use(headings)
  .use(tables)
  .use(parserLimits)
  .use(mentionLinks)

/** What the rendering of a text depends on besides the text. */
export interface RenderOptions {
  /** Whether search engines may follow its links, because the author's level allows it. */
  followed?: boolean
  /** The profiles that `@handle` may link to. */
  pages?: HandlePages | undefined
}

/**
 * Safe HTML from untrusted Markdown. The HTML must not be edited or cut; for a shorter or plain text
 * use `toText` and `excerpt`.
 *
 * A text whose HTML would be far longer than the text (a reference to a long address, used a thousand
 * times) is shown as typed.
 *
 * @example toHtml('*Hi* <b>') // => '<p><em>Hi</em> &lt;b&gt;</p>\n'
 */
export const toHtml = (markdown: string, options: RenderOptions = {}): string =>
  renderMarkdown(markdown, options).html

/** The same, with the handles that it mentions, in lower case. */
export const renderMarkdown = (
  markdown: string,
  { followed = false, pages }: RenderOptions = {},
): { html: string; named: string[] } => {
  const room = 10 * markdown.length + 4000
  const env = { rel: relFor(followed), pages, named: new Set<string>() }
  const tokens = md.parse(markdown, env)
  const html = weigh(tokens) > room ? undefined : md.renderer.render(tokens, md.options, env)
  return html === undefined || html.length > room
    ? { html: asTyped(markdown), named: [] }
    : { html, named: [...env.named] }
}

/** The number of characters that the tokens will render to, before a string of that size exists. */
const weigh = (tokens: Token[]): number => {
  let weight = 0
  for (const { content, attrs, children } of tokens) {
    if (!children) weight += content.length
    for (const [, value] of attrs ?? []) weight += String(value).length
    if (children) weight += weigh(children)
  }
  return weight
}

const asTyped = (markdown: string): string =>
  `<p>${md.utils.escapeHtml(markdown.trim()).replaceAll('\n', '<br>\n')}</p>\n`

/** The only way for raw HTML into a view: `<Safe html={comment.html} />`, made by `toHtml`. */
export const Safe = ({ html }: { html: string }) => raw(html)

/**
 * The same HTML for use outside of the hub, such as in a feed: with absolute links.
 *
 * @param base the absolute address of the page that the HTML is from
 * @example withWholeLinks('<a href="/a">b</a>', 'https://hub.example/c/') // => '<a href="https://hub.example/a">b</a>'
 */
export const withWholeLinks = (html: string, base: string): string =>
  html.replace(
    /<a (class="mention" )?href="(?!(?:https?|mailto):)([^"]*)"/gi,
    (_, mention = '', address: string) => {
      const whole = URL.parse(address.replaceAll('&amp;', '&'), base)?.href ?? base
      return `<a ${mention}href="${md.utils.escapeHtml(whole)}"`
    },
  )

/** The number of links in HTML made by `toHtml`, with pictures and bare addresses, without mentions. */
export const countLinks = (html: string): number => html.split('<a href=').length - 1

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

/**
 * The text of HTML made by `toHtml`: one line per block, without tags and entities. It must be
 * escaped before it goes into a page, a feed or a script.
 *
 * @example toText('<p>1 &lt; 2</p>\n') // => '1 < 2'
 */
export const toText = (html: string): string =>
  html
    .replace(/<\/t[hd]>\n?/g, ' ')
    .replace(/<(?:br|hr|\/(?:p|li|pre|tr))>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]!)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')

/**
 * The start of a text on one line, cut between words if possible, and never within a character.
 *
 * @example excerpt('The shop is open on Sunday', 12) // => 'The shop is…'
 */
export const excerpt = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  if (lengthOf(line) <= length) return line
  let cut = ''
  let room = length - 1
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    room -= lengthOf(segment)
    if (room < 0) break
    cut += segment
  }
  const word = cut.lastIndexOf(' ')
  const whole = line[cut.length] === ' ' || word < cut.length / 2 ? cut : cut.slice(0, word)
  return `${whole.trimEnd()}…`
}
