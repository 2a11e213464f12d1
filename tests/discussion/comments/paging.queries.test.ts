import { describe, expect, test } from 'vitest'
import { readThread } from '../../../worker/discussion/comments/queries'
import { type ThreadOrder, threadOrders } from '../../../worker/discussion/comments/rules'
import { ids, page, seededBy, shapes, testCost, times, wander } from './paging'
import { metered, type Seed, seed } from './seed'

describe.each(Object.entries(shapes))('%s', (name, shape) => {
  const conversationOf = seededBy(name, shape)

  testCost([10, 400], conversationOf)

  test.each(threadOrders)(
    '%s: who goes on sees each comment once, and the same going back',
    async (order) => {
      const { conversation, all } = await conversationOf(400)
      const pages = await wander(conversation, order)
      expect(ids(pages).toSorted()).toEqual(all.toSorted())
      const back = [pages.at(-1)!]
      while (back[0]!.earlier)
        back.unshift(await page(conversation, order, { before: back[0]!.earlier }))
      expect(ids(back)).toEqual(ids(pages))
    },
  )
})

describe('the orders', () => {
  const conversation = 'post:orders'
  const seeds: Seed[] = [
    { appreciation: 1 }, // 0
    { appreciation: 5 }, // 1
    { parent: 0 }, // 2
    { parent: 1 }, // 3
    { parent: 0 }, // 4
    { parent: 2 }, // 5
    { state: 'faded', appreciation: 9 }, // 6
    { parent: 6 }, // 7
    { parent: 0, state: 'faded' }, // 8
    { parent: 0 }, // 9
    { appreciation: 5 }, // 10
    { state: 'held' }, // 11
    { state: 'removed' }, // 12
    { state: 'removed' }, // 13
    { parent: 13 }, // 14
  ]
  const expected: Record<ThreadOrder, number[]> = {
    oldest: [0, 2, 5, 4, 9, 8, 1, 3, 10, 13, 14, 6, 7],
    newest: [13, 14, 10, 1, 3, 0, 2, 5, 4, 9, 8, 6, 7],
    appreciated: [1, 3, 10, 0, 2, 5, 4, 9, 8, 13, 14, 6, 7],
  }
  const seeded = seed(conversation, seeds)

  test.each(threadOrders)(
    '%s: roots in their order, replies as they are read, faded ones last',
    async (order) => {
      const all = await seeded
      const { lines } = await page(conversation, order, {})
      expect(lines.map(({ id }) => all.indexOf(id))).toEqual(expected[order])
    },
  )

  test.each(threadOrders)('%s: from any comment on, and up to any comment', async (order) => {
    const all = await seeded
    const small = (query: { from?: string; before?: string }) =>
      readThread(metered().db, { conversation, order, perPage: 4, ...query })
    for (const [at, which] of expected[order].entries()) {
      const id = all[which]!
      const onwards = await small({ from: id })
      expect(onwards.lines.map(({ id }) => all.indexOf(id))).toEqual(
        expected[order].slice(at, at + 4),
      )
      expect(onwards.later && all.indexOf(onwards.later)).toBe(expected[order][at + 4])
      expect(onwards.earlier).toBe(at > 0 ? id : undefined)
      const back = await small({ before: id })
      const from = Math.max(0, at - 4)
      expect(back.lines.map(({ id }) => all.indexOf(id))).toEqual(
        expected[order].slice(from, from + 4),
      )
    }
  })
})

test('a conversation that fits on one page is shown whole, whatever it is asked from', async () => {
  const [, second] = await seed(
    'post:fits',
    times(10, () => ({})),
  )
  const thread = await page('post:fits', 'oldest', { from: second! })
  expect(thread.lines).toHaveLength(10)
  expect(thread.isThere).toBe(true)
  expect(thread.earlier).toBeUndefined()
})

test.each(['unknown', 'held', 'removed', 'foreign'] as const)(
  'a page from a comment that is %s is the first page, and says that it was not there',
  async (kind) => {
    const conversation = `post:lost ${kind}`
    const all = await seed(conversation, [
      ...times(60, () => ({})),
      { state: 'held' },
      { state: 'removed' },
    ])
    const [foreign] = await seed(`post:foreign to ${kind}`, [{}])
    const from = {
      unknown: foreign!.replace(/.$/, '0'),
      held: all[60]!,
      removed: all[61]!,
      foreign: foreign!,
    }
    const thread = await page(conversation, 'oldest', { from: from[kind] })
    expect(thread.isThere).toBe(false)
    expect(thread.lines[0]!.id).toBe(all[0])
  },
)

test('hundreds of removed and held comments between those on the page cost nothing', async () => {
  const conversation = 'post:ruins'
  const all = await seed(
    conversation,
    times(1000, (at) => ({
      parent: at % 100 ? at - (at % 100) : undefined,
      state: at % 50 ? (at % 2 ? 'held' : 'removed') : 'published',
    })),
  )
  for (const order of threadOrders) {
    expect(ids(await wander(conversation, order))).toHaveLength(20)
    await page(conversation, order, { from: all[500]! })
  }
})

test('a faded comment deep in a long thread does not make its page dear', async () => {
  const conversation = 'post:sunken'
  const all = await seed(
    conversation,
    times(600, (at) => ({ state: at % 3 ? 'published' : 'faded' })),
  )
  for (const order of threadOrders) {
    await page(conversation, order, { from: all[299]! })
    await page(conversation, order, { before: all[0]! })
    expect(ids(await wander(conversation, order))).toHaveLength(600)
  }
})
