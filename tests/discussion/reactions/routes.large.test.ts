import { expect, test } from 'vitest'
import { findCounts } from '../../../worker/discussion/conversations/queries'
import { db, send, stranger } from '../../world'

const CONVERSATION = 'post:open'

test('a thousand requests without cookies from one address move a count by at most three', async () => {
  const { address } = stranger()
  const press = () =>
    send(`/community/conversations/${CONVERSATION}/reactions`, { emoji: '👍' }, { address })
  const statuses = []
  for (let n = 0; n < 20; n++)
    for (const { status } of await Promise.all(Array.from({ length: 50 }, press)))
      statuses.push(status)
  expect(statuses.filter((status) => status === 303)).toHaveLength(3)
  expect(statuses.filter((status) => status === 429)).toHaveLength(997)
  expect((await findCounts(db, CONVERSATION)).at(0)?.reactions).toEqual({ '👍': 3 })
})
