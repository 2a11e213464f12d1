import sharp from 'sharp'
import { expect, test } from 'vitest'
import { resolve } from 'node:path'
import { scriptJson } from '../../../site/structured-data/json-script'
import { built } from '../../built'
import { openPage, readBuilt } from '../../markup'

const hostile = `</script><!-- </title> ]]> " ' & <b>bold</b> \u2028 {x}`
const posts = ['closed', 'hostile-title', 'moved', 'open', 'outage', 'silent', 'toolbox']
const page = (slug: string) => openPage('hub', `community/posts/${slug}/`)

/** What a page gives as its one address. */
const canonical = (hub: string, path: string) =>
  openPage(hub, path)
    .all('link')
    .find(({ rel }) => rel === 'canonical')?.['href']

/** The feeds that a page leads to. */
const feeds = (path: string) =>
  openPage('hub', path)
    .all('link')
    .filter(({ rel }) => rel === 'alternate')
    .map(({ type, href }) => [type, href])

test('no title leaves its place in the head', () => {
  const { elements, all, text, meta, facts } = page('hostile-title')
  expect(text('title')).toBe(`${hostile} · Test House`)
  expect(meta('og:title')).toBe(hostile)
  expect(facts()[0]).toMatchObject({ headline: hostile })
  expect(
    elements.flatMap(({ attrs }) => attrs).filter(({ name }) => name.startsWith('on')),
  ).toEqual([])
  expect(all('img').filter(({ src }) => src === 'x')).toEqual([])
})

test('facts can not end their script, whatever is in them', () => {
  const facts = { name: '</script><!--&\u2028\u2029' }
  expect(scriptJson(facts)).not.toMatch(/[<>&\u2028\u2029]/)
  expect(JSON.parse(scriptJson(facts))).toEqual(facts)
})

test('a post is a posting with a text, a day and authors who have pages', () => {
  const [post, trail] = page('open').facts()
  expect(post).toMatchObject({
    '@type': 'DiscussionForumPosting',
    '@id': 'https://hub.test/community/posts/open/#post',
    url: 'https://hub.test/community/posts/open/',
    headline: 'An open post',
    text: 'Everybody may answer.',
    datePublished: '2026-01-02T00:00:00.000Z',
    author: [
      { '@type': 'Person', name: 'Ada Lovelace', url: 'https://hub.test/community/people/ada/' },
    ],
  })
  expect(trail).toMatchObject({ '@type': 'BreadcrumbList' })
  expect(trail!['itemListElement'].map(({ position, item }: any) => [position, item])).toEqual([
    [1, 'https://hub.test/community/'],
    [2, 'https://hub.test/community/kinds/news/'],
    [3, 'https://hub.test/community/posts/open/'],
  ])
})

test('a question is a question, under the same name', () => {
  const [asked] = page('moved').facts()
  expect(asked).toMatchObject({
    '@type': 'QAPage',
    mainEntity: {
      '@type': 'Question',
      '@id': 'https://hub.test/community/posts/moved/#post',
      name: 'A post that moved',
      text: 'It keeps its comments.',
    },
  })
})

test('an alert that was updated says when', () => {
  expect(page('outage').facts()[0]).toMatchObject({ dateModified: '2026-01-08T10:30:00.000Z' })
  expect(page('outage').meta('article:modified_time')).toBe('2026-01-08T10:30:00.000Z')
})

test('the front page says whose hub it is and how to search it', () => {
  const facts = openPage('hub', 'community/').facts()
  expect(facts.map((fact) => fact['@type'])).toEqual(['Organization', 'WebSite'])
  expect(facts[1]!['potentialAction'].target.urlTemplate).toBe(
    'https://hub.test/community/search/?q={search_term_string}',
  )
})

test('every post has a card of the size that sharing sites show, among the hashed files', async () => {
  for (const slug of posts) {
    const image = new URL(page(slug).meta('og:image')!)
    expect(image.pathname).toMatch(/^\/community\/_astro\/card\.[\w-]{16}\.png$/)
    const { width, height } = await sharp(resolve(built, `hub${image.pathname}`)).metadata()
    expect([width, height]).toEqual([1200, 630])
  }
  expect(page('open').meta('twitter:card')).toBe('summary_large_image')
})

test('a build without cards promises none', () => {
  const { meta } = openPage('root', 'posts/open/')
  expect(meta('og:image')).toBeUndefined()
  expect(meta('twitter:card')).toBe('summary')
})

test('canonical links keep the address of hub.yaml, with a base and without', () => {
  expect(canonical('hub', 'community/posts/open/')).toBe('https://hub.test/community/posts/open/')
  expect(canonical('hub', 'community/')).toBe('https://hub.test/community/')
  expect(canonical('root', 'posts/open/')).toBe('https://root.test/posts/open/')
})

test('what the Worker fills is for no search engine and has no card', () => {
  const frame = openPage('hub', 'community/frame/')
  expect(frame.meta('robots')).toBe('noindex')
  expect(frame.meta('og:title')).toBeUndefined()
  expect(frame.all('link').map(({ rel }) => rel)).not.toContain('canonical')
})

test('every page leads feed readers to the feeds, and a post to its comments', () => {
  const own = [
    ['application/atom+xml', '/community/feed.xml'],
    ['application/feed+json', '/community/feed.json'],
  ]
  expect(feeds('community/')).toEqual(own)
  expect(feeds('community/posts/open/')).toEqual([
    ...own,
    ['application/atom+xml', '/community/posts/open/comments.xml'],
  ])
  expect(feeds('community/posts/silent/')).toEqual(own)
})

test('no page of ours holds a script that runs or a style', () => {
  for (const slug of posts) {
    const { elements } = page(slug)
    for (const { tagName, attrs } of elements) {
      const attributes = Object.fromEntries(attrs.map(({ name, value }) => [name, value]))
      expect(attributes).not.toHaveProperty('style')
      expect(tagName).not.toBe('style')
      if (tagName === 'script')
        expect(attributes['src'] ?? attributes['type']).toMatch(/^\/|ld\+json$/)
    }
  }
})

test('the sitemap lists every post with its last change, and no page that is not one to arrive at', () => {
  const sitemap = readBuilt('hub', 'community/sitemap-0.xml')
  for (const slug of posts)
    expect(sitemap).toMatch(
      new RegExp(`<loc>https://hub.test/community/posts/${slug}/</loc><lastmod>2026-01-`),
    )
  expect(sitemap).toContain('<loc>https://hub.test/community/</loc>')
  expect(sitemap).not.toMatch(/\/(frame|search|404)\b/)
  expect(sitemap).toContain('<lastmod>2026-01-08T10:30:00.000Z</lastmod>')
  expect(readBuilt('hub', 'community/sitemap-index.xml')).toContain(
    'https://hub.test/community/sitemap-0.xml',
  )
  expect(readBuilt('root', 'sitemap-0.xml')).toContain('<loc>https://root.test/posts/open/</loc>')
})

test('robots may read everything but the rooms that say nothing to them', () => {
  const robots = readBuilt('hub', 'community/robots.txt')
  expect(robots).toContain('Disallow: /community/desk/\n')
  expect(robots).not.toMatch(/Disallow: \/community\/(posts|search)?\n/)
  expect(robots).toContain('Sitemap: https://hub.test/community/sitemap-index.xml\n')
  expect(readBuilt('root', 'robots.txt')).toContain('Disallow: /desk/\n')
})
