import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clicks, counts } from '../../../worker/promotion/offers/table'
import { ask, type Asking, db, member, topic } from '../../world'
import { network, offer, promoting } from './promoting'

const TODAY = '2026-07-31'

await promoting({
  offers: [
    offer('course', { cap: 50 }),
    offer('service', { title: 'Winter <service>' }),
    offer('members', { audience: 'members' }),
    offer('testers', { audience: 'group:testers' }),
    offer('ahead', { start: Date.UTC(2026, 11, 1) }),
    offer('past', { end: Date.UTC(2026, 5, 1) }),
    offer('few', { cap: 3 }),
  ],
  networks: [network('chirp', { name: 'Chirp' })],
  retired: [{ id: 'gone', name: 'Gone', at: 0 }],
  sampled: 10,
})

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse(`${TODAY}T12:00Z`), toFake: ['Date'] })
  await db.delete(counts)
  await db.delete(clicks)
})
afterEach(() => vi.useRealTimers())

type Row = typeof counts.$inferInsert

const add = (day: string, link: string, count: number, more: Partial<Row> = {}) =>
  db
    .insert(counts)
    .values({ day, kind: 'offer', link, measure: 'clicked', page: 'post:open', count, ...more })

const host = await member({ role: 'host' })

const see = async (query = '', asking: Asking = host) =>
  (await ask(`/community/desk/offers/${query}`, {}, asking)).body

/** The text of a row of a table, by what it begins with. */
const rowOf = (page: string, name: string) =>
  [...page.matchAll(/<tr>(.*?)<\/tr>/gs)]
    .map(([, row = '']) => row.replaceAll(/<svg.*?<\/svg>/gs, '').replaceAll(/<[^>]+>/g, ' '))
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .find((text) => text.startsWith(name))

test('the report is for hosts only, and the desk links to it', async () => {
  const rosa = await member()
  for (const path of ['desk/offers/', 'desk/offers/counts.csv'])
    for (const asking of [{}, rosa])
      expect((await ask(`/community/${path}`, {}, asking)).status, path).toBe(404)
  const { body } = await ask('/community/desk/people/', {}, host)
  expect(body).toContain('<a href="/community/desk/offers/">Offers</a>')
})

test('a report without counts says so and lists the offers and networks', async () => {
  const page = await see()
  expect(page).toContain('Nothing was counted in these 30 days')
  expect(page).not.toContain('<svg class="pulse-chart"')
  expect(rowOf(page, 'Winter')).toBe('Winter &lt;service&gt; On 0 0 –')
  expect(rowOf(page, 'Chirp')).toBe('Chirp 0 0 –')
  expect(page).not.toContain('Gone')
})

test('an offer, a network and a page have their views, clicks and click rate', async () => {
  await add(TODAY, 'course', 3)
  await add('2026-07-30', 'course', 2, { page: 'front' })
  await add('2026-07-30', 'course', 200, { measure: 'shown' })
  await add(TODAY, 'chirp', 4, { kind: 'network', page: '' })
  await add('2026-07-02', 'gone', 1, { kind: 'network', page: 'elsewhere' })
  await db.insert(clicks).values({ offer: 'course', count: 12 })
  const page = await see()
  expect(rowOf(page, 'The offer course')).toBe(
    'The offer course On · 12 of 50 clicks taken since it began 200 5 2.5%',
  )
  expect(rowOf(page, 'Chirp')).toBe('Chirp 0 4 –')
  expect(rowOf(page, 'Gone')).toBe('Gone We have left it 0 1 –')
  expect(rowOf(page, 'Front page')).toBe('Front page 0 2 –')
  expect(rowOf(page, 'From outside')).toBe('From outside, or unknown 0 4 –')
  expect(rowOf(page, 'Today so far')).toBe('Today so far 0 7 –')
  expect(rowOf(page, 'Thu 30 Jul')).toBe('Thu 30 Jul 200 2 1%')
  expect(page).toContain('<th scope="col">Clicked of shown</th>')
  expect(page).toContain('signed-in hosts are not')
  expect(page).toContain('1 view in 10 is counted, and multiplied by 10')
})

