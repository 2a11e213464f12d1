import { describe, expect, test } from 'vitest'
import { threadOrders } from '../../../worker/discussion/comments/rules'
import { ids, page, seededBy, shapes, testCost, times, wander } from './paging'
import { seed } from './seed'

describe.each(Object.entries(shapes))('%s', (name, shape) => {
  testCost([1000, 10_000], seededBy(name, shape))
})

test('thousands of removed and held comments between those on the page cost nothing', async () => {
  const conversation = 'post:ruins'
  const all = await seed(
    conversation,
    times(10_000, (at) => ({
      parent: at % 100 ? at - (at % 100) : undefined,
      state: at % 50 ? (at % 2 ? 'held' : 'removed') : 'published',
    })),
  )
  for (const order of threadOrders) {
    expect(ids(await wander(conversation, order))).toHaveLength(200)
    await page(conversation, order, { from: all[5000]! })
  }
})
