import { expect, test } from 'vitest'
import { countImpressions, compactCounts } from '../../../worker/promotion/offers/commands'
import { counts } from '../../../worker/promotion/offers/table'
import { db } from '../../world'

const NOW = new Date('2026-11-22T03:00Z')
const TODAY = '2026-11-22'
/** The last day of which pages are summed up: 401 days before today. */
const PAST = '2025-10-17'

const add = (day: string, page: string, count: number, link = 'course') =>
  db.insert(counts).values({ day, kind: 'offer', link, measure: 'clicked', page, count })

const all = async () =>
  (await db.select().from(counts))
    .map(({ day, link, page, count }) => [day, link, page || '–', count].join(' '))
    .toSorted()

test('counts of old days are summed up over their pages, once', async () => {
  await add(PAST, 'front', 3)
  await add(PAST, 'post:open', 4)
  await add(PAST, '', 5)
  await add(PAST, 'front', 6, 'service')
  await add('2025-10-18', 'front', 7)
  const after = [`${PAST} course – 12`, `${PAST} service – 6`, '2025-10-18 course front 7']
  await compactCounts(db, TODAY, new Date('2026-11-22T03:01Z'))
  expect(await db.$count(counts)).toBe(5)
  for (let time = 0; time < 2; time++) {
    await compactCounts(db, TODAY, NOW)
    expect(await all()).toEqual(after)
  }
})

test('a page may show more offers than the database binds parameters', async () => {
  await db.delete(counts)
  const offers = Array.from({ length: 150 }, (_, at) => `offer-${at}`)
  for (let view = 0; view < 2; view++)
    await countImpressions(db, TODAY, { page: 'offers', offers, networks: ['chirp'] }, 10)
  const rows = await db.select().from(counts)
  expect(rows.length).toBe(151)
  expect(new Set(rows.map(({ count }) => count))).toEqual(new Set([20]))
})