test('each offer has its state and audience', async () => {
  await db.insert(clicks).values({ offer: 'few', count: 3 })
  const page = await see()
  expect(rowOf(page, 'The offer members')).toContain('On, for members')
  expect(rowOf(page, 'The offer testers')).toContain('On, for the group testers')
  expect(rowOf(page, 'The offer ahead')).toContain('Starts 1 December 2026')
  expect(rowOf(page, 'The offer past')).toContain('Over since 1 June 2026')
  expect(rowOf(page, 'The offer few')).toContain('Full · 3 of 3 clicks taken')
})

test('only the requested days are counted', async () => {
  await add('2026-07-25', 'course', 1)
  await add('2026-07-24', 'course', 10)
  await add('2026-05-03', 'course', 100)
  await add('2026-05-02', 'course', 1000)
  const clicked = async (query: string) =>
    / (\d+) –$/.exec(rowOf(await see(query), 'The offer course')!)?.[1]
  expect([await clicked('?days=7'), await clicked(''), await clicked('?days=90')]).toEqual([
    '1',
    '11',
    '111',
  ])
})

test('a report on one offer has its own days and pages', async () => {
  await add(TODAY, 'course', 3, { page: 'front' })
  await add(TODAY, 'service', 5)
  const page = await see('?of=offer:service&days=7')
  expect(page).toContain('<h1><bdi>Winter &lt;service&gt;</bdi></h1>')
  expect(rowOf(page, 'Today so far')).toBe('Today so far 0 5 –')
  expect(rowOf(page, 'Front page')).toBeUndefined()
  expect(page).toContain('/community/desk/offers/counts.csv?days=7&amp;of=offer%3Aservice')
})

test('a topic is named by its title, and a deleted one by its id', async () => {
  const { id } = await topic({ title: 'Which <lock>?' })
  await add(TODAY, 'course', 3, { page: id })
  await add(TODAY, 'course', 2, { page: 'post:gone' })
  const page = await see()
  expect(rowOf(page, 'Which')).toBe('Which &lt;lock&gt;? 0 3 –')
  expect(rowOf(page, 'post:gone')).toBe('post:gone (no longer here) 0 2 –')
})

test('the CSV file has every day, link and page, and no formula', async () => {
  const { id } = await topic({ title: '=HYPERLINK("https://evil.example")', slug: 'formula' })
  await add(TODAY, 'course', 3, { page: id })
  await add(TODAY, 'course', 20, { page: id, measure: 'shown' })
  await add('2026-07-30', 'service', 2, { page: 'front' })
  const { status, headers, body } = await ask('/community/desk/offers/counts.csv?days=7', {}, host)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  expect(headers.get('content-disposition')).toBe(
    'attachment; filename="offers-2026-07-25-to-2026-07-31.csv"',
  )
  expect(headers.get('cache-control')).toBe('private, no-store')
  const address = `https://hub.test/community/topics/${id.slice('topic:'.length)}/formula/`
  // `text()` takes the mark of UTF-8 away.
  expect(body.split('\r\n').slice(1)).toEqual([
    `"${TODAY}","offer","course","The offer course","${id}","'=HYPERLINK(""https://evil.example"")","${address}","20","3"`,
    '"2026-07-30","offer","service","Winter <service>","front","Front page","https://hub.test/community/","0","2"',
    '',
  ])
})

test('while the database is unavailable, the desk says so', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await add(TODAY, 'course', 3)
  const { status } = await ask(
    '/community/desk/offers/',
    {},
    {
      ...host,
      env: {
        DB: {
          prepare: () => {
            throw new Error('dark')
          },
          batch: () => Promise.reject(new Error('dark')),
        } as never,
      },
    },
  )
  expect(status).toBe(503)
  log.mockRestore()
})
