import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { newId } from '../../../worker/lib/id'
import { sessions } from '../../../worker/accounts/sign-in/table'
import { ask, db, member, send, sessionOf } from '../../world'

const page = '/community/me/'

const sessionsOf = (id: string) => db.select().from(sessions).where(eq(sessions.userId, id))
const ending = (id: string) => `/community/me/sessions/${id}/ending`

test('a visitor who is not signed in is sent to the sign-in page, and back', async () => {
  const answer = await ask(page)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/community/sign-in/?returnTo=%2Fcommunity%2Fme%2F')
})

test('the account page is for its member only, and is never cached', async () => {
  const rosa = await member({ name: 'Rosa Meyer' })
  const answer = await ask(page, {}, rosa)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(answer.body).toContain('Rosa Meyer')
})

test('the account page says who the member is and what the next level is', async () => {
  const newcomer = await ask(page, {}, await member({ handle: 'mira-own' }))
  expect(newcomer.body).toContain('@mira-own')
  expect(newcomer.body).toMatch(/Newcomer<\/a>, next \w+/)
  expect((await ask(page, {}, await member({ role: 'host' }))).body).toMatch(/>Host<\/a><\/p>/)
})

describe('sessions', () => {
  test('all are listed, the current one is marked, and no token is shown', async () => {
    const rosa = await member()
    await sessionOf(rosa.id)
    const { body } = await ask(page, {}, rosa)
    const all = await sessionsOf(rosa.id)
    expect(body.match(/Signed in since/g)).toHaveLength(2)
    expect(body.match(/This browser/g)).toHaveLength(1)
    for (const { token } of all) expect(body).not.toContain(token)
  })

  test('an expired one is not listed', async () => {
    const rosa = await member()
    await sessionOf(rosa.id)
    const [, other] = await sessionsOf(rosa.id)
    await db
      .update(sessions)
      .set({ expiresAt: new Date(1) })
      .where(eq(sessions.id, other!.id))
    expect((await ask(page, {}, rosa)).body.match(/Signed in since/g)).toHaveLength(1)
  })

  test('ending one signs out its browser', async () => {
    const rosa = await member()
    const other = await sessionOf(rosa.id)
    const { id } = (await sessionsOf(rosa.id))[1]!
    const answer = await send(ending(id), {}, rosa)
    expect(answer.status).toBe(303)
    expect((await ask(page, {}, { cookie: other })).status).toBe(303)
    expect((await ask(page, {}, rosa)).status).toBe(200)
  })

  test('ending all others keeps the current one', async () => {
    const rosa = await member()
    const others = [await sessionOf(rosa.id), await sessionOf(rosa.id)]
    await send('/community/me/sessions/ending', {}, rosa)
    for (const cookie of others) expect((await ask(page, {}, { cookie })).status).toBe(303)
    expect((await ask(page, {}, rosa)).status).toBe(200)
  })

  test('one of another member, or an unknown one, answers 404', async () => {
    const [rosa, ben] = [await member(), await member()]
    const [hers] = await sessionsOf(rosa.id)
    for (const id of [hers!.id, newId(new Date()), 'x', '%2e%2e'])
      expect((await send(ending(id), {}, ben)).status, id).toBe(404)
    expect((await ask(page, {}, rosa)).status).toBe(200)
  })

  test('ending one needs a session and a POST', async () => {
    const rosa = await member()
    const [hers] = await sessionsOf(rosa.id)
    await send(ending(hers!.id), {})
    await send('/community/me/sessions/ending', {})
    expect((await ask(`${ending(hers!.id)}/`, {}, rosa)).status).toBe(404)
    expect(await sessionsOf(rosa.id)).toHaveLength(1)
  })
})
