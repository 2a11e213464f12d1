import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { members } from '../../../worker/accounts/members/table'
import { sessions, signIns, verifications } from '../../../worker/accounts/sign-in/table'
import { ask, bindings, db, member, send } from '../../world'
import { comeBack, comeIn, env, github, memberBy, setOut, type Told } from './github'

const door = '/community/sign-in/'
/** Its secrets are still set; networks.yaml says that it was left. */
const left = { ...env, LINKEDIN_CLIENT_ID: 'hub', LINKEDIN_CLIENT_SECRET: 'secret' }

afterEach(() => vi.unstubAllGlobals())

test('the redirect to a provider sets the state cookie and has a challenge', async () => {
  const { out, to } = await setOut()
  expect(out.status).toBe(303)
  expect(to.origin).toBe('https://github.com')
  expect(to.searchParams.get('redirect_uri')).toBe(
    'https://hub.test/community/auth/callback/github',
  )
  expect(to.searchParams.get('code_challenge_method')).toBe('S256')
  const [cookie, ...more] = out.headers.getSetCookie()
  expect(more).toEqual([])
  expect(cookie!.split('; ').slice(1).toSorted()).toEqual(
    ['HttpOnly', 'Max-Age=600', 'Path=/community/', 'SameSite=Lax', 'Secure'].toSorted(),
  )
  expect(cookie).toMatch(/^hub-state=/)
})

test('a member is identified by the provider’s subject, and nothing else is stored', async () => {
  const entered = await comeIn({ id: 1001, email: 'Rosa@Example.org', verified: true })
  expect(entered.status).toBe(303)
  const { member: rosa, way } = (await memberBy(1001))!
  expect(rosa).toMatchObject({ name: 'Rosa Hub', email: 'rosa@example.org', emailVerified: true })
  expect(way).toMatchObject({ providerId: 'github', accountId: '1001' })
  const kept = JSON.stringify([
    await db.select().from(members),
    await db.select().from(signIns),
    await db.select().from(sessions),
    await db.select().from(verifications),
  ])
  expect(kept).not.toMatch(/access token|refresh token|pic\.example/)
})

test('another email address at the provider does not create another member', async () => {
  await comeIn({ id: 1002, email: 'first@example.org', verified: true })
  const before = await memberBy(1002)
  await comeIn({ id: 1002, email: 'second@example.org', verified: true })
  expect(await memberBy(1002)).toEqual(before)
})

describe('accounts are linked only by an email address that both sides have verified', () => {
  test('verified by both: one member', async () => {
    const rosa = await member({ email: 'both@example.org' })
    await comeIn({ id: 1003, email: 'both@example.org', verified: true })
    expect((await memberBy(1003))!.member.id).toBe(rosa.id)
  })

  test.each([
    ['the provider has not', 1004, 'half@example.org', false],
    ['the provider gives none', 1005, null, true],
  ])('%s: another member, with a placeholder address', async (_, id, email, verified) => {
    const rosa = await member({ email: `half${id}@example.org` })
    const given = email && rosa.email
    expect((await comeIn({ id, email: given, verified })).status).toBe(303)
    const { member: other } = (await memberBy(id))!
    expect(other.id).not.toBe(rosa.id)
    expect(other.emailVerified).toBe(false)
    expect(other.email).toMatch(/^[0-9a-f-]{36}@nowhere\.invalid$/)
  })

  test('not verified by the hub: refused', async () => {
    const rosa = await member({ email: 'ours@example.org', emailVerified: false })
    const refused = await comeIn({ id: 1006, email: rosa.email, verified: true })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('have not confirmed that it is yours')
    expect(refused.headers.getSetCookie().join()).not.toContain('hub-session')
    expect(await memberBy(1006)).toBeUndefined()
  })
})

test.each([
  ['of a host', 1010, 'Ada Lovelace'],
  ['that is unreadable', 1011, '\u202eadA'],
  ['that is not there', 1012, null],
])('a name %s is not accepted from a provider', async (_, id, name) => {
  await comeIn({ id, name, email: `named${id}@example.org`, verified: true })
  const { member: rosa } = (await memberBy(id))!
  expect(rosa.name).toBe(name === null ? `login${id}` : 'New member')
})

