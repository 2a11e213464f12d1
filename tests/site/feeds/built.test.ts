import { xml2js } from 'xml-js'
import { parseFragment } from 'parse5'
import { expect, test } from 'vitest'
import { kinds } from '../../../site/contract/vocabulary'
import { cleanForFeed, withoutXmlControls } from '../../../site/feeds/clean'
import { readBuilt } from '../../markup'

const hostile = `</script><!-- </title> ]]> " ' & <b>bold</b> \u2028 {x}`

/** The text of an element, in one CDATA section or in several. */
const word = (node: any): string => [node?.cdata ?? node?.text ?? ''].flat().join('')

/** A feed as a strict reader takes it: it throws at anything that is not well-formed. */
const readAtom = (path: string, hub = 'hub') => {
  const { feed } = xml2js(readBuilt(hub, path), {
    compact: true,
    attributesKey: 'attributes',
    cdataKey: 'cdata',
    textKey: 'text',
  }) as Record<string, any>
  const entries: any[] = [feed.entry ?? []].flat()
  return {
    id: word(feed.id),
    updated: word(feed.updated),
    self: [feed.link].flat().find(({ attributes }) => attributes.rel === 'self').attributes.href,
    entries: entries.map((entry) => ({
      id: word(entry.id),
      title: word(entry.title),
      summary: word(entry.summary),
      html: word(entry.content),
      link: entry.link.attributes.href,
      updated: word(entry.updated),
      published: word(entry.published),
      authors: [entry.author].flat().map(({ name }) => word(name)),
      categories: [entry.category].flat().map(({ attributes }) => attributes.term),
    })),
  }
}

/** What HTML says when it is read as HTML. */
const spoken = (html: string) => {
  const [node] = parseFragment(html).childNodes
  return node && 'value' in node ? node.value : undefined
}

const atom = () => readAtom('community/feed.xml')
const entry = (id: string) => atom().entries.find((entry) => entry.id.endsWith(`:post:${id}`))!
const json = () => JSON.parse(readBuilt('hub', 'community/feed.json'))

test('a feed is known by a name that outlives every address', () => {
  expect(atom().id).toBe('tag:hub.test,2026:hub')
  expect(entry('permanent')).toMatchObject({
    id: 'tag:hub.test,2026:post:permanent',
    link: 'https://hub.test/community/posts/moved/',
  })
  expect(atom().self).toBe('https://hub.test/community/feed.xml')
})

test('the newest come first, each with its day, authors, kind and tags', () => {
  const published = atom().entries.map((entry) => entry.published)
  expect(published).toEqual(published.toSorted().toReversed())
  expect(entry('hostile-title')).toMatchObject({
    authors: ['Ada Lovelace', 'Mallory </script><!-- & "Sons"'],
    categories: ['news', 'odd'],
  })
})

test('an alert is new again with every update, and carries them all', () => {
  const alert = entry('outage')
  expect(alert.published).toBe('2026-01-07T08:00:00.000Z')
  expect(alert.updated).toBe('2026-01-08T10:30:00.000Z')
  expect(alert.html).toContain('A cable had come off its wheel.')
  expect(alert.html).toContain('It runs again.')
  expect(atom().updated).toBe(alert.updated)
})

test('a resource carries its links and whom it names', () => {
  const { html } = entry('toolbox')
  expect(html).toContain('<a href="https://maker.test/">The maker</a>')
  expect(html).toContain('href="mailto:ada@hub.test"')
  expect(html).toContain('<em>spanners</em>')
})

test('a title of markup is text in every feed', () => {
  expect(spoken(entry('hostile-title').title)).toBe(hostile)
  expect(spoken(entry('hostile-title').summary)).toContain('<img src=x onerror=alert(1)>')
  const item = json().items.find(({ id }: { id: string }) => id.endsWith(':hostile-title'))
  expect(item.title).toBe(hostile)
})

test('a body holds whole addresses and nothing that runs, styles or is ours alone', () => {
  const { html } = entry('hostile-title')
  expect(html).toContain('href="https://hub.test/community/posts/open/"')
  expect(html).toContain('href="https://hub.test/community/posts/hostile-title/#a-heading"')
  expect(html).toContain('<td>1</td>')
  expect(html).toContain('&lt;script&gt;alert("shown, not run")')
  for (const { html } of [...atom().entries, ...readAtom('community/feed.xml', 'sample').entries]) {
    expect(html).not.toMatch(/<(script|style|iframe|form|hub-)|\s(class|style|data-[a-z-]+|on\w+)=/)
    expect(html).not.toMatch(/(href|src)="(?!https?:|mailto:|tel:)/)
  }
})

test('every kind has a feed of its own posts', () => {
  for (const kind of kinds) {
    const { id, self, entries } = readAtom(`community/kinds/${kind}/feed.xml`)
    expect(id).toBe(`tag:hub.test,2026:kind:${kind}`)
    expect(self).toBe(`https://hub.test/community/kinds/${kind}/feed.xml`)
    expect(entries.every(({ categories }) => categories[0] === kind)).toBe(true)
  }
  expect(readAtom('community/kinds/idea/feed.xml').entries).toHaveLength(1)
  expect(readAtom('community/kinds/alert/feed.xml').entries).toHaveLength(2)
})

test('the JSON Feed is version 1.1 and says what the Atom feed says', () => {
  const feed = json()
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: 'https://hub.test/community/feed.json',
    language: 'en-GB',
  })
  expect(
    feed.items.map(({ id, url, date_modified, content_html }: Record<string, string>) => ({
      id,
      link: url,
      updated: date_modified,
      html: content_html,
    })),
  ).toEqual(atom().entries.map(({ id, link, updated, html }) => ({ id, link, updated, html })))
})

test('what lies ahead, and what is a draft, is in no feed and no sitemap; a draft in no file', () => {
  const files = ['feed.xml', 'feed.json', 'sitemap-0.xml', 'kinds/resource/feed.xml']
  for (const file of files)
    expect(readBuilt('hub', `community/${file}`)).not.toMatch(/axolotl|tomorrow|unfinished/)
  for (const file of ['../hub.search.json', 'hub.json'])
    expect(readBuilt('hub', file)).not.toMatch(/nobody has finished|unfinished/)
})

test('a hub at the root of its host has its feeds there', () => {
  const feed = readAtom('feed.xml', 'root')
  expect(feed.self).toBe('https://root.test/feed.xml')
  expect(feed.entries.map(({ link }) => link)).toContain('https://root.test/posts/open/')
})

test.each([
  ['a script', '<p>a<script>alert(1)</script>b</p>', '<p>ab</p>'],
  ['a handler', '<p onclick="x()" style="color:red" class="y">a</p>', '<p>a</p>'],
  ['an address that runs', '<a href="java\tscript:alert(1)">a</a>', '<a>a</a>'],
  ['a data picture', '<img src="data:image/svg+xml,x" alt="b">', ''],
  ['an element of ours', '<hub-thread><p>a</p></hub-thread>', '<p>a</p>'],
  ['a drawing', '<svg><script>1</script></svg><math><mi>x</mi></math>', ''],
  [
    'an address beside it',
    '<a href="../open/">a</a>',
    '<a href="https://hub.test/posts/open/">a</a>',
  ],
  ['a bell', 'a\u0007b\uFFFEc', 'abc'],
])('a feed holds no %s', (_, html, clean) => {
  expect(cleanForFeed(html, 'https://hub.test/posts/welcome/')).toBe(clean)
})

test('text is spoken without what XML can not hold', () => {
  expect(withoutXmlControls('a\u0000b\uD83Dc\td\ne')).toBe('ab\uFFFDc\td\ne')
})
