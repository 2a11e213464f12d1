import { expect, test } from 'vitest'
import { suggestMentions, parseHandlePrefix } from '../../../worker/discussion/mentions/rules'
import {
  countLinks,
  renderMarkdown,
  toHtml,
  withWholeLinks,
} from '../../../worker/markdown/markdown'
import { handlesIn } from '../../../worker/markdown/mentions'

const pages = new Map([
  ['rosa', '/community/people/rosa/'],
  ['jan-olaf', '/community/people/jan-olaf/'],
])
const rosa = '<a class="mention" href="/community/people/rosa/">@rosa</a>'

test.each([
  ['Ask @rosa.', `<p>Ask ${rosa}.</p>`],
  ['(@rosa)', `<p>(${rosa})</p>`],
  ['**@rosa**', `<p><strong>${rosa}</strong></p>`],
  ['@Rosa!', '<p><a class="mention" href="/community/people/rosa/">@Rosa</a>!</p>'],
  ['@jan-olaf-', '<p><a class="mention" href="/community/people/jan-olaf/">@jan-olaf</a>-</p>'],
  ['@rosa @rosa', `<p>${rosa} ${rosa}</p>`],
  ['# @rosa', `<p><strong>${rosa}</strong></p>`],
])('%j names somebody', (body, html) => {
  expect(toHtml(body, { pages }).trim()).toBe(html)
  expect(renderMarkdown(body, { pages }).named).toHaveLength(1)
})

test.each([
  '`@rosa`',
  '```\n@rosa\n```',
  '[@rosa](https://example.org/)',
  'https://example.org/@rosa',
  'me@rosa',
  'me@rosa.org',
  '@rosalind',
  '@rosa_',
  '@@rosa',
  'user.@rosa',
  '@nobody',
])('%j names nobody', (body) => {
  expect(toHtml(body, { pages })).not.toContain('mention')
  expect(renderMarkdown(body, { pages }).named).toEqual([])
})

test('where nobody is looked for, a handle is a word', () => {
  expect(toHtml('Ask @rosa')).toBe('<p>Ask @rosa</p>\n')
})

test('handles are told from addresses of mailboxes, each once and ten at most', () => {
  expect(handlesIn('@Rosa, @rosa and me@example.org or @jan-olaf')).toEqual(['rosa', 'jan-olaf'])
  expect(handlesIn(Array.from({ length: 50 }, (_, n) => `@m${n}`).join(' '))).toHaveLength(10)
  expect(handlesIn('@'.repeat(10_000))).toEqual([])
})

test('whoever is named is no link that is counted, and is found from a feed as well', () => {
  const html = toHtml('@rosa https://a.test/', { pages })
  expect(countLinks(html)).toBe(1)
  expect(withWholeLinks(html, 'https://hub.test/community/')).toContain(
    '<a class="mention" href="https://hub.test/community/people/rosa/">@rosa</a>',
  )
})

test('what is typed is a beginning of a handle or nothing', () => {
  expect(parseHandlePrefix(' @Ro')).toBe('ro')
  for (const typed of ['', '@', 'r"', "r'", 'r*', 'ro sa', 'é', 'x'.repeat(31)])
    expect(parseHandlePrefix(typed)).toBeUndefined()
})

test('people of the house are offered first, and nobody twice', () => {
  const hub = { people: { mara: { name: 'Mara Lindqvist' }, owen: { name: 'Owen Marsh' } } }
  const members = [
    { handle: 'Mara', name: 'Mara L.' },
    { handle: 'marek', name: 'Marek' },
  ]
  expect(suggestMentions(hub, 'mar', members).map(({ handle }) => handle)).toEqual([
    'Mara',
    'owen',
    'marek',
  ])
  const many = Array.from({ length: 9 }, (_, n) => ({ handle: `m${n}`, name: 'M' }))
  expect(suggestMentions(hub, 'm', many)).toHaveLength(6)
})
