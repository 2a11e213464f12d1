import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { comments, versions } from '../../worker/comments/table'
import { conversations, conversationTags } from '../../worker/conversations/table'
import { newId } from '../../worker/kit/id'
import { eraseMember } from '../../worker/leaving/erasure'
import { documents } from '../../worker/search/table'
import { bindings, db, member, topic } from '../world'

const now = new Date('2026-11-22T10:00:00Z')
const erasing = { db, now, secret: bindings.HUB_SECRET! }

/** Somebody started a conversation, and changed it once since. */
const started = async (state: 'published' | 'held' = 'published') => {
  const rosa = await member({ name: 'Rosa Marked' })
  const contacts = [{ name: 'Rosa Marked', email: 'rosa.marked@example.org' }]
  const about = { title: 'Rosa asks about chains', tags: ['chains'], contacts }
  const made = await topic({ by: rosa, ...about, body: 'Rosa rides.', state })
  await db.insert(versions).values({
    id: newId(now),
    comment: made.opening,
    title: 'Rosa asked',
    body: 'Rosa rode.',
    more: { tags: [], links: [], contacts },
    by: rosa.id,
    at: now,
  })
  return { rosa, made }
}

const read = async ({ id, opening }: Awaited<ReturnType<typeof topic>>) => {
  const [conversation] = await db.select().from(conversations).where(eq(conversations.id, id))
  const [comment] = await db.select().from(comments).where(eq(comments.id, opening))
  const tags = await db.select().from(conversationTags).where(eq(conversationTags.conversation, id))
  const found = await db.select().from(documents).where(eq(documents.id, id))
  const before = await db.select().from(versions).where(eq(versions.comment, opening))
  return { conversation: conversation!, comment: comment!, tags, found, before }
}

test('what somebody started stays without them, with what it said before', async () => {
  const { rosa, made } = await started()
  expect((await read(made)).found).toHaveLength(1)
  await eraseMember({ ...erasing, parting: 'stay' }, rosa)
  const { conversation, comment, tags, found, before } = await read(made)
  expect(conversation).toMatchObject({ title: made.title, isListed: true, startedBy: null })
  expect(comment).toMatchObject({ name: 'A former member', memberId: null, state: 'published' })
  expect([tags, found, before].map((rows) => rows.length)).toEqual([1, 1, 1])
  expect(before[0]!.by).not.toBe(rosa.id)
  // Their words they leave; how to reach them they do not.
  expect([conversation.contacts, before[0]!.more.contacts]).toEqual([null, []])
})

test.each(['go', 'stay'] as const)(
  'what somebody started and takes along, or nobody had seen yet, says nothing any more (%s)',
  async (parting) => {
    const { rosa, made } = await started(parting === 'go' ? 'published' : 'held')
    await eraseMember({ ...erasing, parting }, rosa)
    const { conversation, comment, tags, found, before } = await read(made)
    expect(conversation).toMatchObject({ title: '', tags: [], contacts: null, isListed: false })
    expect(comment).toMatchObject({ body: '', html: '', name: '', state: 'removed' })
    expect([tags, found, before]).toEqual([[], [], []])
    expect(JSON.stringify([conversation, comment])).not.toMatch(/rosa/i)
  },
)
