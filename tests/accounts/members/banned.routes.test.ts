import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { members } from '../../../worker/accounts/members/table'
import { ask, confirmationOf, cookieOf, db, member, say, send, stranger } from '../../world'

const page = '/community/posts/open/'
const day = 24 * 60 * 60 * 1000

const inAWeek = () => new Date(Date.now() + 7 * day)

const heldFor = async (body: string) =>
  (await db.select().from(comments).where(eq(comments.body, body))).map(
    ({ state, heldFor }) => `${state}: ${heldFor}`,
  )

/** A new guest who types the address of a member. */
const guestAs = (email: string) => ({ ...stranger(), email })

test('a banned member cannot publish as a guest by the emailed link', async () => {
  const { email } = await member({ bannedUntil: inAWeek(), banReason: 'Three times unkind' })
  // In other case, in case the hub compares exact addresses.
  const guest = guestAs(email.replace('member', 'MEMBER'))
  await say(guest, 'Banned, and back as a guest')
  const link = await confirmationOf(guest)

  const shown = await ask(link)
  expect(shown.body).toContain('Three times unkind')
  expect(shown.body).toMatch(/until\s+<time/)
  expect(shown.body).not.toContain('your words appear')

  const answer = await send(link, {})
  expect(answer.body).toContain('Your comment waits for a host')
  expect(answer.body).toContain('Three times unkind')
  expect(await heldFor('Banned, and back as a guest')).toEqual(['held: host'])
  expect((await ask(page)).body).not.toContain('Banned, and back as a guest')
})

test('comments and edits of a guest who was confirmed before the ban are held too', async () => {
  const rosa = await member()
  const guest = guestAs(rosa.email)
  await say(guest, 'Said before the ban')
  const cookie = cookieOf(await send(await confirmationOf(guest), {}))
  const [said] = await db.select().from(comments).where(eq(comments.body, 'Said before the ban'))
  expect(said!.state).toBe('published')
  await db.update(members).set({ bannedUntil: inAWeek() }).where(eq(members.id, rosa.id))

  await say(guest, 'Said after the ban', { cookie })
  expect(await heldFor('Said after the ban')).toEqual(['held: host'])
  await send(`/community/comments/${said!.id}/revision`, { body: 'Worse words' }, { cookie })
  expect(await heldFor('Worse words')).toEqual(['held: host'])
})

test('a silenced member sees that behind the emailed link', async () => {
  const { email } = await member({ silencedUntil: inAWeek(), silenceReason: 'Please cool down' })
  const guest = guestAs(email)
  await say(guest, 'Silenced, and loud as a guest')
  const answer = await send(await confirmationOf(guest), {})
  expect(answer.body).toContain('has silenced the member with this address')
  expect(answer.body).toContain('Please cool down')
  expect(await heldFor('Silenced, and loud as a guest')).toEqual(['held: host'])
})

test('a ban that has ended holds no comment', async () => {
  const { email } = await member({ bannedUntil: new Date(Date.now() - day) })
  const guest = guestAs(email)
  await say(guest, 'The ban is over')
  expect((await send(await confirmationOf(guest), {})).status).toBe(303)
  expect(await heldFor('The ban is over')).toEqual(['published: null'])
})

test('typing the address reveals nothing about a ban', async () => {
  const { email } = await member({ bannedUntil: inAWeek(), banReason: 'A secret' })
  const [banned, free] = [guestAs(email), stranger()]
  const pageAfter = async (somebody: typeof free, body: string) => {
    const answer = await say(somebody, body)
    const path = answer.headers.get('location')!
    const { body: html } = await ask(path, {}, { cookie: cookieOf(answer) })
    return /class="comment-note">([^<]*)</.exec(html.slice(html.indexOf(body) - 800))?.[1]
  }
  const told = await pageAfter(banned, 'Typed by somebody else')
  expect(told).toBe(await pageAfter(free, 'Typed by nobody in particular'))
  expect(told).toContain('the link we emailed you')
})
