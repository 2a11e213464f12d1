import { eq, like } from 'drizzle-orm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { sessions, verifications } from '../../../worker/accounts/sign-in/table'
import { ask, cookieOf, db, member } from '../../world'
import { comeBack, github, setOut } from './github'

afterEach(() => vi.unstubAllGlobals())

describe('a callback needs the state', () => {
  const refusedWith = async (state: string, cookie: string) => {
    const refused = await comeBack(state, cookie)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('not started in this browser')
    expect(refused.headers.getSetCookie().join()).not.toContain('hub-session')
  }

  test('with the cookie as the hub signed it, and only once', async () => {
    github({ id: 1060 })
    const { state, cookies } = await setOut()
    const seal = cookies.split('.')[1]
    for (const cookie of [
      `hub-state=${state}`,
      `hub-state=${state}.`,
      `hub-state=${state}.${'A'.repeat(43)}%3D`,
      `hub-state=x${state}.${seal}`,
      `hub-guest=${state}.${seal}`,
    ])
      await refusedWith(state, cookie)
    await refusedWith(`${state}&state=${state}`, cookies)
    // None of that has used it up: no one else can end the sign-in.
    const entered = await comeBack(state, cookies)
    expect(entered.headers.get('location')).toBe('/community/?note=welcome')
    expect(entered.headers.getSetCookie()).toContain(
      'hub-state=; Max-Age=0; Path=/community/; HttpOnly; Secure; SameSite=Lax',
    )
    await refusedWith(state, cookies)
  })

  test('not older than ten minutes', async () => {
    github({ id: 1061 })
    const { state, cookies } = await setOut()
    const waiting = like(verifications.identifier, 'provider:%')
    const [row] = await db.select().from(verifications).where(waiting).orderBy(verifications.id)
    expect(row!.expiresAt.getTime() - row!.createdAt.getTime()).toBe(10 * 60_000)
    await db
      .update(verifications)
      .set({ expiresAt: new Date(0) })
      .where(waiting)
    await refusedWith(state, cookies)
  })

  test('and one of several equal callbacks at the same moment signs in', async () => {
    github({ id: 1062 })
    const { state, cookies } = await setOut()
    const answers = await Promise.all([1, 2, 3, 4].map(() => comeBack(state, cookies)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422, 422, 422])
  })

  test('and no table stores the state itself', async () => {
    const { state, to } = await setOut()
    const rows = JSON.stringify(await db.select().from(verifications))
    expect(rows).not.toContain(state)
    expect(rows).not.toContain(to.searchParams.get('code_challenge'))
  })
})

test('a sign-in starts a new session, whatever the cookie was', async () => {
  const { id, cookie } = await member()
  github({ id: 1063 })
  const { state, cookies } = await setOut()
  const entered = await comeBack(state, `${cookie}; ${cookies}`)
  expect(cookieOf(entered)).not.toContain(cookie)
  expect(await db.select().from(sessions).where(eq(sessions.userId, id))).toEqual([])
  expect((await ask('/community/me/', {}, { cookie })).status).toBe(303)
})
