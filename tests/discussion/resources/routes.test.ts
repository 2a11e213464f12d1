import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { countUses } from '../../../worker/discussion/contributors/queries'
import { members } from '../../../worker/accounts/members/table'
import { ask, db, member, send, topic } from '../../world'

type Person = Pick<Awaited<ReturnType<typeof member>>, 'cookie' | 'address'>

const press = (id: string, { cookie, address }: Partial<Person>, fields = {}) =>
  send(`/community/conversations/${id}/uses`, fields, { cookie, address })

const shared = (more: Parameters<typeof topic>[0] = {}) => topic({ kind: 'resource', ...more })

const used = async (id: string) => (await countUses(db, id)).all

test('a member says that they used a resource, and takes it back', async () => {
  const { id } = await shared()
  const [rosa, ben] = [await member(), await member()]
  const { status, headers } = await press(id, rosa)
  expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/#uses$/)])
  await press(id, ben)
  expect(await used(id)).toBe(2)
  expect((await press(id, rosa)).status).toBe(303)
  expect(await used(id)).toBe(1)
})

test('sent twice, it says the same twice', async () => {
  const { id } = await shared()
  const rosa = await member()
  for (const [to, count] of [
    ['on', 1],
    ['off', 0],
  ] as const)
    for (let times = 0; times < 2; times++) {
      expect((await press(id, rosa, { to })).status).toBe(303)
      expect(await used(id)).toBe(count)
    }
})

test('nobody uses their own, nor while a host has silenced them', async () => {
  const by = await member()
  const { id } = await shared({ by })
  const silenced = await member()
  const until = { silencedUntil: new Date('2999-01-01') }
  await db.update(members).set(until).where(eq(members.id, silenced.id))
  for (const each of [by, silenced]) expect((await press(id, each)).status).toBe(422)
  expect(await used(id)).toBe(0)
})

test('its page says how many used it, with the button for whoever may', async () => {
  const by = await member()
  const { id, slug } = await shared({ by })
  const rosa = await member()
  const page = async (cookie?: string) =>
    (await ask(`/community/topics/${id.slice('topic:'.length)}/${slug}/`, {}, { cookie })).body
  const button = '<button name="to" value="on">I used this</button>'
  expect(await page(rosa.cookie)).toContain(button)
  await press(id, rosa)
  expect(await page(rosa.cookie)).toContain('I did not use this')
  const theirs = await page(by.cookie)
  expect(theirs).toContain('One member used this.')
  expect(theirs).not.toContain(button)
  expect(await page()).toContain('Sign in to say that you used this')
})

test('a guest is led to sign in, and back', async () => {
  const { id } = await shared()
  const { status, headers } = await press(id, {})
  expect([status, headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/community\/sign-in\/\?returnTo=.*uses$/),
  ])
  expect(await used(id)).toBe(0)
})

test('what is no resource of a member, or not theirs to read, is not there', async () => {
  const rosa = await member()
  const guarded = await shared({ space: 'back-room' })
  for (const id of ['post:toolbox', 'post:open', (await topic()).id, guarded.id, 'topic:x'])
    expect((await press(id, rosa)).status).toBe(404)
  expect(await used(guarded.id)).toBe(0)
})
