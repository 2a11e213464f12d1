import { beforeEach, describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversationTags, conversations } from '../../../worker/discussion/conversations/table'
import { purgeConversation } from '../../../worker/http/purge'
import { ask, bindings, cacheScope, cold, db, member, topic } from '../../world'
import { inWeather } from '../../faulty-db'
import { linkOf, listed, manyTopics } from './seed'

const down = { DB: inWeather(bindings.DB, () => 'down') }

/** Beside what is cached: pages for a cookie of ours are not, and feeds not at a new host. */
const fresh = { cookie: 'hub-guest=nobody' }

const see = async (path: string, asking: Parameters<typeof ask>[2] = fresh) =>
  ask(asking.cookie === fresh.cookie ? cold(path) : `/community/${path}`, {}, asking)

const lists = ['', 'kinds/question/', 'tags/brakes/', 'spaces/public/']

beforeEach(async () => {
  await db.delete(comments)
  await db.delete(conversationTags)
  await db.delete(conversations)
})

describe('a topic in a list of posts', () => {
  test.each(lists)('of %s has a card like theirs', async (path) => {
    const by = await member({ name: 'Rosa <b>', handle: `rosa-${lists.indexOf(path)}` })
    const asked = await topic({ title: 'Do discs need <bedding> in?', tags: ['brakes'], by })
    const { status, body } = await see(path)
    expect(status).toBe(200)
    expect(listed(body)[0]).toBe(asked.id)
    expect(body).toContain('Do discs need &lt;bedding&gt; in?')
    expect(body).toContain('Asked by ')
    expect(body).toContain('Rosa &lt;b&gt;')
    expect(body).toContain(`/community/topics/${asked.id.slice(6)}/${asked.slug}/`)
    expect(body).toContain(`/community/people/rosa-${lists.indexOf(path)}/`)
    expect(body).toContain('<p class="card-summary p-summary" dir="auto">Words.</p>')
  })

  test('is sorted by time, between older and newer ones', async () => {
    const built = listed((await see('kinds/news/')).body)
    expect(built.length).toBeGreaterThan(2)
    const between = await topic({ startedAt: new Date('2026-01-06T12:00:00Z') })
    const ids = listed((await see('spaces/public/')).body)
    const at = ids.indexOf(between.id)
    expect(at).toBeGreaterThan(0)
    expect(at).toBeLessThan(ids.length - 1)
  })

  test('has the number of its comments and votes', async () => {
    await topic({ kind: 'idea', comments: 2, votes: 1201, title: 'More racks' })
    expect((await see('kinds/idea/')).body).toContain('>1,201 votes · 2 comments</hub-count>')
    await topic({ answer: 'somewhere', comments: 1 })
    expect((await see('kinds/question/')).body).toContain('>1 comment · answered</hub-count>')
  })

  test('is listed only while it is published', async () => {
    for (const state of ['held', 'faded', 'removed'] as const)
      await topic({ state, title: `A quetzalword ${state}`, tags: ['quetzaltag'] })
    const merged = await topic({ title: 'A quetzalword merged', mergedInto: 'post:open' })
    expect(merged.id).toBeTruthy()
    for (const path of [...lists, 'feed.xml', 'feed.json', 'sitemap-topics-1.xml'])
      expect((await see(path)).body, path).not.toMatch(/quetzal/)
    expect((await see('tags/quetzaltag/')).status).toBe(404)
  })
})

