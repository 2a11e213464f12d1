import { expect, test } from 'vitest'
import { readThread } from '../../../worker/discussion/comments/queries'
import { type ThreadOrder, threadOrders } from '../../../worker/discussion/comments/rules'
import { metered, type Seed, seed } from './seed'

const perPage = 50

/** A page of a conversation, which costs no more rows than it shows. */
export const page = async (
  conversation: string,
  order: ThreadOrder,
  query: { from?: string; before?: string },
) => {
  const { db, spent } = metered()
  const thread = await readThread(db, { conversation, order, perPage, ...query })
  expect(spent.trips).toBe(1)
  expect(spent.rows, JSON.stringify(query)).toBeLessThanOrEqual(3 * thread.lines.length + 20)
  return thread
}

/** All pages from the first on, as somebody sees them who follows "later". */
export const wander = async (conversation: string, order: ThreadOrder) => {
  const pages = [await page(conversation, order, {})]
  for (let later = pages[0]!.later; later; later = pages.at(-1)!.later)
    pages.push(await page(conversation, order, { from: later }))
  return pages
}

export const ids = (pages: { lines: { id: string }[] }[]) =>
  pages.flatMap(({ lines }) => lines.map(({ id }) => id))

export const times = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at))

/** Conversations of so many comments, by how these answer each other. */
export const shapes: Record<string, (count: number) => Seed[]> = {
  'roots alone': (count) => times(count, (at) => ({ appreciation: (at * 7919) % 13 })),
  'threads of five': (count) =>
    times(count, (at) => ({
      parent: at % 5 ? at - 1 - (at % 2) * ((at % 5) - 1) : undefined,
      appreciation: (at * 31) % 7,
    })),
  'one root with all the replies': (count) => times(count, (at) => (at ? { parent: 0 } : {})),
  'a chain, each answering the last': (count) =>
    times(count, (at) => (at ? { parent: at - 1 } : {})),
}

/** The ids of the comments of conversations, each seeded when it is first asked for. */
export const seededBy = (name: string, shape: (count: number) => Seed[]) => {
  const known = new Map<number, Promise<string[]>>()
  return async (size: number) => {
    const conversation = `post:${name} ${size}`
    const seeding = known.get(size) ?? seed(conversation, shape(size))
    known.set(size, seeding)
    return { conversation, all: await seeding }
  }
}

/** Tests that pages of conversations of these sizes cost no more than they show. */
export const testCost = (sizes: number[], conversationOf: ReturnType<typeof seededBy>) => {
  test.each(sizes.flatMap((size) => threadOrders.map((order) => [size, order] as const)))(
    '%i comments, %s: the first, a middle and the last page cost no more than they show',
    async (size, order) => {
      const { conversation, all } = await conversationOf(size)
      const first = await page(conversation, order, {})
      expect(first.lines).toHaveLength(Math.min(size, perPage))
      expect(first.earlier).toBeUndefined()
      for (const at of [1, size >> 1, size - 2, size - 1]) {
        const there = await page(conversation, order, { from: all[at]! })
        expect(there.isThere).toBe(true)
        expect(there.lines.some(({ id }) => id === all[at])).toBe(true)
        if (size > perPage) expect(there.lines[0]!.id).toBe(all[at])
        await page(conversation, order, { before: all[at]! })
      }
    },
  )
}
