import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { type AtomEntry, writeAtomEntry, writeAtomFeed } from '../../worker/lib/atom'

const ATOM = 'http://www.w3.org/2005/Atom'

/** The texts of a feed by the path of their elements, as a strict parser reads them; throws at bad XML. */
const textsIn = (feed: string) => {
  const parser = new SaxesParser({ xmlns: true })
  const path: string[] = []
  const texts: Record<string, string[]> = {}
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local, uri }) => {
    expect(uri).toBe(ATOM)
    path.push(local)
    const place = path.join('/')
    texts[place] = [...(texts[place] ?? []), '']
  })
  parser.on('text', (text) => {
    const place = path.join('/')
    if (place) texts[place] = [...texts[place]!.slice(0, -1), texts[place]!.at(-1) + text]
  })
  parser.on('closetag', () => void path.pop())
  parser.write(feed).close()
  return texts
}

const entry = (more: Partial<AtomEntry> = {}): AtomEntry => ({
  id: 'tag:hub.example,2026:topic:1',
  title: 'A title',
  url: 'https://hub.example/topics/1/a/?x=1&y=2',
  publishedAt: Date.UTC(2026, 0, 1),
  changedAt: Date.UTC(2026, 0, 2),
  author: { name: 'Rosa', url: 'https://hub.example/people/rosa/' },
  html: '<p>Words &amp; more</p>',
  ...more,
})

const write = (entries: AtomEntry[], title = 'A feed') =>
  writeAtomFeed(
    {
      id: 'tag:hub.example,2026:hub',
      title,
      language: 'en',
      url: 'https://hub.example/',
      feedUrl: 'https://hub.example/feed.xml',
      author: { name: title },
    },
    entries.map(writeAtomEntry),
    Date.UTC(2026, 0, 2),
  )

test.each([0, 1, 30])('a feed of %i entries has them all inside one feed element', (length) => {
  const entries = Array.from({ length }, (_, at) => entry({ id: `urn:${at}` }))
  const texts = textsIn(write(entries))
  expect(texts['feed']).toHaveLength(1)
  expect(texts['feed/id']).toEqual(['tag:hub.example,2026:hub'])
  expect(texts['feed/updated']).toEqual(['2026-01-02T00:00:00.000Z'])
  expect(texts['feed/author/name']).toHaveLength(1)
  expect(texts['feed/entry/id'] ?? []).toEqual(entries.map(({ id }) => id))
})

test('an entry has what RFC 4287 requires, and its HTML as it was', () => {
  const texts = textsIn(write([entry({ summary: '', categories: [{ term: 'a', label: '"A"' }] })]))
  expect(texts['feed/entry/title']).toEqual(['A title'])
  expect(texts['feed/entry/published']).toEqual(['2026-01-01T00:00:00.000Z'])
  expect(texts['feed/entry/updated']).toEqual(['2026-01-02T00:00:00.000Z'])
  expect(texts['feed/entry/author/uri']).toEqual(['https://hub.example/people/rosa/'])
  expect(texts['feed/entry/content']).toEqual(['<p>Words &amp; more</p>'])
})

test.each([
  ['markup', ']]></title><entry>&amp;&nbsp;"\'', ']]></title><entry>&amp;&nbsp;"\''],
  ['control characters', 'a\u0000b\u0008c\u000Bd\u001F\uFFFE\uFFFFe', 'abcde'],
  ['lone surrogates', 'a\uD800b\uDC00c', 'a\uFFFDb\uFFFDc'],
  ['text from right to left, and emoji', 'שלום \u202Eabc 👩‍👩‍👧', 'שלום \u202Eabc 👩‍👩‍👧'],
])('%s in titles, names and texts leave a feed well-formed', (_, words, read) => {
  const hostile = entry({
    title: words,
    html: words,
    summary: words,
    author: { name: words, url: `https://hub.example/?${words}` },
    categories: [{ term: words, label: words }],
  })
  const texts = textsIn(write([hostile], words))
  const places = ['feed/title', 'feed/author/name', 'feed/entry/title', 'feed/entry/author/name']
  for (const place of [...places, 'feed/entry/summary', 'feed/entry/content'])
    expect(texts[place]).toEqual([read])
})
