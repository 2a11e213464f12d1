import { drizzle } from 'drizzle-orm/d1'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import { newId } from '../../../worker/lib/id'
import { findWeek, findWeekIfAvailable } from '../../../worker/moderation/statistics/queries'
import { readHub } from '../../../worker/http/hub'
import { metered } from '../../discussion/comments/seed'
import { bindings, db } from '../../world'

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A Wednesday; the picture begins with the Wednesday before, and the week before with the one before that. */
const NOW = new Date('2026-11-18T12:00Z')

const hub = async (more: Partial<Hub> = {}): Promise<Hub> => ({
  ...(await readHub(bindings)),
  timezone: 'UTC',
  pulse: {
    hours: { days: [1, 2, 3, 4, 5], opens: 9 * 60, closes: 17 * 60 },
    answer: { workingDays: 1 },
  },
  ...more,
})

interface Said {
  /** When it was written. */
  at: string
  to?: string
  state?: 'held' | 'published' | 'faded' | 'removed'
  asks?: boolean
  answered?: string
}

/** Comments as people would have written them; the triggers count them. */
const said = async (...list: Said[]) => {
  for (const { at, to = 'post:open', state = 'published', asks = false, answered } of list) {
    const written = Date.parse(at)
    const id = newId(new Date(written))
    await bindings.DB.batch([
      bindings.DB.prepare('insert or ignore into conversations (id) values (?)').bind(to),
      bindings.DB.prepare(
        `insert into comments (id, conversation, root, path, depth, name, body, html, renderer,
           state, shown, asks, written_at, state_at)
         values (?1, ?2, ?1, ?1, 0, 'Somebody', '', '', 1, ?3, 0, ?4, ?5, ?5)`,
      ).bind(id, to, state, Number(asks), written),
      bindings.DB.prepare('update comments set answered_at = ? where id = ?').bind(
        answered ? Date.parse(answered) : null,
        id,
      ),
    ])
  }
}

beforeEach(() =>
  bindings.DB.batch(
    ['delete from comments', 'delete from hours'].map((sql) => bindings.DB.prepare(sql)),
  ),
)

test('held and answered comments are counted by day, with separate totals for today and the week before', async () => {
  await said(
    { at: '2026-11-03T23:59Z', state: 'held' },
    { at: '2026-11-04T00:00Z', state: 'held' },
    { at: '2026-11-10T23:59Z', state: 'held' },
    { at: '2026-11-11T00:00Z', state: 'held' },
    { at: '2026-11-17T23:59Z', state: 'held' },
    { at: '2026-11-17T09:00Z', state: 'held' },
    { at: '2026-11-18T11:00Z', state: 'held' },
    { at: '2026-11-16T09:00Z', asks: true, answered: '2026-11-18T08:00Z' },
    { at: '2026-11-09T09:00Z', asks: true, answered: '2026-11-12T08:00Z' },
    { at: '2026-11-09T09:00Z', answered: '2026-11-12T08:00Z' },
  )
  const { held, answered, from } = await findWeek(db, await hub(), NOW)
  expect(from).toBe('2026-11-11')
  expect(held).toMatchObject({ week: 3, before: 2, today: 1 })
  expect(held.days.map(({ day, count, before }) => [day.slice(8), count, before])).toEqual([
    ['11', 1, 1],
    ['12', 0, 0],
    ['13', 0, 0],
    ['14', 0, 0],
    ['15', 0, 0],
    ['16', 0, 0],
    ['17', 2, 1],
    ['18', 1, 1],
  ])
  expect(answered).toMatchObject({ week: 1, before: 0, today: 1 })
})

test.each([
  // Midnight there is 18:15 in UTC, and 18:30: the hour between counts where its middle is.
  ['Asia/Kathmandu', '2026-11-17T17:59Z', '17'],
  ['Asia/Kathmandu', '2026-11-17T18:01Z', '18'],
  ['Asia/Kolkata', '2026-11-17T17:59Z', '17'],
  ['Asia/Kolkata', '2026-11-17T18:31Z', '18'],
  ['Pacific/Kiritimati', '2026-11-17T10:00Z', '18'],
  ['Pacific/Pago_Pago', '2026-11-18T10:59Z', '17'],
])('in %s what happened at %s counts for its own day', async (timezone, at, day) => {
  await said({ at, state: 'held' })
  const { held } = await findWeek(db, await hub({ timezone }), NOW)
  expect(held.days.find(({ count }) => count === 1)?.day).toBe(`2026-11-${day}`)
})

test('a day with a clock change has 23 or 25 hours', async () => {
  await said(
    { at: '2026-10-24T23:00Z', state: 'held' },
    { at: '2026-10-25T00:30Z', state: 'held' },
    { at: '2026-10-25T23:59Z', state: 'held' },
    { at: '2026-10-26T00:00Z', state: 'held' },
  )
  const at = new Date('2026-10-28T12:00Z')
  const { held } = await findWeek(db, await hub({ timezone: 'Europe/London' }), at)
  expect(held.days.map(({ count }) => count)).toEqual([0, 0, 0, 0, 3, 1, 0, 0])
})