describe('a conversation that is not public', () => {
  test('is in the lists of viewers who may read it only, cached or not', async () => {
    const secret = await topic({ title: 'A quetzalword', space: 'crew', tags: ['brakes'] })
    await topic({ title: 'A word', tags: ['brakes'] })
    const { cookie } = await member()
    for (const path of ['', 'kinds/question/', 'tags/brakes/', 'spaces/crew/']) {
      expect(listed((await see(path, { cookie })).body), path).toContain(secret.id)
      for (const asking of [{}, {}, fresh])
        expect((await see(path, asking)).body, path).not.toMatch(/quetzalword/)
    }
    for (const path of ['feed.xml', 'feed.json', 'kinds/question/feed.xml', 'sitemap-topics-1.xml'])
      for (const first of [{ cookie }, {}]) {
        const url = cold(path)
        for (const asking of [first, { cookie }, {}])
          expect((await ask(url, {}, asking)).body, path).not.toMatch(/quetzalword/)
      }
  })

  test('makes the page of its tag only for viewers who may read it', async () => {
    await topic({ space: 'crew', tags: ['crew-only'] })
    const { cookie } = await member()
    expect((await see('tags/crew-only/')).status).toBe(404)
    expect((await see('tags/crew-only/', { cookie })).status).toBe(200)
    expect((await see('tags/crew-only/', {})).status).toBe(404)
  })

  test('is listed by its title if it is a post', async () => {
    const { cookie } = await member()
    const { body } = await see('', { cookie })
    expect(listed(body)).toContain('post:quetzalid')
    expect((await see('')).body).not.toMatch(/quetzal/i)
  })
})

describe('paging', () => {
  const walk = async (path: string) => {
    const seen: string[][] = []
    for (let next: string | undefined = path; next;) {
      const { body } = await ask(next, {}, fresh)
      seen.push(listed(body))
      next = linkOf(body, 'next')
    }
    return seen
  }

  test.each(['kinds/question/', 'tags/odd/', 'spaces/public/'])(
    'all pages of %s have every conversation once, newest first',
    async (path) => {
      const posts = listed((await see(path)).body)
      const topics = await manyTopics(70, { tag: 'odd' })
      const pages = await walk(`/community/${path}`)
      expect(pages.length).toBe(3)
      expect(pages[0]).toHaveLength(30)
      const all = pages.flat()
      expect(all.filter((id) => id.startsWith('topic:'))).toEqual(topics.toReversed())
      expect(new Set(all).size).toBe(all.length)
      expect(all.filter((id) => id.startsWith('post:')).toSorted()).toEqual(posts.toSorted())
    },
  )

  test('a page after the first has its own title and canonical URL, and a link back', async () => {
    await manyTopics(40)
    const first = await see('kinds/question/')
    const next = linkOf(first.body, 'next')!
    const { body } = await ask(next, {}, fresh)
    expect(body).toMatch(/<title>Older · Questions/)
    expect(linkOf(body, 'first')).toBe('/community/kinds/question/')
    expect(body).toContain(`<link rel="canonical" href="https://hub.test${next}">`)
  })

  test.each(['nonsense', '1~', '~post:open', "1~post:x' or 1", '99999999999999999~post:open'])(
    'an invalid position in a list (%s) leads to its first page',
    async (before) => {
      await topic()
      const { status, body } = await see(`?before=${encodeURIComponent(before)}`)
      expect(status).toBe(200)
      expect(listed(body)[0]).toMatch(/^topic:/)
    },
  )

  test('the page after the last says that there is nothing older', async () => {
    const { body } = await see('kinds/question/?before=1~post:open')
    expect(body).toContain('There is nothing older.')
  })

  test('an unknown page number answers 404', async () => {
    for (const path of ['kinds/question/2/', 'kinds/nothing/', 'tags/nothing/2/', 'spaces/none/'])
      expect((await see(path)).status, path).toBe(404)
  })
})

describe('a tag that only topics have', () => {
  test('is in lower case; other spellings redirect', async () => {
    await topic({ tags: ['winter-tyres'] })
    const { status, headers } = await see('tags/Winter-Tyres/')
    expect([status, headers.get('location')]).toEqual([301, '/community/tags/winter-tyres/'])
    expect((await see('tags/winter-tyres/')).status).toBe(200)
    expect((await see('tags/Winter%20Tyres/')).status).toBe(404)
  })

  test('has a page of its own, with its own title and canonical URL', async () => {
    const asked = await topic({ tags: ['only-topics'] })
    const { status, body } = await see('tags/only-topics/')
    expect(status).toBe(200)
    expect(listed(body)).toEqual([asked.id])
    expect(body).toMatch(/<title>only-topics · Test House<\/title>/)
    expect(body).toMatch(/<h1>only-topics<\/h1>/)
    expect(body).toContain(
      '<link rel="canonical" href="https://hub.test/community/tags/only-topics/"',
    )
    expect(body).not.toContain('noindex')
  })

  test('answers 503 while the database is unavailable, and its frame is not public', async () => {
    await topic({ tags: ['only-topics'] })
    const { status, headers } = await see('tags/only-topics/', { ...fresh, env: down })
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('60')
    expect((await see('frame/list/')).status).toBe(404)
  })

  test.each(['a--b', '-a', "a'b", '%00', 'x'.repeat(101)])(
    'an invalid tag (%s) answers 404 without a query',
    async (tag) => {
      expect((await see(`tags/${tag}/`, { ...fresh, env: down })).status).toBe(404)
    },
  )
})

