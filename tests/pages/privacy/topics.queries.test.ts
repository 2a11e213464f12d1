import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { comments, versions } from '../../../worker/discussion/comments/table'
import { credits } from '../../../worker/discussion/contributors/table'
import { conversations, conversationTags } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { eraseMember } from '../../../worker/pages/privacy/erasure.personal-data'
import { documents } from '../../../worker/discussion/search/table'
import { ask, bindings, db, member, say, send, topic } from '../../world'

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

test('a former member’s topic stays without their name, with its earlier versions', async () => {
  const { rosa, made } = await started()
  expect((await read(made)).found).toHaveLength(1)
  await eraseMember({ ...erasing, choice: 'stay' }, rosa)
  const { conversation, comment, tags, found, before } = await read(made)
  expect(conversation).toMatchObject({ title: made.title, isListed: true, startedBy: null })
  expect(comment).toMatchObject({ name: 'A former member', memberId: null, state: 'published' })
  expect([tags, found, before].map((rows) => rows.length)).toEqual([1, 1, 1])
  expect(before[0]!.by).not.toBe(rosa.id)
  // Their words they leave; how to reach them they do not.
  expect([conversation.contacts, before[0]!.more.contacts]).toEqual([null, []])
})

test.each(['go', 'stay'] as const)(
  'a topic that is deleted with its author, or was never published, has no text left (%s)',
  async (choice) => {
    const { rosa, made } = await started(choice === 'go' ? 'published' : 'held')
    await eraseMember({ ...erasing, choice }, rosa)
    const { conversation, comment, tags, found, before } = await read(made)
    expect(conversation).toMatchObject({ title: '', tags: [], contacts: null, isListed: false })
    expect(comment).toMatchObject({ body: '', html: '', name: '', state: 'removed' })
    expect([tags, found, before]).toEqual([[], [], []])
    expect(JSON.stringify([conversation, comment])).not.toMatch(/rosa/i)
  },
)

test('replies by others stay when the topic’s author has it deleted', async () => {
  const { rosa, made } = await started()
  const ben = await member()
  const address = `/community/topics/${made.id.slice('topic:'.length)}/`
  await say(ben, 'Oil it.', { to: made.id, cookie: ben.cookie })
  const [answer] = await db.select().from(comments).where(eq(comments.memberId, ben.id))
  await send(`/community/comments/${answer!.id}/acceptance`, { to: 'on' }, rosa)
  await say(rosa, 'Rosa thanks.', { to: made.id, cookie: rosa.cookie })

  await eraseMember({ ...erasing, choice: 'go' }, rosa)
  const { conversation, comment, tags, found, before } = await read(made)
  expect(conversation).toMatchObject({ title: 'A question of a former member', isListed: true })
  expect(comment).toMatchObject({ name: 'A former member', memberId: null, state: 'published' })
  expect([tags, found, before].map((rows) => rows.length)).toEqual([1, 1, 0])
  expect(JSON.stringify([conversation, comment, found])).not.toMatch(/rosa/i)

  const { status, body } = await ask(`${address}question/`)
  expect(status).toBe(200)
  expect(body).toContain('Oil it.')
  expect(body).toContain('has deleted their account and their text')
  expect(body).not.toMatch(/rosa/i)
  expect((await ask(`${address}rosa-asks-about-chains/`)).status).toBe(301)
  const given = await db.select().from(credits).where(eq(credits.memberId, ben.id))
  expect(given.map(({ kind }) => kind)).toEqual(['acceptance'])
})
