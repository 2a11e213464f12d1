import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newId } from '../../../worker/lib/id'
import { members } from '../../../worker/accounts/members/table'
import { linkToken } from '../../../worker/accounts/sign-in/link.token'
import { passkeys, sessions, signIns, verifications } from '../../../worker/accounts/sign-in/table'
import { ask, bindings, db, member, send, sessionOf, signInLinkOf, stranger } from '../../world'

/* Rows and cookies of an earlier sign-in library still work: they are written here by hand. */

const secret = bindings.HUB_SECRET!
const bytes = (text: string) => new TextEncoder().encode(text)

/** An HMAC-SHA256 under the hub's secret, as that keeper sealed its cookies. */
const sealOf = async (text: string) => {
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes(secret), hmac, false, ['sign'])
  return Buffer.from(await crypto.subtle.sign('HMAC', key, bytes(text))).toString('base64')
}

const hashOf = async (text: string) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', bytes(text))).toString('base64url')

const inAnHour = () => new Date(Date.now() + 60 * 60 * 1000)

test('a session cookie of an earlier version still works', async () => {
  const { id } = await member()
  const token = 'aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeF'
  const now = new Date()
  await db.insert(sessions).values({
    id: newId(now),
    token,
    userId: id,
    expiresAt: inAnHour(),
    createdAt: now,
    updatedAt: now,
  })
  const seal = await sealOf(token)
  const cookie = `hub-session=${encodeURIComponent(`${token}.${seal}`)}`
  expect((await ask('/community/me/', {}, { cookie })).status).toBe(200)
  const changed = `hub-session=${encodeURIComponent(`${token.toLowerCase()}.${seal}`)}`
  expect((await ask('/community/me/', {}, { cookie: changed })).status).toBe(303)
})

test('an emailed link of an earlier version still works, once', async () => {
  const rosa = stranger()
  const now = new Date()
  const token = await linkToken(secret, 'sign-in', newId(now))
  await db.insert(verifications).values({
    id: newId(now),
    identifier: `magic-link:${await hashOf(token)}`,
    value: JSON.stringify({ type: 'magic-link', email: rosa.email }),
    expiresAt: inAnHour(),
    createdAt: now,
    updatedAt: now,
  })
  const follow = () => send(`/community/sign-in/${token}/`, { name: rosa.name }, rosa)
  expect((await follow()).status).toBe(303)
  expect((await follow()).status).toBe(404)
})

test('the emailed link proves the address, and removes the sign-in methods of a member who never confirmed it', async () => {
  const mallory = await member({ email: 'never.shown@example.org', emailVerified: false })
  const now = new Date()
  const account = { id: newId(now), providerId: 'github', accountId: 'of-mallory', createdAt: now }
  await db.insert(signIns).values({ ...account, userId: mallory.id, updatedAt: now })
  await db.insert(passkeys).values({
    id: 'of-mallory',
    memberId: mallory.id,
    name: 'x',
    publicKey: 'x',
    counter: 0,
    createdAt: now,
  })
  await sessionOf(mallory.id)

  await send('/community/sign-in/', { email: mallory.email }, stranger())
  const { link } = await signInLinkOf(mallory)
  const entered = await send(link, { name: 'Rosa' }, stranger())
  expect(entered.status).toBe(303)
  const [row] = await db.select().from(members).where(eq(members.id, mallory.id))
  expect(row).toMatchObject({ email: mallory.email, emailVerified: true })
  expect(await db.select().from(sessions).where(eq(sessions.userId, mallory.id))).toHaveLength(1)
  expect(await db.select().from(signIns).where(eq(signIns.userId, mallory.id))).toEqual([])
  expect(await db.select().from(passkeys).where(eq(passkeys.memberId, mallory.id))).toEqual([])
  expect((await ask('/community/me/', {}, mallory)).status).toBe(303)
})
