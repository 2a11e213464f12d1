import { eq, like } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { members } from '../../../worker/accounts/members/table'
import { outbox } from '../../../worker/notifications/table'
import { sessions, verifications } from '../../../worker/accounts/sign-in/table'
import {
  ask,
  bindings,
  cookieOf,
  db,
  letters,
  lettersTo,
  member,
  send,
  sessionOf,
  signInLinkOf,
  stranger,
} from '../../world'

const door = '/community/sign-in/'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

interface Person {
  name: string
  email: string
  address: string
}

const knock = ({ email, address }: Person, more: Record<string, string> = {}) =>
  send(door, { email, ...more }, { address })

const follow = ({ name, address }: Person, link: string, more: Record<string, string> = {}) =>
  send(link, { name, ...more }, { address, headers: { 'user-agent': FIREFOX } })

const memberOf = async ({ email }: { email: string }) =>
  (await db.select().from(members).where(eq(members.email, email))).at(0)

/** Requests a link, follows it and signs in. */
const comeIn = async (somebody: Person, more: Record<string, string> = {}) => {
  await knock(somebody, more)
  const { link } = await signInLinkOf(somebody)
  return follow(somebody, link, more)
}

describe('an emailed link', () => {
  test('creates a member with the name they give, and signs them in', async () => {
    const rosa = stranger()
    const asked = await knock(rosa)
    expect(asked.status).toBe(303)
    expect(asked.headers.get('location')).toBe('/community/sign-in/sent/')
    expect(asked.headers.getSetCookie()).toEqual([])
    const { link } = await signInLinkOf(rosa)
    const shown = await ask(link)
    expect(shown.body).toContain('Your name')

    const entered = await follow(rosa, link)
    expect(entered.status).toBe(303)
    expect(entered.headers.get('location')).toBe('/community/?note=welcome')
    const found = await memberOf(rosa)
    expect(found).toMatchObject({ name: rosa.name, emailVerified: true, role: null })
    expect(found!.handle).toBe(rosa.name.toLowerCase().replace(' ', '-'))
    const cookie = cookieOf(entered)
    expect((await ask(door, {}, { cookie })).status).toBe(303)
  })

  test('signs a known member in without asking for a name', async () => {
    const rosa = await member({ email: 'rosa.known@example.org' })
    await knock(rosa)
    const { link } = await signInLinkOf(rosa)
    expect((await ask(link)).body).not.toContain('Your name')
    const entered = await follow({ ...rosa, name: 'Another name' }, link)
    expect(entered.status).toBe(303)
    expect(await memberOf(rosa)).toMatchObject({ id: rosa.id, name: rosa.name })
  })

  test('works once', async () => {
    const rosa = stranger()
    await knock(rosa)
    const { link } = await signInLinkOf(rosa)
    expect((await follow(rosa, link)).status).toBe(303)
    for (const again of [await follow(rosa, link), await ask(link)]) {
      expect(again.status).toBe(404)
      expect(again.body).toContain('no longer works')
      expect(again.headers.getSetCookie()).toEqual([])
    }
  })

  test('works once, even if it is followed several times at the same moment', async () => {
    const rosa = stranger()
    await knock(rosa)
    const { link } = await signInLinkOf(rosa)
    const answers = await Promise.all(Array.from({ length: 5 }, () => follow(rosa, link)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  })

  test('works for 15 minutes', async () => {
    const rosa = stranger()
    await knock(rosa)
    const { link } = await signInLinkOf(rosa)
    const [waiting] = await db
      .select()
      .from(verifications)
      .where(like(verifications.value, `%${rosa.email}%`))
    const minutes = (waiting!.expiresAt.getTime() - waiting!.createdAt.getTime()) / 60_000
    expect(minutes).toBeCloseTo(15, 1)
    await db
      .update(verifications)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(verifications.id, waiting!.id))
    expect((await ask(link)).status).toBe(404)
    expect((await follow(rosa, link)).status).toBe(404)
    expect(await memberOf(rosa)).toBeUndefined()
  })

  test('is not used up by mail scanners', async () => {
    const rosa = stranger()
    await knock(rosa)
    const { link } = await signInLinkOf(rosa)
    const before = await db.select().from(verifications)
    for (const method of ['HEAD', 'GET', 'GET']) {
      const looked = await ask(link, { method })
      expect(looked.status).toBe(200)
      expect(looked.headers.getSetCookie()).toEqual([])
    }
    expect(await db.select().from(verifications)).toEqual(before)
    expect(await memberOf(rosa)).toBeUndefined()
    expect((await follow(rosa, link)).status).toBe(303)
  })

  test('that is forged does not work', async () => {
    const rosa = stranger()
    await knock(rosa)
    const { link } = await signInLinkOf(rosa)
    const token = link.split('/').at(-2)!
    const id = token.split('.')[0]!
    const changed = token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A')
    for (const wrong of [changed, id, `${id}.`, `${id}.x`, 'x', '%00'])
      expect((await follow(rosa, `${door}${wrong}/`)).status, wrong).toBe(404)
    expect(await memberOf(rosa)).toBeUndefined()
  })
})

test('the response does not reveal whether an address is known', async () => {
  const known = await member({ email: 'known.already@example.org' })
  const unknown = stranger()
  const [one, other] = [await knock(known), await knock(unknown)]
  expect([one.status, one.body, one.headers.get('location')]).toEqual([
    other.status,
    other.body,
    other.headers.get('location'),
  ])
  const [first] = await lettersTo(known)
  const [second] = await lettersTo(unknown)
  const plain = ({ text }: { text: string }) => text.replace(/https?:\S+/, 'LINK')
  expect(plain(first!)).toBe(plain(second!))
})

test('no table stores the token of a link', async () => {
  const rosa = stranger()
  await knock(rosa)
  const { link } = await signInLinkOf(rosa)
  const secret = link.split('/').at(-2)!.split('.')[1]!
  const [waiting, leaving] = [await db.select().from(verifications), await db.select().from(outbox)]
  expect(JSON.stringify([waiting, leaving])).not.toContain(secret)
  expect(JSON.stringify(leaving)).not.toContain(rosa.email)
})

test('the email contains nothing that was typed', async () => {
  const rosa = stranger()
  await knock(rosa, { returnTo: '/community/posts/open/?q=casino' })
  const [letter] = await lettersTo(rosa)
  expect(letter!.text.replace(/https?:\S+/, '')).not.toMatch(/casino|Stranger/)
})

test('the emails to an address are limited', async () => {
  const rosa = stranger()
  for (let i = 0; i < 13; i++) await knock({ ...stranger(), email: rosa.email })
  expect(await lettersTo(rosa)).toHaveLength(10)
})

test.each(['', 'x', 'a@b', 'two@example.org,three@example.org', 'x@nowhere.invalid'])(
  'what is no address is refused, and kept in the form: %s',
  async (email) => {
    const before = (await letters()).length
    const refused = await send(door, { email, returnTo: '/community/posts/open/' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Please check the email address')
    if (email) expect(refused.body).toContain(`value="${email}"`)
    expect(refused.body).toContain('value="/community/posts/open/"')
    expect((await letters()).length).toBe(before)
  },
)

test.each([
  ['', 'enter your name'],
  ['Ada Lovelace', 'belongs to a person who works here'],
  ['\u202eaviL', 'a name without invisible characters'],
])('a name that is not allowed is refused: %j', async (name, sentence) => {
  const rosa = stranger()
  await knock(rosa)
  const { link } = await signInLinkOf(rosa)
  const refused = await follow({ ...rosa, name }, link)
  expect(refused.status).toBe(422)
  expect(refused.body).toContain(sentence)
  expect(await memberOf(rosa)).toBeUndefined()
  expect((await follow(rosa, link)).status).toBe(303)
})

test('a sign-in returns to the previous page', async () => {
  const rosa = stranger()
  const page = '/community/posts/open/?sort=newest#thread-title'
  await knock(rosa, { returnTo: page })
  const { link, search } = await signInLinkOf(rosa)
  expect((await ask(link + search)).body).toContain(`value="${page}"`)
  expect((await follow(rosa, link, { returnTo: page })).headers.get('location')).toBe(
    '/community/posts/open/?sort=newest&note=welcome#thread-title',
  )
})

test.each([
  '//evil.example',
  'https://evil.example/',
  '/community/auth/sign-out',
  '/\\evil.example',
])('a sign-in never redirects to %s', async (returnTo) => {
  const rosa = stranger()
  await knock(rosa, { returnTo })
  const { link, search } = await signInLinkOf(rosa)
  expect(decodeURIComponent(search)).not.toContain(returnTo)
  const entered = await follow(rosa, link, { returnTo })
  expect(entered.headers.get('location')).toBe('/community/?note=welcome')
  const cookie = cookieOf(entered)
  const asked = await ask(`${door}?${new URLSearchParams({ returnTo })}`, {}, { cookie })
  expect(asked.headers.get('location')).toBe('/community/')
})

test('the session cookie is limited to the hub’s path, and hidden from scripts', async () => {
  const entered = await comeIn(stranger())
  const [cookie, ...more] = entered.headers.getSetCookie()
  expect(more).toEqual([])
  const [pair, ...attributes] = cookie!.split('; ')
  expect(pair).toMatch(/^hub-session=[\w%.]+$/)
  expect(attributes.toSorted()).toEqual(
    ['HttpOnly', 'Max-Age=2592000', 'Path=/community/', 'SameSite=Lax', 'Secure'].toSorted(),
  )
})

test('a session stores no IP address, and only a short name of the browser', async () => {
  const rosa = stranger()
  await comeIn(rosa)
  const { id } = (await memberOf(rosa))!
  const [kept] = await db.select().from(sessions).where(eq(sessions.userId, id))
  expect(kept!.userAgent).toBe('Firefox on Linux')
  expect(JSON.stringify(kept)).not.toContain(rosa.address)
})

test('the previous session of the browser ends', async () => {
  const ben = await member()
  const rosa = stranger()
  await knock(rosa)
  const { link } = await signInLinkOf(rosa)
  await send(link, { name: rosa.name }, { cookie: ben.cookie })
  expect((await ask(door, {}, { cookie: ben.cookie })).status).toBe(200)
})

test('signing out ends the session and deletes the cookie', async () => {
  const ben = await member()
  const out = await send('/community/auth/sign-out', {}, { cookie: ben.cookie })
  expect(out.status).toBe(303)
  expect(out.headers.get('location')).toBe('/community/')
  expect(out.headers.getSetCookie()).toEqual(['hub-session=; Max-Age=0; Path=/community/'])
  expect(await db.select().from(sessions).where(eq(sessions.userId, ben.id))).toEqual([])
})

test('signing in deletes expired sessions', async () => {
  const ben = await member({ email: 'ben.past@example.org' })
  await sessionOf(ben.id)
  await db
    .update(sessions)
    .set({ expiresAt: new Date(0) })
    .where(eq(sessions.userId, ben.id))
  await comeIn(ben)
  expect(await db.select().from(sessions).where(eq(sessions.userId, ben.id))).toHaveLength(1)
})

test('only the member with the owner’s address becomes an owner', async () => {
  const env = { OWNER_EMAIL: 'Boss@Example.org' }
  for (const [email, role] of [
    ['boss@example.org', 'owner'],
    ['not.boss@example.org', null],
  ] as const) {
    const who = { ...stranger(), email }
    await knock(who)
    const { link } = await signInLinkOf(who)
    await send(link, { name: who.name }, { env, address: who.address })
    expect((await memberOf(who))!.role).toBe(role)
  }
})

test('a banned member sees until when and why, and is not signed in', async () => {
  const mallory = await member({
    email: 'banned@example.org',
    bannedUntil: new Date('2030-02-03T12:00Z'),
    banReason: 'Sold bicycles <that> were not theirs',
  })
  const turned = await comeIn(mallory)
  expect(turned.status).toBe(403)
  expect(turned.body).toContain('3 February 2030')
  expect(turned.body).toContain('Sold bicycles &lt;that&gt; were not theirs')
  expect(turned.headers.getSetCookie()).toEqual([])
})

test('sign-in is rate-limited', async () => {
  const rosa = stranger()
  const env = { ATTEMPTS: { limit: async () => ({ success: false }) } as RateLimit }
  const refused = await send(door, { email: rosa.email }, { env })
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('60')
  expect(await lettersTo(rosa)).toEqual([])
})

test('a hub that cannot send email says so', async () => {
  const refused = await send(door, { email: 'x@example.org' }, { env: { HUB_LOCAL: '' } })
  expect(refused.status).toBe(503)
  expect(refused.body).toContain('cannot send email yet')
})

test('without its secret a hub has no sign-in, and says so', async () => {
  const env = { HUB_SECRET: '' }
  const answers = [
    await ask(door, {}, { env }),
    await send(door, { email: 'x@example.org' }, { env }),
  ]
  for (const answer of answers) {
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('HUB_SECRET')
  }
})

test('while the database is unavailable, sign-in answers with the hub’s own page', async () => {
  const down = () => {
    throw new Error('D1_ERROR: down')
  }
  const DB = new Proxy(bindings.DB, {
    get: (target, name) =>
      name === 'prepare' || name === 'batch' ? down : Reflect.get(target, name),
  })
  const answer = await send(door, { email: 'x@example.org' }, { env: { DB } })
  expect(answer.status).toBe(503)
  expect(answer.body).toContain('We can’t save this right now')
  expect(answer.body).toContain('x@example.org')
})
