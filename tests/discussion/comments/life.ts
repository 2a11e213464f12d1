import { count, eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { State } from '../../../worker/discussion/comments/state.rules'
import { comments, type Comment } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { members } from '../../../worker/accounts/members/table'
import { documents } from '../../../worker/discussion/search/table'
import { db, member, send } from '../../world'

let theirs: Awaited<ReturnType<typeof member>> | undefined

/** A host, an author, somebody else, and a guest whom nobody knows. */
export const people = async () => ({
  host: await member({ role: 'host' }),
  author: await member(),
  other: await member(),
  guest: { address: '192.0.2.77' },
})

let said = 0

/** Somebody says something, with all that follows from it. */
export const addComment = async (
  memberId: string,
  parent?: string,
  conversation = 'post:open',
): Promise<string> => {
  said++
  const id = newId(new Date())
  const [above] = parent ? await db.select().from(comments).where(eq(comments.id, parent)) : []
  await db.insert(conversations).values({ id: conversation }).onConflictDoNothing()
  await db.insert(comments).values({
    id,
    conversation,
    parentId: parent ?? null,
    root: above?.root ?? id,
    path: above ? `${above.path}/${id}` : id,
    depth: above ? above.depth + 1 : 0,
    sunk: above?.sunk ?? false,
    memberId,
    name: 'Somebody',
    website: 'https://example.org/',
    handle: 'somebody',
    level: 'newcomer',
    body: `Zebraword ${said}`,
    html: `<p>Zebraword ${said}</p>`,
    renderer: 1,
    state: 'published',
    shown: true,
    reactions: { '👍': 2, '❤️': 1 },
    appreciation: 3,
    writtenAt: new Date(),
  })
  await db
    .update(conversations)
    .set({ comments: sql`${conversations.comments} + 1` })
    .where(eq(conversations.id, conversation))
  if (parent)
    await db
      .update(comments)
      .set({ replies: sql`${comments.replies} + 1` })
      .where(eq(comments.id, parent))
  return id
}

export const find = async (id: string): Promise<Comment> =>
  (await db.select().from(comments).where(eq(comments.id, id)))[0]!

/** A comment that came into a state as comments do: a host decided so. */
export const inState = async (state: State, memberId: string): Promise<string> => {
  theirs ??= await member({ role: 'host' })
  const id = await addComment(memberId)
  const act = (name: string, fields = {}) =>
    send(`/community/comments/${id}/${name}`, fields, theirs)
  if (state === 'held') await act('holding')
  if (state === 'faded') await act('fading')
  if (state === 'removed') await act('removal', { rule: 'hurtful' })
  if (state === 'erased') {
    const { cookie, address } = await withdrawing(memberId)
    await send(`/community/comments/${id}/withdrawal`, {}, { cookie, address })
  }
  expect((await find(id)).state).toBe(state === 'erased' ? 'removed' : state)
  return id
}

/** The author, in a browser of their own. */
const withdrawing = async (memberId: string) => {
  const { sessionOf } = await import('../../world')
  return { cookie: await sessionOf(memberId), address: '192.0.2.78' }
}

/** What is stored as a count must be what can be counted. */
export const expectRightCounts = async (conversation: string) => {
  const all = await db.select().from(comments).where(eq(comments.conversation, conversation))
  const [counted] = await db.select().from(conversations).where(eq(conversations.id, conversation))
  const published = all.filter(({ state }) => state === 'published')
  expect(counted!.comments).toBe(published.length)
  expect(counted!.shown).toBe(all.filter(({ shown }) => shown).length)
  const found = await db.select({ id: documents.id }).from(documents)
  const sought = new Set(found.map(({ id }) => id))
  for (const row of all) {
    const replies = all.filter(({ parentId, shown }) => parentId === row.id && shown).length
    expect(row.replies).toBe(replies)
    expect(row.shown).toBe(['published', 'faded'].includes(row.state) || replies > 0)
    expect(sought.has(`comment:${row.id}`), row.state).toBe(row.state === 'published')
  }
  const byMember = await db
    .select({ id: members.id, counted: members.approvedComments, published: count(comments.id) })
    .from(members)
    .leftJoin(
      comments,
      sql`${comments.memberId} = ${members.id} and ${comments.state} = 'published'`,
    )
    .groupBy(members.id)
  const authors = new Set(all.map(({ memberId }) => memberId))
  for (const { id, counted, published } of byMember)
    if (authors.has(id)) expect(counted).toBe(published)
}