describe('while the database is unavailable', () => {
  test.each(['', 'kinds/question/', 'spaces/public/'])('%s is served as built', async (path) => {
    const before = listed((await see(path)).body)
    await topic({ title: 'A new one' })
    const { status, body } = await see(path, { ...fresh, env: down })
    expect(status).toBe(200)
    expect(listed(body)).toEqual(before)
    expect(body).not.toContain('A new one')
  })

  test('a list without its topics is not cached', async () => {
    const asked = await topic()
    const path = 'kinds/question/?'
    await purgeConversation(await cacheScope(), { id: 'topic:x', slug: 'x', kind: 'question' })
    expect(listed((await see(path, { env: down })).body)).not.toContain(asked.id)
    expect(listed((await see(path, {})).body)).toContain(asked.id)
  })

  test.each(['feed.xml', 'feed.json', 'kinds/question/feed.xml'])(
    '%s has its posts',
    async (path) => {
      const { status, body } = await see(path, { ...fresh, env: down })
      expect(status).toBe(200)
      expect(body).toContain('/posts/moved/')
    },
  )

  test.each([
    'kinds/question/unanswered/',
    'kinds/question/unanswered/feed.xml',
    'sitemap-topics.xml',
    'sitemap-topics-1.xml',
  ])('%s answers 503', async (path) => {
    expect((await see(path, { ...fresh, env: down })).status).toBe(503)
  })
})

test('a cached list is purged when a topic is published or removed', async () => {
  const kept = [
    '',
    'kinds/idea/',
    'spaces/public/',
    'tags/dropped/',
    'feed.xml',
    'kinds/idea/feed.xml',
  ]
  const about = { kind: 'idea', space: 'public' } as const
  const first = await topic({ ...about, tags: ['dropped'], title: 'The first idea' })
  const dropped = { ...about, tags: ['dropped'], slug: 'idea' }
  await purgeConversation(await cacheScope(), { ...dropped, id: first.id })
  for (const path of kept) expect((await see(path, {})).body, path).toContain('The first idea')
  const second = await topic({ ...about, tags: ['dropped'], title: 'The second idea' })
  expect((await see('', {})).body).not.toContain('The second idea')
  await purgeConversation(await cacheScope(), { ...dropped, id: second.id })
  for (const path of kept) expect((await see(path, {})).body, path).toContain('The second idea')
})

describe('ideas', () => {
  const three = async () => {
    const some = await topic({ kind: 'idea', votes: 3, title: 'Some votes' })
    const most = await topic({ kind: 'idea', votes: 9, title: 'Most votes', status: 'planned' })
    const none = await topic({ kind: 'idea', title: 'No vote' })
    return { some: some.id, most: most.id, none: none.id }
  }

  test('are sorted by votes, filtered by status, or both', async () => {
    const { some, most, none } = await three()
    const seen = async (query: string) =>
      listed((await see(`kinds/idea/${query}`)).body).filter((id) => id.startsWith('topic:'))
    expect(await seen('')).toEqual([none, most, some])
    expect(await seen('?sort=votes')).toEqual([most, some, none])
    expect(await seen('?status=planned')).toEqual([most])
    expect(await seen('?status=open&sort=votes')).toEqual([some, none])
    expect(await seen('?status=nonsense&sort=nonsense')).toEqual([none, most, some])
  })

  test('the current order and status are marked, and each link preserves the other', async () => {
    await three()
    const { body } = await see('kinds/idea/?sort=votes&status=planned')
    const current = [...body.matchAll(/<a\b[^>]*aria-current="true"[^>]*>([^<]*)/g)]
    expect(current.map(([, words]) => words!.trim())).toEqual(['Most votes', 'Planned'])
    expect(body).toContain('href="/community/kinds/idea/?sort=votes&amp;status=done"')
    expect(body).toContain('href="/community/kinds/idea/?status=planned"')
  })

  test('an empty list of ideas says so', async () => {
    expect((await see('kinds/idea/?status=declined')).body).toContain('No idea is declined')
  })

  test('sorted by votes are paged by key', async () => {
    const ids = await manyTopics(35, { kind: 'idea' })
    const first = await see('kinds/idea/?sort=votes')
    const next = linkOf(first.body, 'next')!
    expect(next).toMatch(/\?sort=votes&before=0%7Etopic/)
    const { body } = await ask(next, {}, fresh)
    expect([...listed(first.body), ...listed(body)].filter((id) => ids.includes(id))).toEqual(
      ids.toReversed(),
    )
  })
})