test('a banned member sees that with every sign-in method', async () => {
  const { id } = await member({
    email: 'banned.too@example.org',
    bannedUntil: new Date('2031-01-01'),
    banReason: 'Shouting',
  })
  const turned = await comeIn({ id: 1020, email: 'banned.too@example.org', verified: true })
  expect(turned.status).toBe(403)
  expect(turned.body).toContain('Shouting')
  expect(turned.headers.getSetCookie().join()).not.toContain('hub-session')
  expect(await memberBy(1020)).toBeUndefined()
  expect(
    (await db.select().from(sessions).where(eq(sessions.userId, id))).filter(
      ({ userAgent }) => userAgent !== null,
    ),
  ).toEqual([])
})

describe('a signed-in member', () => {
  const add = async (told: Told, cookie: string) => {
    github(told)
    const { state, cookies } = await setOut({ cookie })
    return comeBack(state, `${cookie}; ${cookies}`)
  }

  test('adds another sign-in method, with any email address, and stays the same member', async () => {
    const rosa = await member()
    const added = await add({ id: 1030, email: 'else@example.org' }, rosa.cookie)
    expect(added.status).toBe(303)
    expect(added.headers.get('location')).toBe('/community/me/?note=way-added')
    expect(added.headers.getSetCookie().join()).not.toContain('hub-session')
    expect((await memberBy(1030))!.member).toMatchObject({ id: rosa.id, email: rosa.email })
  })

  test('adds no account of another member', async () => {
    await comeIn({ id: 1031, email: 'owner.of.it@example.org', verified: true })
    const before = await memberBy(1031)
    const rosa = await member()
    const refused = await add({ id: 1031 }, rosa.cookie)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('belongs to another member here')
    expect(await memberBy(1031)).toEqual(before)
  })

  test('adds nothing after signing out', async () => {
    const rosa = await member()
    github({ id: 1032 })
    const { state, cookies } = await setOut({ cookie: rosa.cookie })
    await send('/community/auth/sign-out', {}, { cookie: rosa.cookie })
    const refused = await comeBack(state, cookies)
    expect(refused.status).not.toBe(303)
    expect(await memberBy(1032)).toBeUndefined()
  })
})

test('a sign-in returns only to paths of the hub', async () => {
  const page = '/community/posts/open/?sort=newest'
  expect((await comeIn({ id: 1040 }, page)).headers.get('location')).toBe(`${page}&note=welcome`)
  for (const evil of ['//evil.example', 'https://evil.example/', '/\\evil.example', '/x'])
    expect((await comeIn({ id: 1040 }, evil)).headers.get('location')).toBe('/community/')
})

test('a callback in another member’s session adds nothing', async () => {
  const [rosa, ben] = [await member(), await member()]
  github({ id: 1033 })
  const { state, cookies } = await setOut({ cookie: rosa.cookie })
  const refused = await comeBack(state, `${ben.cookie}; ${cookies}`)
  expect(refused.status).toBe(422)
  expect(await memberBy(1033)).toBeUndefined()
})

test('a sign-in cancelled at the provider says so, and is not logged', async () => {
  const error = vi.spyOn(console, 'error')
  const { state, cookies } = await setOut({ returnTo: '/community/posts/open/' })
  const answer = await ask(
    `/community/auth/callback/github?${new URLSearchParams({ error: 'access_denied', state })}`,
    {},
    { env, cookie: cookies },
  )
  expect(answer.status).toBe(422)
  expect(answer.body).toContain('Sign-in was cancelled at GitHub.')
  expect(answer.body).toContain('value="/community/posts/open/"')
  expect(answer.headers.getSetCookie().join()).toMatch(/^hub-state=; Max-Age=0;/)
  await ask('/community/auth/callback/github?code=x&state=x', {}, { env })
  await ask('/community/auth/callback/github?code=x&state=x', {}, { env, cookie: 'hub-state=x' })
  expect(error.mock.calls).toEqual([])
  error.mockRestore()
})

