import { beforeEach, expect, test, vi } from 'vitest'
import { counts } from '../../../worker/promotion/offers/table'
import { ask, type Asking, db, member } from '../../world'
import { BROWSER, network, promoting } from './promoting'

await promoting({
  networks: [network('chirp')],
  offers: [],
  retired: [],
  utm: {},
  sampled: 10,
})

const chance = vi.spyOn(Math, 'random')

beforeEach(async () => {
  chance.mockReturnValue(0.0999)
  await db.delete(counts)
})

const see = (path: string, asking: Asking = {}, method = 'GET') =>
  ask(`/community/${path}`, { method }, { ...asking, headers: { ...BROWSER, ...asking.headers } })

const shown = async () =>
  (await db.select().from(counts)).map(({ kind, link, measure, page, count }) =>
    [kind, link, measure, page, count].join(' '),
  )

test('the offers and networks of a page are counted, whether it is composed or cached', async () => {
  await see('posts/open/')
  expect(await shown()).toEqual(['network chirp shown post:open 10'])
  for (let view = 0; view < 4; view++) await see('posts/open/')
  expect(await shown()).toEqual(['network chirp shown post:open 50'])
})

test('the page of a signed-in member counts too, and so does a page that is not public', async () => {
  const rosa = await member()
  await see('posts/open/', rosa)
  await see('posts/in-crew/', rosa)
  expect((await shown()).toSorted()).toEqual([
    'network chirp shown post:open 10',
    'network chirp shown post:quetzalid 10',
  ])
})

test('visits by hosts are not counted', async () => {
  for (const role of ['host', 'owner'] as const) {
    const someone = await member({ role })
    await see('posts/open/', someone)
    await see('elsewhere/', someone)
  }
  expect(await shown()).toEqual([])
})

test('the front page and the page of all networks count their links, and a list has none', async () => {
  await see('')
  await see('elsewhere/')
  await see('kinds/news/')
  expect((await shown()).toSorted()).toEqual([
    'network chirp shown elsewhere 10',
    'network chirp shown front 10',
  ])
})

test('robots, prefetches, HEAD, fragments and missing pages are not counted', async () => {
  await see('posts/open/', { headers: { 'user-agent': 'Googlebot/2.1' } })
  await see('posts/open/', { headers: { 'sec-purpose': 'prefetch' } })
  await see('posts/open/', { headers: { 'hub-fragment': 'hub-thread' } })
  await see('posts/open/', {}, 'HEAD')
  await see('posts/none/')
  await see('posts/in-crew/')
  expect(await shown()).toEqual([])
})

test('a sampled view counts for all views that it represents', async () => {
  chance.mockReturnValue(0.1)
  await see('posts/closed/')
  await see('posts/closed/')
  expect(await shown()).toEqual([])
  chance.mockReturnValue(0.0999)
  await see('posts/closed/')
  expect(await shown()).toEqual(['network chirp shown post:closed 10'])
})
