import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../../worker/lib/id'
import { clicks, counts } from '../../../worker/promotion/offers/table'
import { ask, type Asking, bindings, db, topic } from '../../world'
import { BROWSER, network, offer, promoting } from './promoting'
import { names, redirects } from './redirects'

const at = (day: string) => Number(new Date(`${day}T12:00Z`))

const DAY = '2026-07-01'

await promoting({
  offers: [
    offer('course', { action: { label: 'Go', url: 'https://shop.example/a%20b?c=d%20e&f#part' } }),
    offer('tagged', { action: { label: 'Go', url: 'https://shop.example/?utm_source=ours' } }),
    offer('path', { action: { label: 'Go', url: '/hire/?x=1' } }),
    offer('backslash', { action: { label: 'Go', url: '/\\evil.example/' } }),
    offer('ahead', { start: at('2026-07-02') }),
    offer('past', { end: at('2026-06-30') }),
    offer('three', { cap: 3 }),
    offer('plenty', { cap: 40 }),
    offer('for-members', { audience: 'members' }),
  ],
  networks: [network('chirp'), network('toot', { invite: 'Come along.' })],
  retired: [{ id: 'gone', name: 'Gone', at: at('2020-01-01') }],
  utm: { utm_source: 'hub', utm_content: 'from {id}' },
  sampled: 10,
})

beforeEach(async () => {
  vi.useFakeTimers({ now: at(DAY), toFake: ['Date'] })
  await db.delete(counts)
  await db.delete(clicks)
})
afterEach(() => vi.useRealTimers())

const go = (path: string, asking: Asking = {}, method = 'GET') =>
  ask(
    `/community/out/${path}`,
    { method },
    { ...asking, headers: { ...BROWSER, ...asking.headers } },
  )

const marks = (id: string) => `utm_source=hub&utm_content=from+${id}`

/** While the database does not answer. */
const dark = {
  env: {
    DB: {
      prepare: () => {
        throw new Error('dark')
      },
      batch: () => Promise.reject(new Error('dark')),
    } as never,
  },
}

test('an outbound link leads to the address in the content, with the hub’s query parameters, uncached', async () => {
  const { status, headers } = await go('offer/course?from=post:open')
  expect(status).toBe(302)
  expect(headers.get('location')).toBe(
    `https://shop.example/a%20b?c=d%20e&f&${marks('course')}#part`,
  )
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(headers.get('x-robots-tag')).toBe('noindex, nofollow')
  expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
  expect(headers.getSetCookie()).toEqual([])
})

test('a query parameter that the address already has is not replaced', async () => {
  expect((await go('offer/tagged')).headers.get('location')).toBe(
    'https://shop.example/?utm_source=ours&utm_content=from+tagged',
  )
})

test('a path leads to the hub’s own host and no other', async () => {
  expect((await go('offer/path')).headers.get('location')).toBe(
    `https://hub.test/hire/?x=1&${marks('path')}`,
  )
  expect((await go('offer/backslash')).status).toBe(404)
})

test('an active network redirects to its follow link', async () => {
  expect((await go('network/chirp')).headers.get('location')).toBe(
    `https://chirp.example/us?${marks('chirp')}`,
  )
})

test('a retired network answers 410 with the active ones', async () => {
  const { status, body, headers } = await go('network/gone')
  expect(status).toBe(410)
  expect(body).toContain('Test House has left Gone')
  expect(body).toContain('/community/out/network/chirp')
  expect(body).toContain('Come along.')
  expect(headers.get('x-robots-tag')).toBe('noindex, nofollow')
})

test('an offer starts and ends by its dates, and then lists the current ones', async () => {
  expect((await go('offer/ahead')).status).toBe(404)
  const past = await go('offer/past')
  expect(past.status).toBe(410)
  expect(past.body).toContain('This offer is over')
  expect(past.body).toContain('/community/out/offer/course?from=offers')
  expect(past.body).not.toContain('/community/out/offer/for-members')
  vi.setSystemTime(at('2026-07-03'))
  expect((await go('offer/ahead')).status).toBe(302)
})

test('an address with a trailing slash or in capitals is the same', async () => {
  for (const path of ['offer/course/', 'offer/COURSE', 'Offer/Course/', 'network/Chirp/'])
    expect((await go(path)).status, path).toBe(302)
  expect(await db.select().from(clicks)).toEqual([{ offer: 'course', count: 3 }])
})

test('an unknown link answers 404', async () => {
  for (const path of [
    'offer/none',
    'network/none',
    'page/course',
    'offer/constructor',
    'network/course',
  ])
    expect((await go(path)).status, path).toBe(404)
  expect(await db.$count(counts)).toBe(0)
})

const counted = async () =>
  (await db.select().from(counts)).map(({ day, kind, link, measure, page, count }) =>
    [day, kind, link, measure, page, count].join(' '),
  )

test('a click is counted by day, link and page, and nothing else', async () => {
  const { id } = await topic()
  await go('offer/course?from=post:open')
  await go('offer/course?from=post:open')
  await go(`network/chirp?from=${id}`)
  await go('network/chirp?from=front')
  expect((await counted()).toSorted()).toEqual([
    `${DAY} network chirp clicked front 1`,
    `${DAY} network chirp clicked ${id} 1`,
    `${DAY} offer course clicked post:open 2`,
  ])
  expect(await db.select().from(clicks)).toEqual([{ offer: 'course', count: 2 }])
})

