import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { reviseComment, withdrawComment } from '../../../worker/discussion/comments/commands'
import { readThread } from '../../../worker/discussion/comments/queries'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { db } from '../../world'
import { approveComment, fadeComment, removeComment, restoreComment } from './acts'
import { type Seed, seed } from './seed'

const now = new Date('2026-02-01T12:00:00Z')
const acts = { approveComment, fadeComment, removeComment, restoreComment }

const rows = (conversation: string) =>
  db.select().from(comments).where(eq(comments.conversation, conversation)).orderBy(comments.id)

/** What is stored as a count must be what can be counted. */
const expectRightCounts = async (conversation: string) => {
  const all = await rows(conversation)
  const [counted] = await db.select().from(conversations).where(eq(conversations.id, conversation))
  expect(counted!.comments).toBe(all.filter(({ state }) => state === 'published').length)
  expect(counted!.shown).toBe(all.filter(({ shown }) => shown).length)
  for (const row of all) {
    const replies = all.filter(({ parentId, shown }) => parentId === row.id && shown).length
    expect(row.replies).toBe(replies)
    expect(row.shown).toBe(['published', 'faded'].includes(row.state) || replies > 0)
  }
}

let count = 0
const told = async (seeds: Seed[]) => {
  const conversation = `post:changes ${++count}`
  return { conversation, ids: await seed(conversation, seeds) }
}

const order = async (conversation: string, ids: string[]) => {
  const { lines } = await readThread(db, { conversation, order: 'oldest', perPage: 50 })
  return lines.map(({ id }) => ids.indexOf(id))
}

const legal: Record<keyof typeof acts, Partial<Record<string, string>>> = {
  approveComment: { held: 'published' },
  fadeComment: { held: 'faded', published: 'faded' },
  // Without its words nothing comes back: these were removed before any were kept.
  restoreComment: { faded: 'published' },
  removeComment: { held: 'removed', published: 'removed', faded: 'removed' },
}

test.each(
  Object.entries(legal).flatMap(([act, moves]) =>
    (['held', 'published', 'faded', 'removed'] as const).flatMap((state) =>
      ['a root', 'a reply'].map(
        (what) => [act as keyof typeof acts, state, what, moves[state]] as const,
      ),
    ),
  ),
)('%s on %s as %s leads to %s, once, and every count is right', async (act, state, what, to) => {
  const parent = what === 'a reply' ? 0 : undefined
  const { conversation, ids } = await told([{}, { parent, state }, {}])
  expect(await acts[act](db, ids[1]!, now)).toBe(to !== undefined)
  expect(await acts[act](db, ids[1]!, now)).toBe(false)
  expect((await rows(conversation))[1]!.state).toBe(to ?? state)
  await expectRightCounts(conversation)
})

test('fifty approvals at once are one', async () => {
  const { conversation, ids } = await told([{ state: 'held' }])
  const made = await Promise.all(Array.from({ length: 50 }, () => approveComment(db, ids[0]!, now)))
  expect(made.filter(Boolean)).toHaveLength(1)
  await expectRightCounts(conversation)
})

test('what its author takes away leaves nothing in its row', async () => {
  const { conversation, ids } = await told([{ appreciation: 3 }])
  await withdrawComment(db, ids[0]!, now)
  const [row] = await rows(conversation)
  expect(row).toMatchObject({
    body: '',
    html: '',
    name: '',
    website: null,
    appreciation: 0,
    reactions: {},
  })
})

test('a removed comment keeps its place while it has replies, and goes with the last of them', async () => {
  const { conversation, ids } = await told([{}, { parent: 0 }, { parent: 1 }, { parent: 2 }, {}])
  for (const at of [1, 2]) await removeComment(db, ids[at]!, now)
  expect(await order(conversation, ids)).toEqual([0, 1, 2, 3, 4])
  await expectRightCounts(conversation)
  await removeComment(db, ids[3]!, now)
  expect(await order(conversation, ids)).toEqual([0, 4])
  await expectRightCounts(conversation)
})

test('placeholders go up a long chain, and stop at one who has other replies', async () => {
  const chain = Array.from({ length: 300 }, (_, at): Seed => (at ? { parent: at - 1 } : {}))
  const { conversation, ids } = await told([...chain, { parent: 4 }])
  for (const id of ids.slice(0, 299).toReversed()) await removeComment(db, id, now)
  expect((await order(conversation, ids)).length).toBe(50)
  await removeComment(db, ids[299]!, now)
  await expectRightCounts(conversation)
  expect(await order(conversation, ids)).toEqual([0, 1, 2, 3, 4, 300])
  await removeComment(db, ids[300]!, now)
  expect(await order(conversation, ids)).toEqual([])
  await expectRightCounts(conversation)
}, 60_000)

test('approving a reply brings back the place of what it answers', async () => {
  const { conversation, ids } = await told([{ state: 'removed' }, { parent: 0, state: 'held' }])
  expect(await order(conversation, ids)).toEqual([])
  await approveComment(db, ids[1]!, now)
  expect(await order(conversation, ids)).toEqual([0, 1])
  await expectRightCounts(conversation)
})

test('a faded reply sinks below its siblings with all its replies, and rises to its old place', async () => {
  const { conversation, ids } = await told([{}, { parent: 0 }, { parent: 1 }, { parent: 0 }, {}])
  const before = await rows(conversation)
  await fadeComment(db, ids[1]!, now)
  expect(await order(conversation, ids)).toEqual([0, 3, 1, 2, 4])
  await fadeComment(db, ids[2]!, now)
  await restoreComment(db, ids[1]!, now)
  await restoreComment(db, ids[2]!, now)
  expect((await rows(conversation)).map(({ path }) => path)).toEqual(before.map(({ path }) => path))
})

test('a faded thread sinks below all threads', async () => {
  const { conversation, ids } = await told([{}, { parent: 0 }, {}, { parent: 2 }])
  await fadeComment(db, ids[0]!, now)
  expect(await order(conversation, ids)).toEqual([2, 3, 0, 1])
  await restoreComment(db, ids[0]!, now)
  expect(await order(conversation, ids)).toEqual([0, 1, 2, 3])
})

test('a revision that must be held takes the comment back from everybody, and counts so', async () => {
  const { conversation, ids } = await told([{}, { parent: 0 }, {}])
  const [first, , third] = await rows(conversation)
  const sound = { tone: null, asks: false }
  const words = {
    body: 'new',
    html: '<p>new</p>',
    renderer: 1,
    heldFor: 'links' as const,
    ...sound,
  }
  expect(await reviseComment(db, first!, words, now)).toBe(true)
  expect(await reviseComment(db, third!, words, now)).toBe(true)
  expect(await order(conversation, ids)).toEqual([0, 1])
  await expectRightCounts(conversation)
  await approveComment(db, ids[2]!, now)
  await expectRightCounts(conversation)
})
