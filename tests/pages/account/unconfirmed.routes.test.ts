import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { guests } from '../../../worker/accounts/members/table'
import { ask, confirmationOf, cookieOf, db, member, say, send, stranger } from '../../world'

const page = '/community/me/'
const post = '/community/posts/open/'
const TITLE = 'Written with your address, not confirmed yet'

const commentOf = async (body: string) =>
  (await db.select().from(comments).where(eq(comments.body, body))).at(0)!

/** Somebody's words, written with an address that nobody confirmed, and the member whose it is. */
const written = async (...words: string[]) => {
  const guest = stranger()
  const cookies: (string | undefined)[] = []
  for (const body of words)
    cookies.push(cookieOf(await say({ ...guest, email: guest.email.toUpperCase() }, body)))
  return { guest, cookie: cookies[0], rosa: await member({ email: guest.email }) }
}

const answer = (to: 'vouching' | 'denial', ids: string[], as: object, asOf = new Date()) => {
  const fields = new URLSearchParams(ids.map((id) => ['comment', id]))
  fields.set('asOf', asOf.toISOString())
  return ask(
    `/community/me/${to}`,
    {
      method: 'POST',
      body: fields.toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    },
    as,
  )
}

test('signing in with an address publishes nothing: the comments are listed with two answers', async () => {
  const { rosa } = await written('Was it Rosa who wrote this?')
  const { body } = await ask(page, {}, rosa)
  expect(body).toContain(TITLE)
  expect(body).toContain('Was it Rosa who wrote this?')
  expect(body).toContain('Yes, I wrote this')
  expect(body).toContain('No, I did not')
  expect((await commentOf('Was it Rosa who wrote this?')).state).toBe('held')
  expect((await ask(post)).body).not.toContain('Was it Rosa')
})

test('comments that the member confirms are published in their name, and no longer belong to the guest', async () => {
  const { rosa, guest, cookie } = await written('It was Rosa herself')
  const { id } = await commentOf('It was Rosa herself')
  expect((await answer('vouching', [id], rosa)).status).toBe(303)

  expect(await commentOf('It was Rosa herself')).toMatchObject({
    state: 'published',
    heldFor: null,
    memberId: rosa.id,
    guestId: null,
    name: rosa.name,
    handle: rosa.handle,
  })
  expect((await ask(post)).body).toContain('It was Rosa herself')
  expect((await ask(page, {}, rosa)).body).not.toContain(TITLE)
  // The other browser stays a stranger's: it can not change these words, nor write others unseen.
  const change = await send(`/community/comments/${id}/revision`, { body: 'Other' }, { cookie })
  expect(change.status).toBe(404)
  await say(guest, 'More from that browser', { cookie })
  expect((await commentOf('More from that browser')).state).toBe('held')
})

test('comments that the member rejects are deleted', async () => {
  const { rosa } = await written('Somebody else with her address')
  const { id } = await commentOf('Somebody else with her address')
  expect((await answer('denial', [id], rosa)).status).toBe(303)
  const [gone] = await db.select().from(comments).where(eq(comments.id, id))
  expect(gone).toMatchObject({ state: 'removed', body: '', name: '' })
  expect((await ask(page, {}, rosa)).body).not.toContain(TITLE)
})

test('one answer applies to all listed comments and to nothing else', async () => {
  const { rosa } = await written('First of two by Rosa', 'Second of two by Rosa')
  const other = await written('Of somebody else')
  const bodies = ['First of two by Rosa', 'Second of two by Rosa', 'Of somebody else']
  const found = await Promise.all(bodies.map(commentOf))
  expect((await ask(page, {}, rosa)).body).toContain('I wrote all 2')
  await answer(
    'vouching',
    found.map(({ id }) => id),
    rosa,
  )
  const states = await Promise.all(bodies.map(commentOf))
  expect(states.map(({ state }) => state)).toEqual(['published', 'published', 'held'])
  expect((await ask(page, {}, other.rosa)).body).toContain('Of somebody else')
})

test('comments edited after they were listed are not answered', async () => {
  const { rosa, cookie } = await written('Nice words')
  const { id } = await commentOf('Nice words')
  const asOf = new Date()
  await new Promise((resolve) => setTimeout(resolve, 5))
  await send(`/community/comments/${id}/revision`, { body: 'Nasty words' }, { cookie })
  await answer('vouching', [id], rosa, asOf)
  expect(await commentOf('Nasty words')).toMatchObject({ state: 'held', memberId: null })
  await answer('vouching', [id], rosa)
  expect(await commentOf('Nasty words')).toMatchObject({ memberId: rosa.id })
})

test('comments with too many links, and those of a silenced member, are held for a host', async () => {
  const links = Array.from({ length: 9 }, (_, at) => `https://example.org/${at}`).join(' ')
  const { rosa } = await written(links)
  const { id } = await commentOf(links)
  await answer('vouching', [id], rosa)
  expect(await commentOf(links)).toMatchObject({ state: 'held', memberId: rosa.id })

  const guest = stranger()
  await say(guest, 'Silenced now')
  const until = new Date(Date.now() + 60_000)
  const silenced = await member({ email: guest.email, silencedUntil: until })
  await answer('vouching', [(await commentOf('Silenced now')).id], silenced)
  expect(await commentOf('Silenced now')).toMatchObject({ state: 'held', heldFor: 'host' })
})

test('an unverified address lists nothing', async () => {
  const guest = stranger()
  await say(guest, 'Of an address that is not proven')
  const rosa = await member({ email: guest.email, emailVerified: false })
  expect((await ask(page, {}, rosa)).body).not.toContain(TITLE)
  await answer('denial', [(await commentOf('Of an address that is not proven')).id], rosa)
  expect((await commentOf('Of an address that is not proven')).state).toBe('held')
})

test('comments confirmed by email are not listed again', async () => {
  const guest = stranger()
  await say(guest, 'Confirmed by the letter')
  await send(await confirmationOf(guest), {})
  const rosa = await member({ email: guest.email })
  expect((await ask(page, {}, rosa)).body).not.toContain(TITLE)
  expect(await db.$count(guests, eq(guests.email, guest.email))).toBe(1)
})
