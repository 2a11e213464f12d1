import { beforeAll, expect, test } from 'vitest'
import { readConversationList } from '../../../worker/pages/lists/read-list.queries'
import { listTopics } from '../../../worker/pages/lists/queries'
import type { ListOrder, Subject } from '../../../worker/pages/lists/rules'
import { readHub } from '../../../worker/http/hub'
import { metered } from '../../discussion/comments/seed'
import { bindings, topic } from '../../world'
import { manyTopics } from './seed'

const hub = await readHub(bindings)
const spaces = ['public', 'talk', 'notices']

/** Topics in the spaces that the reader may read, and newer ones in one that they may not. */
beforeAll(async () => {
  for (let at = 0; at < 5; at++) {
    const from = new Date(Date.UTC(2026, at))
    const later = new Date(Date.UTC(2027, at))
    await manyTopics(500, { kind: 'question', tag: 'brakes', from, isAnswered: at > 0 })
    await manyTopics(500, { kind: 'idea', tag: 'gears', from })
    await manyTopics(1000, { kind: 'question', tag: 'brakes', space: 'crew', from: later })
  }
}, 120_000)

const asked: [string, Subject, ListOrder][] = [
  ['everything', {}, 'newest'],
  ['a kind', { kind: 'question' }, 'newest'],
  ['a space', { space: 'public' }, 'newest'],
  ['a tag', { tag: 'brakes' }, 'newest'],
  ['what is unanswered', { kind: 'question', isUnanswered: true }, 'newest'],
  ['everything by activity', {}, 'active'],
  ['a kind by activity', { kind: 'question' }, 'active'],
  ['a space by activity', { space: 'public' }, 'active'],
  ['ideas by votes', { kind: 'idea' }, 'votes'],
  ['ideas of a status', { kind: 'idea', status: 'open' }, 'newest'],
  ['ideas of a status by votes', { kind: 'idea', status: 'open' }, 'votes'],
  ['ideas of a status that none has', { kind: 'idea', status: 'done' }, 'votes'],
]

test.each(asked)(
  'among 10 000 topics, a page of %s reads as many rows as it shows, anywhere in the list',
  async (_name, subject, order) => {
    const { db, spent } = metered()
    let before: { at: number; id: string } | undefined
    for (let page = 0; page < 3; page++) {
      Object.assign(spent, { trips: 0, rows: 0 })
      const list = await readConversationList(db, hub, { subject, order, before, most: 30, spaces })
      expect(spent.trips).toBe(1)
      expect(spent.rows).toBeLessThan(300)
      before = list.next
    }
  },
)

test('topics started at the same instant are on one page each', async () => {
  const startedAt = new Date('2028-01-01')
  const ids = new Set<string>()
  for (let at = 0; at < 5; at++) ids.add((await topic({ startedAt, space: 'talk' })).id)
  const { db } = metered()
  const seen: string[] = []
  let before: { at: number; id: string } | undefined
  for (let page = 0; page < 3; page++) {
    const rows = await listTopics(db, {
      subject: { space: 'talk' },
      order: 'newest',
      spaces: ['talk'],
      before,
      limit: 2,
    })
    seen.push(...rows.map(({ conversation }) => conversation.id))
    before = { at: startedAt.getTime(), id: seen.at(-1)! }
  }
  expect(seen).toEqual([...ids].toSorted().toReversed())
})