test.each([
  '/community/auth/callback/github?error=access_denied',
  '/community/auth/callback/github?error=access_denied&state=x',
  '/community/auth/callback/github?code=x&state=x',
  '/community/auth/callback/github?code=x&state=x&error=%3Cscript%3Ealert(1)%3C/script%3E',
  '/community/auth/callback/github',
  '/community/auth/callback/github?state[]=x&code[]=y',
])('an unexpected callback gets a page of the hub: %s', async (path) => {
  const before = await db.select().from(verifications)
  const answer = await ask(path, {}, { env })
  expect([422, 503]).toContain(answer.status)
  expect(answer.headers.get('content-type')).toContain('text/html')
  expect(answer.body).toContain('Test House')
  expect(answer.body).not.toMatch(/<script>alert|better.?auth/i)
  expect(answer.headers.getSetCookie().join()).not.toContain('hub-session')
  expect(await db.select().from(verifications)).toEqual(before)
})

test.each(['google', 'linkedin', 'nobody', 'error', 'ok', 'callback'])(
  'a provider that is not on is not there: %s',
  async (id) => {
    const asking = { env: left }
    expect((await send(`/community/auth/${id}`, {}, asking)).status).toBe(404)
    const answer = await ask(`/community/auth/callback/${id}?code=x&state=y`, {}, asking)
    expect(answer.status).toBe(404)
    expect(answer.body).toContain('Test House')
  },
)

test.each([
  'ok',
  'error',
  'get-session',
  'list-sessions',
  'list-accounts',
  'magic-link/verify?token=x',
  'delete-user/callback?token=x',
  'verify-email?token=x',
  'reset-password/x?callbackURL=/',
])('no other address exists: auth/%s', async (path) => {
  const answer = await ask(`/community/auth/${path}`, {}, { env })
  expect([301, 404]).toContain(answer.status)
  expect(answer.headers.get('content-type') ?? '').not.toContain('json')
})

test.each(['sign-in/social', 'sign-up/email', 'update-user', 'link-social', 'revoke-sessions'])(
  'nor can anything be posted to auth/%s',
  async (path) => {
    const rosa = await member()
    const answer = await send(
      `/community/auth/${path}`,
      { name: 'x' },
      { env, cookie: rosa.cookie },
    )
    expect(answer.status).toBe(404)
  },
)

test('the page shows the enabled providers, and since when one is closed', async () => {
  const page = await ask(door, {}, { env: left })
  expect(page.body).toContain('Continue with GitHub')
  expect(page.body).not.toContain('Continue with LinkedIn')
  expect(page.body).not.toContain('Northgate')
  expect(page.body).toMatch(/Sign-in with LinkedIn ended on <time[^>]*>1 May 2024<\/time>/)
  expect(page.body).toContain('Use an email link instead')
})

test('an own icon is embedded in the page', async () => {
  const own = { NORTHGATE_CLIENT_ID: 'a', NORTHGATE_CLIENT_SECRET: 'b' }
  const { body } = await ask(door, {}, { env: own })
  expect(body).toContain('Continue with Northgate account')
  expect(body).toContain('src="data:image/svg+xml;base64,')
})

test('only pages with providers allow forms to redirect elsewhere', async () => {
  const policy = async (path: string, settings = {}) =>
    (await ask(path, {}, { env: settings })).headers.get('content-security-policy')!
  expect(await policy(door, env)).toContain("form-action 'self' https:;")
  expect(await policy(door)).toContain("form-action 'self';")
  expect(await policy('/community/', env)).toContain("form-action 'self';")
  expect(await policy('/community/posts/open/', env)).toContain("form-action 'self';")
})

test('while the database is unavailable, a callback gets the hub’s own page', async () => {
  github({ id: 1050 })
  const { state, cookies } = await setOut()
  const down = () => {
    throw new Error('D1_ERROR: down')
  }
  const DB = new Proxy(bindings.DB, {
    get: (target, name) =>
      name === 'prepare' || name === 'batch' ? down : Reflect.get(target, name),
  })
  const path = `/community/auth/callback/github?code=x&state=${state}`
  const answer = await ask(path, {}, { env: { ...env, DB }, cookie: cookies })
  expect(answer.status).toBe(503)
  expect(answer.body).toContain('This page is unavailable')
})
