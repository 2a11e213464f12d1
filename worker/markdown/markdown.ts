import { raw } from 'hono/html'
import MarkdownIt, { type Token } from 'markdown-it'
import { parserLimits, MAX_NESTING } from './limits'
import { characters } from './characters'
import { mentionLinks, type HandlePages } from './mentions'
import { headings, links, pictures, relFor, tables } from './link-rules'
import { lengthOf } from '../lib/clean-text'

/** Kept beside the HTML it made. Raise it whenever `toHtml` would make something else. */
export const renderer = 2

const md = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: MAX_NESTING })
  .use(characters)
  .use(links)
  .use(pictures)
  .use(headings)
  .use(tables)
  .use(parserLimits)
  .use(mentionLinks)

/** What drawing a text depends on, besides its words. */
export interface RenderOptions {
  /** Whether search engines may follow its links, because its writer has earned that. */
  followed?: boolean
  /** Where those have their pages whom it may name by `@handle`. */
  pages?: HandlePages | undefined
}

/**
 * Safe HTML from Markdown that anybody may have typed. Nothing edits or cuts what comes out; what
 * needs it shorter or without markup takes `toText` and `excerpt`.
 *
 * A text whose markup outgrows its words (a reference to a long address, used a thousand times) is
 * shown as it was typed.
 *
 * @example toHtml('*Hi* <b>') // => '<p><em>Hi</em> &lt;b&gt;</p>\n'
 */
export const toHtml = (markdown: string, drawing: RenderOptions = {}): string =>
  renderMarkdown(markdown, drawing).html

/** The same, and the handles that it names, in lower case. */
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

/** Characters the tokens will draw, before a string of that size exists. */
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

/** The one door for raw HTML into a view: `<Safe html={comment.html} />`, made by `toHtml`. */
export const Safe = ({ html }: { html: string }) => raw(html)

/**
 * The same HTML for a reader who is not on the hub, such as one of a feed: links within the hub
 * say where it is.
 *
 * @param base the whole address of the page that the HTML was written for
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

/** How many links the HTML that `toHtml` made has; pictures and bare addresses count, people do not. */
export const countLinks = (html: string): number => html.split('<a href=').length - 1

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

/**
 * The words of the HTML that `toHtml` made: one line for each block, no tags and no entities left.
 * It is text: whoever puts it into a page, a feed or a script escapes it there.
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
 * The start of a text on one line, cut between words where it can be, never through a character.
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