describe('unanswered questions', () => {
  test('are those without an accepted answer that can still be answered', async () => {
    const open = await topic({ title: 'Still open' })
    const settled = await topic({ title: 'Settled', answer: 'somewhere' })
    const twice = await topic({ title: 'Asked twice', duplicateOf: open.id })
    await topic({ kind: 'idea', title: 'No question' })
    const ids = listed((await see('kinds/question/unanswered/')).body)
    expect(ids).toEqual([open.id, 'post:permanent'])
    await db.insert(conversations).values({ id: 'post:permanent', answer: 'somewhere' })
    const { body } = await see('kinds/question/unanswered/')
    expect(listed(body)).toEqual([open.id])
    const feed = await see('kinds/question/unanswered/feed.xml')
    expect(feed.headers.get('content-type')).toContain('application/atom+xml')
    expect(feed.body).toContain('Still open')
    for (const { title } of [settled, twice]) expect(feed.body).not.toContain(title)
    expect(feed.body).not.toContain('/posts/moved/')
  })

  test('are paged', async () => {
    const open = await manyTopics(40)
    await manyTopics(40, { isAnswered: true })
    const first = await see('kinds/question/unanswered/')
    const { body } = await ask(linkOf(first.body, 'next')!, {}, fresh)
    const all = [...listed(first.body), ...listed(body)].filter((id) => id.startsWith('topic:'))
    expect(all).toEqual(open.toReversed())
  })

  test('an empty list says so', async () => {
    await db.insert(conversations).values({ id: 'post:permanent', answer: 'somewhere' })
    expect((await see('kinds/question/unanswered/')).body).toContain('has an answer')
  })
})

describe('feeds', () => {
  test.each(['feed.xml', 'kinds/question/feed.xml'])('%s has topics beside posts', async (path) => {
    const asked = await topic({ title: 'A <b> & "c"', body: 'Words', tags: ['brakes'] })
    const { status, headers, body } = await see(path)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(body).toContain(`<id>tag:hub.test,2026:${asked.id}</id>`)
    expect(body).toContain('<title>A &lt;b&gt; &amp; &quot;c&quot;</title>')
    expect(body).toContain(`<updated>${asked.startedAt.toISOString()}</updated>`)
    expect(body).toContain('<category term="brakes" label="brakes"')
    expect(body).toContain('/posts/moved/')
    expect(body.match(/<feed\b/g)).toHaveLength(1)
    expect(body.trim()).toMatch(/<\/entry>\s*<\/feed>$/)
  })

  test('the feeds have the newest 30 of both', async () => {
    await manyTopics(40)
    const atom = (await see('feed.xml')).body
    expect(atom.match(/<entry>/g)).toHaveLength(30)
    const json = JSON.parse((await see('feed.json')).body)
    expect(json.items).toHaveLength(30)
    expect(json.items[0]).toMatchObject({ title: 'Number 39', content_html: '<p>Words</p>' })
  })

  test('a feed reader that has the newest gets 304', async () => {
    await topic()
    const { headers } = await see('feed.xml')
    const etag = headers.get('etag')!
    const again = await see('feed.xml', { ...fresh, headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    await topic()
    const newer = await see('feed.xml', { ...fresh, headers: { 'if-none-match': etag } })
    expect(newer.status).toBe(200)
  })
})
