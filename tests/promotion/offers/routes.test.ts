import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { groups, memberships } from '../../../worker/accounts/groups/table'
import { newId } from '../../../worker/lib/id'
import { grants } from '../../../worker/accounts/members/table'
import { clicks } from '../../../worker/promotion/offers/table'
import { ask, type Asking, bindings, cookieOf, db, member, send, topic } from '../../world'
import { inWeather } from '../../faulty-db'
import { offer, promoting } from './promoting'

const DAY = 24 * 60 * 60 * 1000
const MINUTE = 60_000
const noon = new Date('2026-11-22T12:00:00Z')
const at = (written: string) => Number(new Date(`${written}Z`))

const POST = 'posts/open/'

/*
 * Each is for a place of its own, so that no test is in the way of another: a kind, a tag of a topic,
 * or a post. Of two for a place the first is the more important.
 */
const below = (...posts: string[]) => ({ where: { posts, front: false } })
const tagged = (tag: string) => ({ where: { tags: [tag], front: false } })
await promoting({
  networks: [],
  pagesWithOffers: ['tour'],
  offers: [
    offer('advent', {
      ...below('open'),
      start: at('2026-12-01T08:00'),
      end: at('2026-12-24T18:00'),
    }),
    offer('evergreen', below('open')),
    offer('capped', { ...below('closed'), cap: 3 }),
    offer('second', below('closed')),
    offer('for-guests', { ...tagged('all'), audience: 'guests' }),
    offer('for-experts', { ...tagged('all'), audience: 'level:expert' }),
    offer('for-testers', { ...tagged('all'), audience: 'group:offer-testers' }),
    offer('for-members', { ...tagged('all'), audience: 'members' }),
    offer('front', { where: { front: true } }),
    offer('guide', {
      ...below('silent'),
      title: 'A guide & more',
      pitch: '<p>Forty pages <strong>and a map</strong>.</p>',
    }),
    offer('past', { ...below('none'), end: at('2026-11-01T18:00') }),
    offer('ideas', { where: { kinds: ['idea'], front: false } }),
  ],
})