test('waits and promises count visible questions only', async () => {
  await said(
    // Within one working day: on the last minute of it, and at once.
    { at: '2026-11-13T10:00Z', asks: true, answered: '2026-11-16T17:00Z' },
    { at: '2026-11-17T10:00Z', asks: true, answered: '2026-11-17T10:20Z' },
    // Too late, and not at all.
    { at: '2026-11-12T10:00Z', asks: true, answered: '2026-11-16T10:00Z' },
    { at: '2026-11-12T10:00Z', asks: true },
    // Not due yet.
    { at: '2026-11-17T10:00Z', asks: true },
    { at: '2026-11-18T11:59Z', asks: true },
    // Nothing that waits for a host.
    { at: '2026-11-12T10:00Z' },
    ...(['held', 'faded', 'removed'] as const).map((state) => ({
      at: '2026-11-12T10:00Z',
      asks: true,
      state,
    })),
    // Of the week before: one answered then, one in this.
    { at: '2026-11-05T10:00Z', asks: true, answered: '2026-11-05T12:10Z' },
    { at: '2026-11-09T10:00Z', asks: true, answered: '2026-11-12T10:00Z' },
    // Older than either.
    { at: '2026-11-03T10:00Z', asks: true, answered: '2026-11-17T10:00Z' },
  )
  const { answering, answeringBefore } = await findWeek(db, await hub(), NOW)
  expect(answering).toEqual({
    waits: [20 * MINUTE, 3 * DAY + 7 * HOUR, 4 * DAY],
    inTime: 2,
    late: 2,
    open: 2,
    isCut: false,
  })
  expect(answeringBefore).toEqual({
    waits: [2 * HOUR + 10 * MINUTE],
    inTime: 1,
    late: 1,
    open: 0,
    isCut: false,
  })
})

test('the five most active conversations are among those that still exist', async () => {
  const { conversations } = await readHub(bindings)
  const ids = Object.keys(conversations).slice(0, 7)
  expect(ids).toHaveLength(7)
  const many = (to: string, count: number, at: string) =>
    Array.from({ length: count }, () => ({ to, at }))
  await said(
    ...many('post:gone', 9, '2026-11-16T10:00Z'),
    ...ids.slice(0, 6).flatMap((id, at) => many(id, 7 - at, '2026-11-16T10:00Z')),
    ...many(ids[6]!, 9, '2026-11-10T10:00Z'),
    { to: ids[5]!, at: '2026-11-16T10:00Z', state: 'held' },
  )
  const { active } = await findWeek(db, await hub(), NOW)
  expect(active.map(({ conversation, comments }) => [conversation.id, comments])).toEqual(
    ids.slice(0, 5).map((id, at) => [id, 7 - at]),
  )
})

test('a hub without activity has empty statistics', async () => {
  const { held, answered, answering, active } = await findWeek(db, await hub(), NOW)
  expect([held.week, held.before, held.today, answered.week]).toEqual([0, 0, 0, 0])
  expect(held.days).toHaveLength(8)
  expect(answering).toEqual({ waits: [], inTime: 0, late: 0, open: 0, isCut: false })
  expect(active).toEqual([])
})

/** Comments over a time, every third of which asks, and most of those are answered. */
const fill = async (count: number, over: number) => {
  const step = Math.floor(over / count)
  await bindings.DB.batch([
    bindings.DB.prepare(
      `insert into comments (id, conversation, root, path, depth, name, body, html, renderer,
         state, shown, asks, written_at, state_at)
       with recursive n (i) as (select 1 union all select i + 1 from n where i < ?1),
         each (i, at) as (select i, ?2 - i * ?3 from n),
         made (i, at, id) as (
           select i, at, printf('%08x-%04x-7000-8000-%012x', at / 65536, at % 65536, i) from each)
       select id, 'post:open', id, id, 0, 'Somebody', '', '', 1,
         iif(i % 5 = 0, 'held', 'published'), 0, i % 3 = 0, at, at
       from made`,
    ).bind(count, NOW.getTime(), step),
    bindings.DB.prepare(
      `update comments set answered_at = written_at + 3600000 where asks = 1 and rowid % 7 > 0`,
    ),
  ])
}

const rowsOfWeek = async () => {
  const { spent, db: counting } = metered()
  const week = await findWeek(counting, await hub(), NOW)
  return { ...spent, week }
}

test('the statistics cost one round trip and the rows of two weeks, not of years', async () => {
  await fill(10_000, 365 * DAY)
  const year = await rowsOfWeek()
  const inTwoWeeks = 10_000 / (365 / 14.5)
  expect(year.trips).toBe(1)
  expect(year.rows).toBeGreaterThan(inTwoWeeks)
  console.log(`the picture of the week reads ${year.rows} rows of a year with 10 000 comments`)
  expect(year.rows).toBeLessThan(4 * inTwoWeeks)
  expect(year.week.answering.waits.length).toBeGreaterThan(30)
  expect(year.week.held.week).toBeGreaterThan(30)
})

test('if there are too many questions, the newest are counted', async () => {
  await fill(4000, 6 * DAY)
  const { rows, week } = await rowsOfWeek()
  const { inTime, late, open, isCut } = week.answering
  expect(isCut).toBe(true)
  expect(inTime + late + open).toBe(1000)
  console.log(`and ${rows} of a week with 4000 comments`)
  expect(rows).toBeLessThan(5000)
})

test('if the database is slow or fails, the statistics are undefined and nothing is thrown', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const failing = {
    prepare: bindings.DB.prepare.bind(bindings.DB),
    batch: async () => {
      throw new Error('down')
    },
  }
  const slow = { ...failing, batch: () => new Promise(() => {}) }
  for (const broken of [failing, slow]) {
    const unwell = drizzle(broken as unknown as D1Database, { casing: 'snake_case' })
    expect(await findWeekIfAvailable(unwell, await hub(), NOW)).toBeUndefined()
  }
  expect(error).toHaveBeenCalledTimes(2)
})