test('the day is in the time zone of the hub', async () => {
  vi.setSystemTime(Number(new Date('2026-07-01T23:30Z')))
  await go('network/chirp')
  expect(await counted()).toEqual(['2026-07-02 network chirp clicked  1'])
})

test('an unknown page is counted as empty, so that visitors cannot write into the report', async () => {
  const nowhere = [
    'post:none',
    `topic:${newId(new Date())}`,
    'topic:none',
    'constructor',
    '=cmd()',
    'Front',
    'x'.repeat(2000),
  ]
  for (const from of nowhere) await go(`network/chirp?from=${encodeURIComponent(from)}`)
  expect(await counted()).toEqual([`${DAY} network chirp clicked  ${nowhere.length}`])
})

test.each([
  ['a search engine', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' }],
  ['a preview of a messenger', { 'user-agent': 'facebookexternalhit/1.1' }],
  ['a script', { 'user-agent': 'curl/8.0.1' }],
  ['something without a name', { 'user-agent': '' }],
  ['a browser that prefetches', { 'sec-purpose': 'prefetch' }],
  ['a browser that prerenders', { 'sec-purpose': 'prefetch;prerender' }],
  ['an older one', { purpose: 'prefetch' }],
  ['an old one', { 'x-moz': 'prefetch' }],
])('%s is redirected and not counted', async (_, headers) => {
  for (const path of ['offer/course', 'offer/three', 'network/chirp'])
    expect((await go(path, { headers })).status, path).toBe(302)
  expect([await db.$count(counts), await db.$count(clicks)]).toEqual([0, 0])
})

test('HEAD is redirected and not counted', async () => {
  expect((await go('offer/three', {}, 'HEAD')).status).toBe(302)
  expect([await db.$count(counts), await db.$count(clicks)]).toEqual([0, 0])
})

test('concurrent clicks never exceed the cap of an offer', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, () => go('offer/plenty?from=front')))
  const by = (status: number) => answers.filter((each) => each.status === status).length
  expect([by(302), by(410)]).toEqual([40, 20])
  expect(await counted()).toEqual([`${DAY} offer plenty clicked front 40`])
  expect(await db.select().from(clicks)).toEqual([{ offer: 'plenty', count: 40 }])
})

test('an offer that reached its cap is over at once, for robots too', async () => {
  for (let click = 0; click < 3; click++) expect((await go('offer/three')).status).toBe(302)
  const over = await go('offer/three')
  expect(over.status).toBe(410)
  expect(over.body).toContain('This offer is over')
  expect(over.body).toContain('/community/out/offer/course')
  expect(over.body).not.toContain('/community/out/offer/three')
  expect((await go('offer/three', { headers: { 'user-agent': 'curl/8' } })).status).toBe(410)
  expect((await go('offer/past')).body).not.toContain('/community/out/offer/three')
})

test('while the database is unavailable offers without a cap redirect, and those with one answer 503', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect((await go('offer/course', dark)).status).toBe(302)
  expect((await go('network/chirp', dark)).status).toBe(302)
  expect(log).toHaveBeenCalledWith(
    expect.stringMatching(/^a click was not counted: GET /),
    expect.any(Error),
  )
  const capped = await go('offer/three', dark)
  expect([capped.status, capped.headers.get('retry-after')]).toEqual([503, '60'])
})

test('nothing that a visitor sends becomes part of the target', async () => {
  const led = 'https://chirp.example/us?'
  const fields = (payload: string) =>
    names.map((name) => `${name}=${encodeURIComponent(payload)}`).join('&')
  for (const payload of redirects) {
    const asked = `network/chirp?${fields(payload)}`
    const { headers } = await go(asked, {
      headers: {
        'x-forwarded-host': 'evil.example',
        'x-original-url': '//evil.example',
        referer: 'https://evil.example/',
      },
    })
    expect(headers.get('location'), payload).toBe(led + marks('chirp'))
    expect(headers.get('refresh'), payload).toBe(null)
  }
})

test('no path leads to an address that is not in the content', async () => {
  for (const payload of redirects)
    for (const path of [`offer/${payload}`, `network/${payload}`, `${payload}/chirp`, payload]) {
      const { status, headers } = await go(path.replaceAll(/[\r\n\0]/g, encodeURIComponent))
      const location = headers.get('location')
      // The server of files leads on to the same address in its normal form.
      if (location !== null)
        expect(new URL(location, 'https://hub.test').hostname, path).toBe('hub.test')
      expect([301, 307, 404], path).toContain(status)
    }
})

test('nothing about the visitor is read or stored', async () => {
  const { headers } = await go('network/chirp', {
    address: '198.51.100.7',
    cookie: 'hub-guest=x.y',
  })
  expect(headers.getSetCookie()).toEqual([])
  const tables = await bindings.DB.prepare("select name from pragma_table_info('counts')").all()
  expect(tables.results.map(({ name }) => name)).toEqual([
    'day',
    'kind',
    'link',
    'measure',
    'page',
    'count',
  ])
})