beforeEach(() => vi.useFakeTimers({ now: noon, toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

const get = (path: string, asking: Asking = {}) => ask(`/community/${path}`, {}, asking)

/** The ids of the offers on a page, in their order. */
const offersOn = (body: string) =>
  [...body.matchAll(/<section class="offer" aria-labelledby="promotion-([\w-]+) /g)].map(
    ([, id]) => id,
  )

const seen = async (path: string, asking: Asking = {}) => {
  const { status, body } = await get(path, asking)
  expect(status, path).toBe(200)
  return offersOn(body)
}

test('an offer appears and disappears on time, also on cached pages', async () => {
  const start = at('2026-12-01T08:00')
  const end = at('2026-12-24T18:00')
  const expected: [number, string][] = [
    [start - 1, 'evergreen'],
    [start, 'advent'],
    [end, 'advent'],
    [end + 1, 'evergreen'],
  ]
  for (const [moment, id] of expected) {
    vi.setSystemTime(moment)
    // The second time it comes from the edge.
    expect([await seen(POST), await seen(POST)], new Date(moment).toISOString()).toEqual([
      [id],
      [id],
    ])
  }
})

test('an offer is not shown anywhere before it starts', async () => {
  const places = [POST, '', 'offers/', 'feed.xml', 'sitemap-index.xml', 'search/?q=advent']
  for (const path of places) expect((await get(path)).body, path).not.toContain('The offer advent')
  expect((await get('offers/advent/')).status).toBe(404)
  expect((await send('/community/offers/advent/dismissal', {})).status).toBe(404)
})

test('an offer is labelled as a promotion before anything else', async () => {
  const { body } = await get('posts/silent/')
  const [section = ''] = /<section class="offer".*?<\/section>/s.exec(body) ?? []
  expect(section).toMatch(/aria-labelledby="promotion-guide offer-guide"/)
  expect(section).toMatch(/<span id="promotion-guide">Promotion<\/span> Our own/)
  expect(section.indexOf('Promotion')).toBeLessThan(section.indexOf('A guide &amp; more'))
  expect(section).toContain('<strong>and a map</strong>')
  expect(section).toContain(
    '<a class="button" href="/community/out/offer/guide?from=post%3Asilent" rel="sponsored noopener">',
  )
})

test('an offer placed in a text is shown there and not repeated below', async () => {
  const { body } = await get('posts/silent/')
  expect(offersOn(body)).toEqual(['guide'])
  expect(body).toMatch(/<hub-offer data-offer="guide" id="in-text-guide"[^>]*><section/)
  // Whoever puts it away comes back to where it stood.
  expect(body).toContain('name="page" value="/community/posts/silent/#in-text-guide"')
  expect(body).toMatch(/<p class="offer-title" id="offer-guide">/)
  expect(body).toMatch(/<hub-offer id="offer"[^>]*><\/hub-offer>/)
  expect((await get('feed.xml')).body).not.toContain('A guide')
})

test('a page with an offer in its text shows it; every other page is as it was built', async () => {
  const asked: string[] = []
  const html =
    '<body><hub-offer data-offer="second"></hub-offer><hub-offer data-offer="past"></hub-offer>'
  const ASSETS = {
    fetch: async (request: Request) => {
      asked.push(new URL(request.url).pathname)
      return new Response(html, { headers: { 'content-type': 'text/html' } })
    },
  } as unknown as Fetcher
  expect(offersOn((await get('pages/tour/', { env: { ASSETS } })).body)).toEqual(['second'])
  expect((await get('pages/about/', { env: { ASSETS } })).body).toBe(html)
  expect(asked).toEqual(['/community/pages/tour/', '/community/pages/about/'])
})

test('the front page has the offer for it', async () => {
  expect(await seen('')).toEqual(['front'])
})

test('topics have offers by their kind and tags', async () => {
  const { id, slug } = await topic({ kind: 'idea' })
  expect(await seen(`topics/${id.slice('topic:'.length)}/${slug}/`)).toEqual(['ideas'])
})

test('each audience is shown its offers, and no one else is', async () => {
  const { id, slug } = await topic({ tags: ['all'] })
  const path = `topics/${id.slice('topic:'.length)}/${slug}/`
  const [plain, expert, tester, host] = await Promise.all([
    member(),
    member(),
    member(),
    member({ role: 'host' }),
  ])
  const now = new Date()
  await db.insert(grants).values({
    id: newId(now),
    memberId: expert.id,
    kind: 'grant',
    level: 'expert',
    reason: 'Because',
    grantedBy: host.id,
    grantedAt: now,
  })
  await db.insert(groups).values({ id: 'offer-testers', name: 'Testers of offers', createdAt: now })
  await db.insert(memberships).values({ groupId: 'offer-testers', memberId: tester.id, since: now })
  const people: [string, Asking, string][] = [
    ['a stranger', {}, 'for-guests'],
    ['a member', plain, 'for-members'],
    ['an expert', expert, 'for-experts'],
    ['one of the group', tester, 'for-testers'],
    ['a host', host, 'for-experts'],
    ['a visitor again, from the cached page', {}, 'for-guests'],
  ]
  for (const [name, asking, due] of people) expect(await seen(path, asking), name).toEqual([due])
  expect(await seen('offers/', plain)).not.toContain('for-experts')
  expect(await seen('offers/', tester)).toContain('for-testers')
})

test('the page of an offer has metadata for search engines, or says whom it is for', async () => {
  const on = await get('offers/evergreen/')
  expect(on.body).toContain(
    '<link rel="canonical" href="https://hub.test/community/offers/evergreen/"',
  )
  expect(on.body).toContain('<meta name="description" content="Our own. Buy."')
  expect(on.body).not.toContain('name="robots"')
  const forMembers = await get('offers/for-members/')
  expect(forMembers.status).toBe(200)
  expect(forMembers.body).toContain(
    '/community/sign-in/?returnTo=%2Fcommunity%2Foffers%2Ffor-members%2F',
  )
  expect(forMembers.body).not.toContain('The offer for-members')
  const shown = await get('offers/for-members/', await member())
  expect(shown.body).toContain('<h1 class="offer-title" id="offer-for-members">')
  for (const { body } of [forMembers, shown]) expect(body).toContain('content="noindex"')
  expect((await get('offers/none/')).status).toBe(404)
})

test('the fragment of an offer’s page is never cached in place of the whole', async () => {
  const asking = { headers: { 'hub-fragment': 'hub-main' } }
  expect((await get('offers/ideas/', asking)).body).not.toContain('<title>')
  expect((await get('offers/ideas/')).body).toContain('<title>The offer ideas')
})

test('an offer that is over says so and lists the current ones', async () => {
  const { status, body } = await get('offers/past/')
  expect(status).toBe(200)
  expect(body).toContain('This offer is over')
  expect(body).toContain('It ended on 1 November 2026.')
  expect(body).toContain('content="noindex"')
  expect(body).not.toContain('The offer past')
  expect(offersOn(body)).toContain('evergreen')
})

test('an offer at its cap disappears within a minute, and the next takes its place', async () => {
  const path = 'posts/closed/'
  await db.insert(clicks).values({ offer: 'capped', count: 2 })
  expect([await seen(path), await seen(path)]).toEqual([['capped'], ['capped']])
  await db.update(clicks).set({ count: 3 })
  vi.setSystemTime(Date.now() + MINUTE)
  expect([await seen(path), await seen(path)]).toEqual([['second'], ['second']])
  expect((await get('offers/capped/')).body).toContain('This offer is over')
  expect(await seen('offers/')).not.toContain('capped')
})

test('while the database is unavailable an offer with a cap is skipped, and its page answers 503', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.setSystemTime(noon.getTime() + DAY)
  const env = { DB: inWeather(bindings.DB, () => 'down') }
  expect(await seen('posts/closed/', { env })).toEqual(['second'])
  expect((await get('offers/capped/', { env })).status).toBe(503)
  expect(await seen('offers/', { env })).toContain('evergreen')
})

const dismiss = (id: string, page: string, asking: Asking = {}) =>
  send(`/community/offers/${id}/dismissal`, { page }, asking)

test('a dismissed offer is hidden for 30 days, in this browser only', async () => {
  const answer = await dismiss('second', '/community/posts/closed/#offer')
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/community/posts/closed/#offer')
  const [set = ''] = answer.headers.getSetCookie()
  expect(set).toMatch(/^hub-away=second\.\d+; /)
  for (const part of ['Path=/community/', 'HttpOnly', 'SameSite=Lax', 'Max-Age=2592000'])
    expect(set).toContain(part)
  const cookie = cookieOf(answer)
  expect(await seen('posts/closed/', { cookie })).toEqual([])
  expect(await seen('posts/closed/')).toEqual(['second'])
  vi.setSystemTime(noon.getTime() + 30 * DAY - 1)
  expect(await seen('posts/closed/', { cookie })).toEqual([])
  vi.setSystemTime(noon.getTime() + 30 * DAY + 60 * MINUTE)
  expect(await seen('posts/closed/', { cookie })).toEqual(['second'])
})

test('a dismissed offer is replaced by the next one, and stays on the page of all offers', async () => {
  vi.setSystemTime(at('2026-12-02T12:00'))
  const cookie = cookieOf(await dismiss('advent', '/community/'))
  expect(await seen(POST, { cookie })).toEqual(['evergreen'])
  const both = cookieOf(await dismiss('evergreen', '/community/', { cookie: cookie! }))
  expect(await seen(POST, { cookie: both })).toEqual([])
  const { body } = await get('offers/', { cookie: both })
  expect(offersOn(body)).toContain('advent')
  expect(body).toContain('You dismissed this offer elsewhere')
  expect(await seen('posts/silent/', { cookie: cookieOf(await dismiss('guide', '')) })).toEqual([])
})

test.each([
  ['another site', 'https://evil.example/'],
  ['another host', '//evil.example/'],
  ['a path beside the hub', '/elsewhere/'],
  ['a path that leads out', '/community/../evil/'],
  ['a backslash', '/community/\\evil.example'],
  ['a script', 'javascript:alert(1)'],
  ['nothing', ''],
])('a dismissal never redirects to %s', async (_name, page) => {
  const answer = await dismiss('evergreen', page)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/community/'])
})

test('only known offers can be dismissed, and only by the hub’s own forms', async () => {
  expect((await dismiss('none', '/community/')).headers.getSetCookie()).toEqual([])
  expect((await dismiss('none', '/community/')).status).toBe(404)
  const foreign = await send(
    '/community/offers/evergreen/dismissal',
    {},
    { headers: { 'sec-fetch-site': 'cross-site' } },
  )
  expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([403, []])
})

test('a script gets the note for the slot, and the cookie with it', async () => {
  const answer = await dismiss('evergreen', '/community/', {
    headers: { 'hub-fragment': 'hub-offer' },
  })
  expect([answer.status, answer.headers.get('hub-fragment')]).toEqual([200, 'hub-offer'])
  expect(answer.body).toContain('Hidden for 30 days')
  expect(cookieOf(answer)).toMatch(/^hub-away=evergreen\./)
})

test('an invalid cookie is ignored', async () => {
  const cookie = 'hub-away=garbage~x.1~.~evergreen.99999999'
  expect(await seen(POST, { cookie })).toEqual(['evergreen'])
})
