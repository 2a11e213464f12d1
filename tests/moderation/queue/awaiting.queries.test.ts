import { expect, test } from 'vitest'
import { closedPostIds } from '../../../worker/discussion/comments/answerability.table'
import { comments, type CommentRow } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { findWeek } from '../../../worker/moderation/statistics/queries'
import { findQueue } from '../../../worker/moderation/queue/queries'
import { readHub } from '../../../worker/http/hub'
import { bindings, db } from '../../world'

const hub = await readHub(bindings)
const CLOSED = 'post:closed'
const now = new Date()
const HOUR = 3_600_000

/** Somebody asks something, an hour ago. */
const asked = async (conversation: string, as: Partial<CommentRow> = {}) => {
  const writtenAt = new Date(now.getTime() - HOUR)
  const id = newId(writtenAt)
  await db.insert(conversations).values({ id: conversation }).onConflictDoNothing()
  const place = { conversation, root: id, path: id, depth: 0, shown: true, asks: true }
  const words = { name: 'Ada', body: 'Why?', html: '<p>Why?</p>', renderer: 1 }
  const row = { id, ...place, ...words, state: 'published' as const, writtenAt, ...as }
  await db.insert(comments).values(row)
  return id
}

const question = async (columns: Partial<typeof conversations.$inferInsert>) => {
  const id = `topic:${newId(now)}`
  await db.insert(conversations).values({ id, kind: 'question', ...columns })
  return id
}

test('unanswered comments are those that can still be answered: in the list, its count and the statistics', async () => {
  expect(hub.conversations[CLOSED]?.comments).not.toBe('open')
  const locked = await question({ lockedAt: now })
  const twin = await question({ duplicateOf: 'topic:another' })
  const open = await question({})
  const answer = newId(now)
  const settled = await question({ answer })
  for (const each of [locked, twin, CLOSED]) await asked(each)
  await asked(settled, { opens: true })
  await asked(settled, { id: answer, root: answer, path: answer })
  const waiting = [await asked(open), await asked(settled), await asked('post:open')]

  const host = newId(now)
  const { rows, counts } = await findQueue(db, 'awaiting', {
    host,
    now,
    closed: closedPostIds(hub),
  })
  expect(rows.map(({ id }) => id).toSorted()).toEqual(waiting.toSorted())
  expect(counts.awaiting).toBe(waiting.length)

  const pulse = { ...hub.pulse, answer: { workingDays: 1 } }
  const { answering } = await findWeek(db, { ...hub, pulse }, now)
  expect(answering.open + answering.late).toBe(waiting.length)
})

test('a comment answered before its conversation closed is still in the statistics', async () => {
  const { answering: before } = await findWeek(db, hub, now)
  await asked(await question({ lockedAt: now }), { answeredAt: now })
  const { answering } = await findWeek(db, hub, now)
  expect(answering.waits).toHaveLength(before.waits.length + 1)
})
