import { count, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { deleteOldErasedHandles } from '../../../worker/accounts/members/erased-handle.commands'
import { findFreeHandle } from '../../../worker/accounts/members/free-handle.queries'
import { FORMER_HANDLE_MS } from '../../../worker/accounts/members/handle.rules'
import { changeHandle } from '../../../worker/accounts/members/profile.commands'
import { hashHandle } from '../../../worker/accounts/members/erased-handle.token'
import { erasedHandles, formerHandles, members } from '../../../worker/accounts/members/table'
import { eraseGuest, eraseMember } from '../../../worker/pages/privacy/erasure.personal-data'
import { ask, bindings, cold, db, member, say, send, signInLinkOf, stranger } from '../../world'

/* The handle of an erased member leads others' links and mentions to nobody else for a year. */

const secret = bindings.HUB_SECRET!
const hub = { people: {}, reservedNames: [] }
const leaving = { comments: 'stay', sure: 'on' }
const generous = { limit: async () => ({ success: true }) } as RateLimit

type Person = Awaited<ReturnType<typeof member>>

const leave = ({ cookie }: Person) => send('/community/me/erasure', leaving, { cookie })
const take = ({ cookie, name }: Person, handle: string) =>
  send('/community/me/profile/', { name, handle }, { cookie, env: { ATTEMPTS: generous } })
const freeFor = (name: string, now = new Date()) => findFreeHandle({ db, secret, now }, hub, name)

test('another member cannot take the handle of an erased member', async () => {
  const zoe = await member({ handle: 'Zoe-Erased' })
  expect((await leave(zoe)).status).toBe(303)
  const { status, body } = await take(await member(), 'zoe-erased')
  expect(status).toBe(422)
  expect(body).toContain('is taken')
  expect((await ask(cold('people/zoe-erased/'))).status).toBe(404)
})

test('a handle that an erased member gave up before is reserved too', async () => {
  const ada = await member({ handle: 'ada-before' })
  expect((await take(ada, 'ada-after')).status).toBe(303)
  await leave(ada)
  const thief = await member()
  for (const handle of ['ada-before', 'ada-after'])
    expect((await take(thief, handle)).status, handle).toBe(422)
})

test('the handle of a host who leaves is reserved like any other', async () => {
  await leave(await member({ handle: 'host-erased', role: 'host' }))
  expect(await freeFor('Host Erased')).toBe('host-erased-2')
})

test('guests have no handle: erasing them reserves none', async () => {
  const rosa = stranger()
  await say(rosa, 'Goodbye')
  const before = await db.$count(erasedHandles)
  await eraseGuest({ db, now: new Date(), secret, choice: 'stay' }, rosa.email)
  expect(await db.$count(erasedHandles)).toBe(before)
})

test('a newcomer of the same name gets another handle at sign-in', async () => {
  const mia = await member({ handle: 'mia-erased' })
  await leave(mia)
  const email = 'mia-erased@example.org'
  await send('/community/sign-in/', { email }, { address: '198.18.0.1' })
  const { link } = await signInLinkOf({ email })
  await send(link, { name: 'Mia Erased' })
  const [row] = await db.select().from(members).where(eq(members.email, email))
  expect(row!.handle).toBe('mia-erased-2')
})

test('the statement refuses it, whatever was read before', async () => {
  await leave(await member({ handle: 'read-before' }))
  const thief = await member()
  const wanted = { handle: 'read-before', hash: await hashHandle(secret, 'read-before') }
  await expect(db.batch(changeHandle(db, thief.id, wanted, new Date()))).rejects.toThrow()
  expect(await db.select().from(formerHandles).where(eq(formerHandles.memberId, thief.id))).toEqual(
    [],
  )
})

test('after a year the handle is free, and its hash is deleted', async () => {
  const kim = await member({ handle: 'kim-erased' })
  await leave(kim)
  const later = new Date(Date.now() + FORMER_HANDLE_MS + 1000)
  expect(await freeFor('Kim Erased')).toBe('kim-erased-2')
  expect(await freeFor('Kim Erased', later)).toBe('kim-erased')
  const taker = await member()
  const wanted = { handle: 'kim-erased', hash: await hashHandle(secret, 'kim-erased') }
  await db.batch(changeHandle(db, taker.id, wanted, later))
  const rowOf = async () =>
    (
      await db
        .select({ rows: count() })
        .from(erasedHandles)
        .where(eq(erasedHandles.hash, wanted.hash))
    )[0]!.rows
  await deleteOldErasedHandles(db, new Date())
  expect(await rowOf()).toBe(1)
  await deleteOldErasedHandles(db, later)
  expect(await rowOf()).toBe(0)
})

test('what is stored names nobody: a hash that only the secret of the hub makes', async () => {
  const lea = await member({ handle: 'lea-erased' })
  await leave(lea)
  const rows = JSON.stringify(await db.select().from(erasedHandles))
  for (const trace of ['lea-erased', lea.id, lea.email, lea.name]) expect(rows).not.toContain(trace)
  expect(rows).toContain(await hashHandle(secret, 'LEA-erased'))
  expect(rows).not.toContain(await hashHandle('another secret', 'lea-erased'))
})

test('of two owners who leave at once, one stays and reads why', async () => {
  await db.update(members).set({ role: 'host' }).where(eq(members.role, 'owner'))
  const owners = [await member({ role: 'owner' }), await member({ role: 'owner' })]
  const answers = await Promise.all(owners.map(leave))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
  expect(answers.find(({ status }) => status === 422)!.body).toContain(
    'Make another member an owner',
  )
  const left = await db.select().from(members).where(eq(members.role, 'owner'))
  expect(left).toHaveLength(1)
  expect(await freeFor(left[0]!.handle)).toBe(`${left[0]!.handle}-2`)
  const stays = await db
    .select()
    .from(erasedHandles)
    .where(eq(erasedHandles.hash, await hashHandle(secret, left[0]!.handle)))
  expect(stays).toEqual([])
})

test('of two owners who demote each other, or where one leaves and is demoted, one stays', async () => {
  await db.update(members).set({ role: 'host' }).where(eq(members.role, 'owner'))
  for (let round = 0; round < 5; round++) {
    const [one, two] = [await member({ role: 'owner' }), await member({ role: 'owner' })]
    const demote = (by: Person, whom: Person) =>
      send(`/community/desk/people/${whom.id}/role`, { role: 'member' }, { cookie: by.cookie })
    await Promise.all([demote(one!, two!), demote(two!, one!), leave(one!)])
    const left = await db.select().from(members).where(eq(members.role, 'owner'))
    expect(left.length, `round ${round}`).toBeGreaterThan(0)
    await db.update(members).set({ role: 'host' }).where(eq(members.role, 'owner'))
  }
})

test('an owner’s erasure that comes too late erases nothing', async () => {
  await db.update(members).set({ role: 'host' }).where(eq(members.role, 'owner'))
  const last = await member({ role: 'owner', handle: 'last-owner' })
  await eraseMember({ db, now: new Date(), secret, choice: 'go' }, last)
  expect(await db.select().from(members).where(eq(members.id, last.id))).toHaveLength(1)
  expect(
    await db
      .select()
      .from(erasedHandles)
      .where(eq(erasedHandles.hash, await hashHandle(secret, 'last-owner'))),
  ).toEqual([])
})
