import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { reactions } from '../../../worker/discussion/reactions/table'
import { sessions } from '../../../worker/accounts/sign-in/table'
import { ask, cookieOf, db, member, send, stranger } from '../../world'

const ROUTE = '/community/conversations/post:open/reactions'
const page = '/community/posts/open/'
type Somebody = Awaited<ReturnType<typeof member>>

const press = (emoji: string, { address, cookie }: Pick<Somebody, 'address' | 'cookie'>) =>
  send(ROUTE, { emoji }, { address, cookie })
const givenBy = (visitor: string) =>
  db
    .select()
    .from(reactions)
    .where(and(eq(reactions.visitor, visitor), eq(reactions.conversation, 'post:open')))

test('a member reacts as themselves, sees it marked in every browser, and is known in this one', async () => {
  const rosa = await member()
  const answer = await press('🎉', rosa)
  expect([answer.status, cookieOf(answer)]).toEqual([
    303,
    expect.stringMatching(/^hub-guest=[^;]+$/),
  ])
  expect(await givenBy(rosa.id)).toMatchObject([{ emoji: '🎉', first: false }])
  const marked = /value="🎉"[^>]*aria-pressed="true"/
  expect((await ask(page, {}, rosa)).body).toMatch(marked)
  expect((await ask(page, {}, await member())).body).not.toMatch(marked)

  await press('🎉', rosa)
  expect(await givenBy(rosa.id)).toEqual([])
})

test('what a member sends besides the emoji counts for nothing (mass assignment)', async () => {
  const [rosa, ben] = [await member(), await member()]
  const fields = { emoji: '💡', visitor: ben.id, memberId: ben.id, isNew: '', address: 'x' }
  expect((await send(ROUTE, fields, rosa)).status).toBe(303)
  expect([await givenBy(rosa.id), await givenBy(ben.id)]).toMatchObject([[{ emoji: '💡' }], []])
})

test('members at one address are each counted, and leave guests there what is theirs', async () => {
  const { address } = stranger()
  for (let at = 0; at < 6; at++) {
    const { cookie } = await member()
    expect((await press('🙏', { address, cookie })).status).toBe(303)
  }
  const statuses = []
  for (let at = 0; at < 4; at++)
    statuses.push((await send(ROUTE, { emoji: '🙏' }, { address })).status)
  expect(statuses).toEqual([303, 303, 303, 429])
})

test('a browser that was a guest reacts as the member from then on', async () => {
  const guest = stranger()
  const cookie = cookieOf(await send(ROUTE, { emoji: '👍' }, { address: guest.address }))!
  const rosa = await member()
  await press('💡', { address: guest.address, cookie: `${cookie}; ${rosa.cookie}` })
  expect(await givenBy(rosa.id)).toMatchObject([{ emoji: '💡' }])
})

test('whoever is not signed in any more reacts as a guest', async () => {
  const rosa = await member()
  await db.delete(sessions).where(eq(sessions.userId, rosa.id))
  const answer = await press('👍', rosa)
  expect(cookieOf(answer)).toContain('hub-guest=')
  expect(await givenBy(rosa.id)).toEqual([])
})
