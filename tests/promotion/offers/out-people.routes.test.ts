import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clicks, counts } from '../../../worker/promotion/offers/table'
import { ask, type Asking, db, member } from '../../world'
import { BROWSER, network, offer, promoting } from './promoting'

const at = (day: string) => Number(new Date(`${day}T12:00Z`))

await promoting({
  offers: [
    offer('course'),
    offer('past', { end: at('2026-06-30') }),
    offer('three', { cap: 3 }),
    offer('full', { cap: 3, end: at('2026-12-31') }),
    offer('for-members', { audience: 'members' }),
    offer('for-testers', { audience: 'group:testers' }),
    offer('for-nobody', { audience: 'group:nobody' }),
  ],
  networks: [network('chirp')],
  utm: {},
})

beforeEach(async () => {
  vi.useFakeTimers({ now: at('2026-07-01'), toFake: ['Date'] })
  await db.delete(counts)
  await db.delete(clicks)
})
afterEach(() => vi.useRealTimers())

const go = (path: string, asking: Asking = {}) =>
  ask(`/community/out/${path}`, {}, { ...asking, headers: { ...BROWSER, ...asking.headers } })

test('an offer that is over says why: its end, or its cap', async () => {
  await db.insert(clicks).values({ offer: 'full', count: 3 })
  expect((await go('offer/past')).body).toContain('It ended on 30 June 2026.')
  expect((await go('offer/full')).body).toContain('All its places are taken.')
})

test('an offer for members redirects members only, and shows others none of its content', async () => {
  const rosa = await member()
  expect((await go('offer/for-members', rosa)).status).toBe(302)
  const { status, body } = await go('offer/for-members')
  expect(status).toBe(403)
  expect(body).not.toContain('The offer for-members')
  expect(body).toContain('/community/sign-in/?returnTo=%2Fcommunity%2Foffers%2Ffor-members%2F')
  expect((await db.select().from(clicks)).map(({ count }) => count)).toEqual([1])
})

test('an offer for a group refers others to the group’s space, or to hosts', async () => {
  const rosa = await member()
  const theirs = await go('offer/for-testers', rosa)
  expect(theirs.status).toBe(403)
  expect(theirs.body).toContain('<a href="/community/spaces/testers/">Testers</a>')
  // She is signed in: the header of the page has no way in either.
  expect(theirs.body).not.toContain('returnTo')
  const stranger = await go('offer/for-testers')
  expect(stranger.body).toContain('returnTo=%2Fcommunity%2Foffers%2Ffor-testers%2F')
  expect((await go('offer/for-nobody', rosa)).body).toContain('ask one of them')
})

test('hosts are redirected without being counted or taking a click', async () => {
  for (const role of ['host', 'owner'] as const) {
    const someone = await member({ role })
    for (const path of ['offer/course', 'offer/three', 'network/chirp'])
      expect((await go(path, someone)).status, path).toBe(302)
  }
  expect([await db.$count(counts), await db.$count(clicks)]).toEqual([0, 0])
  const host = await member({ role: 'host' })
  await db.insert(clicks).values({ offer: 'three', count: 3 })
  vi.setSystemTime(at('2026-07-02'))
  expect((await go('offer/three', host)).status).toBe(410)
})
