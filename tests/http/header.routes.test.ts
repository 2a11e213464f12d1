import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sessions } from '../../worker/accounts/sign-in/table'
import { inWeather } from '../faulty-db'
import { ask, bindings, db, member, send } from '../world'

const post = '/community/posts/open/'
const slot = (body: string) => /<hub-me>(.*?)<\/hub-me>/s.exec(body)![1]!
const signIn = (returnTo?: string) =>
  `href="/community/sign-in/${returnTo ? `?${new URLSearchParams({ returnTo })}` : ''}"`

/** A page of each way in which pages come to be. */
const pages = {
  'a post': post,
  'a list': '/community/',
  'a page as it was built': '/community/levels/',
  'the search': '/community/search/?q=open',
  'a page in the frame': '/community/confirmation/x/',
  'what is not there': '/community/nothing/',
}

test.each(Object.entries(pages))('on %s a visitor reads how to sign in', async (_, path) => {
  expect(slot((await ask(path)).body)).toContain('Sign in')
})

test.each(Object.entries(pages))('on %s a member finds their own page', async (_, path) => {
  const rosa = await member({ name: 'Rosa Lee' })
  const answer = await ask(path, {}, rosa)
  expect(slot(answer.body)).toContain('href="/community/me/"')
  expect(slot(answer.body)).toMatch(/<span class="avatar"[^>]*>RL<\/span><span>You<\/span>/)
  expect(slot(answer.body)).not.toContain('Desk')
  expect(answer.headers.get('etag')).toBeNull()
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(answer.body).toContain('</html>')
})

test.each(['host', 'owner'] as const)('a %s finds the desk besides', async (role) => {
  expect(slot((await ask(post, {}, await member({ role }))).body)).toContain(
    'href="/community/desk/">Desk</a>',
  )
})

test('signing in leads back to where somebody is, and nowhere from a page that is none', async () => {
  expect(slot((await ask(post)).body)).toContain(signIn(post))
  expect(slot((await ask('/community/nothing/')).body)).toContain(signIn())
  const { body } = await ask(post)
  expect(body).toMatch(/<span class="form-or">or <a href="\/community\/sign-in\/\?returnTo=/)
})

test('to whoever is not signed in any more the way in is shown again', async () => {
  const rosa = await member()
  await db.delete(sessions).where(eq(sessions.userId, rosa.id))
  expect(slot((await ask(post, {}, rosa)).body)).toContain(signIn(post))
  expect(slot((await send(post, {}, rosa)).body)).toContain(signIn())
})

test('with the database down the page is whole, and the header says what it says to everybody', async () => {
  const rosa = await member()
  const DB = inWeather(bindings.DB, () => 'down')
  const { status, body } = await ask('/community/levels/', {}, { ...rosa, env: { DB } })
  expect(status).toBe(200)
  expect(slot(body)).toContain('Sign in')
  expect(body).toContain('</html>')
})

test('without a session’s cookie no page asks who is signed in', async () => {
  const asked: string[] = []
  const DB = inWeather(bindings.DB, (sql) => {
    asked.push(sql)
    return 'fine'
  })
  // A cookie of the hub's, so that no kept page is shown.
  for (const path of Object.values(pages)) await ask(path, {}, { cookie: 'hub-x=1', env: { DB } })
  expect(asked.length).toBeGreaterThan(2)
  expect(asked.filter((sql) => /\b(?:sessions|grants)\b/.test(sql))).toEqual([])
})

test('a page for a visitor is the same whoever was here before', async () => {
  const before = (await ask('/community/levels/')).body
  await ask('/community/levels/', {}, await member({ role: 'owner' }))
  expect((await ask('/community/levels/')).body).toBe(before)
})
