import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { guests, members } from '../../../worker/accounts/members/table'
import { reactions } from '../../../worker/discussion/reactions/table'
import { ask, confirmationOf, cookieOf, db, member, say, send, stranger } from '../../world'

const page = '/community/me/'
const claim = '/community/me/claim'
const post = '/community/posts/open/'

/** Somebody who wrote as a guest, followed the mailed link, and has come in with the same e-mail since. */
const both = async (...words: string[]) => {
  const guest = stranger()
  await say(guest, words[0]!)
  const cookie = cookieOf(await send(await confirmationOf(guest), {}))
  for (const more of words.slice(1)) await say(guest, more, { cookie })
  return { guest: { ...guest, cookie }, rosa: await member({ email: guest.email }) }
}

const memberOf = async ({ id }: { id: string }) =>
  (await db.select().from(members).where(eq(members.id, id))).at(0)!

const commentsOf = ({ id }: { id: string }) =>
  db.select().from(comments).where(eq(comments.memberId, id)).orderBy(comments.id)

test('comments confirmed as a guest are offered to the member: their number and the first few', async () => {
  const { rosa } = await both('The first', 'The second', 'The third', 'The fourth')
  const { body } = await ask(page, {}, rosa)
  expect(body).toContain('You wrote 4 comments before you were a member')
  for (const words of ['The first', 'The second', 'The third', 'and 1 more'])
    expect(body).toContain(words)
  expect(body).not.toContain('The fourth')
})

test('claiming them changes their name, page and level at once', async () => {
  const { rosa, guest } = await both('One of three', 'Two of three', 'Three of three')
  expect((await ask(post)).body).toContain(guest.name)
  await db
    .update(comments)
    .set({ writtenAt: sql`${comments.writtenAt} - 8 * 24 * 60 * 60 * 1000` })
    .where(sql`${comments.body} like '% of three'`)

  const answer = await send(claim, {}, rosa)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${page}?note=claimed`])
  const mine = await commentsOf(rosa)
  expect(mine.map(({ body }) => body)).toEqual(['One of three', 'Two of three', 'Three of three'])
  const { level, approvedComments } = await memberOf(rosa)
  expect(approvedComments).toBe(3)
  for (const row of mine)
    expect(row).toMatchObject({ name: rosa.name, handle: rosa.handle, level, guestId: null })
  expect(await db.$count(guests, eq(guests.email, guest.email))).toBe(0)
  const shown = (await ask(post)).body
  expect(shown).toContain(rosa.name)
  expect(shown).not.toContain(`>${guest.name}<`)
  expect((await ask(page, {}, rosa)).body).not.toContain('What you wrote as a guest')
})

test('claiming twice claims once', async () => {
  const { rosa } = await both('Once only')
  await Promise.all([send(claim, {}, rosa), send(claim, {}, rosa)])
  expect((await memberOf(rosa)).approvedComments).toBe(1)
})

test('unconfirmed comments with the same email are listed separately and not claimed', async () => {
  const { rosa, guest } = await both('Mine, confirmed')
  await say({ ...stranger(), email: guest.email }, 'Somebody who typed my address')
  const { body } = await ask(page, {}, rosa)
  expect(body).toContain('You wrote one comment before you were a member')
  const offered = body.slice(body.indexOf('What you wrote as a guest'))
  expect(offered).not.toContain('Somebody who typed my address')
  await send(claim, {}, rosa)
  expect((await commentsOf(rosa)).map(({ body }) => body)).toEqual(['Mine, confirmed'])
  expect(await db.$count(guests, eq(guests.email, guest.email))).toBe(1)
})

test('a browser that wrote with another email claims none of its comments', async () => {
  const guest = stranger()
  await say(guest, 'Of this browser, not of this person')
  const cookie = cookieOf(await send(await confirmationOf(guest), {}))
  const ben = await member()
  const here = { ...ben, cookie: `${ben.cookie}; ${cookie}` }
  expect((await ask(page, {}, here)).body).not.toContain('What you wrote as a guest')
  await send(claim, {}, here)
  expect(await commentsOf(ben)).toEqual([])
})

test('an email that a member never verified claims nothing', async () => {
  const guest = stranger()
  await say(guest, 'Not for the taking')
  await send(await confirmationOf(guest), {})
  const thief = await member({ email: guest.email, emailVerified: false })
  expect((await ask(page, {}, thief)).body).not.toContain('Not for the taking')
  await send(claim, {}, thief)
  expect(await commentsOf(thief)).toEqual([])
})

test('a reaction given both as a guest and as a member counts once', async () => {
  const { rosa, guest } = await both('Liked by myself')
  const [comment] = await db.select().from(comments).where(eq(comments.body, 'Liked by myself'))
  const guestId = comment!.guestId!
  const emoji = '👍'
  const row = { emoji, conversation: 'post:open', address: '', first: false, reactedAt: new Date() }
  // A second browser of the same guest, too.
  const second = newId(new Date())
  await db.insert(guests).values({
    id: second,
    name: 'Second browser',
    email: guest.email,
    confirmedAt: new Date(),
    createdAt: new Date(),
  })
  for (const visitor of [guestId, second, rosa.id])
    await db.insert(reactions).values({ ...row, subject: comment!.id, visitor })
  for (const visitor of [guestId, second])
    await db.insert(reactions).values({ ...row, emoji: '🎉', subject: 'post:open', visitor })
  await db
    .update(comments)
    .set({ reactions: { [emoji]: 3 }, appreciation: 3 })
    .where(eq(comments.id, comment!.id))
  await db
    .update(conversations)
    .set({ reactions: { '🎉': 5 } })
    .where(eq(conversations.id, 'post:open'))

  await send(claim, {}, rosa)
  const [after] = await db.select().from(comments).where(eq(comments.id, comment!.id))
  expect(after).toMatchObject({ reactions: { [emoji]: 1 }, appreciation: 1 })
  const [place] = await db.select().from(conversations).where(eq(conversations.id, 'post:open'))
  expect(place!.reactions).toEqual({ '🎉': 4 })
  const mine = await db.select().from(reactions).where(eq(reactions.visitor, rosa.id))
  expect(mine.map(({ emoji }) => emoji).toSorted()).toEqual(['🎉', emoji].toSorted())
  expect(await db.$count(reactions, eq(reactions.visitor, guestId))).toBe(0)
})

test('opening the address claims nothing, and claiming needs a session', async () => {
  const { rosa } = await both('Still the guest’s')
  await ask(`${claim}/`, {}, rosa)
  await send(claim, {}, stranger())
  expect(await commentsOf(rosa)).toEqual([])
})
