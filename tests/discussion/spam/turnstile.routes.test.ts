import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { ask, db, member, say, send, stranger } from '../../world'

/** The keys that Cloudflare gives to everybody for trying things out. */
const PASSING = '1x0000000000000000000000000000000AA'
const FAILING = '2x0000000000000000000000000000000AA'
const SITE = '1x00000000000000000000AA'
const DUMMY = 'XXXX.DUMMY.TOKEN.XXXX'
/** A key of a hub's own. */
const OWN = '0x4AAAAAAAtests'

const form = '/community/conversations/post:open/comments'
const page = '/community/posts/open/'

interface Token {
  hostname: string
  action: string
  used?: boolean
}

/** Tokens that the widget gave, and to whom they were given. */
let tokens: Record<string, Token>
let asked: URLSearchParams[]

/** Turnstile's own answers, as its documentation has them. */
const verdict = (secret: string | null, response: string | null) => {
  const refused = (code: string) => ({ success: false, 'error-codes': [code] })
  if (secret === PASSING) return { success: true, hostname: 'example.com', 'error-codes': [] }
  if (secret === FAILING) return refused('invalid-input-response')
  const token = Object.hasOwn(tokens, response ?? '') ? tokens[response!]! : undefined
  if (!token) return refused('invalid-input-response')
  if (token.used) return refused('timeout-or-duplicate')
  token.used = true
  return { success: true, hostname: token.hostname, action: token.action, 'error-codes': [] }
}

beforeEach(() => {
  asked = []
  tokens = {
    good: { hostname: 'hub.test', action: 'comment' },
    elsewhere: { hostname: 'evil.example', action: 'comment' },
    otherwise: { hostname: 'hub.test', action: 'sign-in' },
  }
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    if (String(input) !== 'https://challenges.cloudflare.com/turnstile/v0/siteverify')
      throw new Error(`nobody answers at ${String(input)}`)
    const sent = new URLSearchParams(String(init?.body))
    asked.push(sent)
    return Response.json(verdict(sent.get('secret'), sent.get('response')))
  })
})
afterEach(() => vi.unstubAllGlobals())

const env = (secret: string) => ({ TURNSTILE_SITE_KEY: SITE, TURNSTILE_SECRET_KEY: secret })

/** A guest sends the form with what the widget gave them. */
const post = (token: string | undefined, secret = OWN, body = 'Is anybody a person here?') => {
  const { name, email, address } = stranger()
  const fields = { name, email, body, ...(token && { 'cf-turnstile-response': token }) }
  return send(form, fields, { address, env: env(secret) })
}

const stateOf = async ({ headers }: { headers: Headers }) => {
  const id = /#c-([\da-f-]+)$/.exec(headers.get('location') ?? '')?.[1] ?? ''
  return (await db.select().from(comments).where(eq(comments.id, id))).at(0)?.heldFor
}

test('the public keys: what always passes is taken, and what always fails is refused', async () => {
  expect(await stateOf(await post(DUMMY, PASSING))).toBe('unconfirmed')
  const failed = await post(DUMMY, FAILING)
  expect(failed.status).toBe(422)
  expect(failed.body).toContain('Is anybody a person here?')
})

describe('a check that is shown is also made:', () => {
  test('a token that is good is taken, and the visitor’s address stays here', async () => {
    expect(await stateOf(await post('good'))).toBe('unconfirmed')
    expect(asked.map((sent) => Object.fromEntries(sent))).toEqual([
      { secret: OWN, response: 'good' },
    ])
  })

  test.each([
    ['without the widget', undefined],
    ['with an empty token', ''],
    ['with a token that nobody gave', 'forged'],
    ['with a token of another host', 'elsewhere'],
    ['with a token for another action', 'otherwise'],
  ])('%s the words come back', async (_, token) => {
    const before = await db.$count(comments)
    const refused = await post(token)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Is anybody a person here?</textarea>')
    expect(refused.body).toMatch(/sign in/)
    expect(await db.$count(comments)).toBe(before)
  })

  test('a token is good for one comment, and the same words sent twice are that one', async () => {
    const rosa = stranger()
    const fields = { ...rosa, body: 'Said once', 'cf-turnstile-response': 'good' }
    const asking = { address: rosa.address, env: env(OWN) }
    const first = await send(form, fields, asking)
    const again = await send(form, fields, asking)
    expect([first.status, again.status]).toEqual([303, 303])
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    const other = await send(form, { ...fields, body: 'And something else' }, asking)
    expect(other.status).toBe(422)
  })

  test('a secret without the key for the widget refuses rather than lets everybody in', async () => {
    const { name, email, address } = stranger()
    const half = { TURNSTILE_SECRET_KEY: OWN }
    expect((await send(form, { name, email, body: 'x' }, { address, env: half })).status).toBe(422)
  })
})

test('a slip in another field costs no token', async () => {
  const { name, address } = stranger()
  const fields = { name, email: 'no address', body: 'x', 'cf-turnstile-response': 'good' }
  expect((await send(form, fields, { address, env: env(OWN) })).status).toBe(422)
  expect(asked).toEqual([])
})

test('members have proven an address already, and are not asked', async () => {
  const { address, cookie } = await member()
  const answer = await send(
    form,
    { body: 'As a member', as: 'member' },
    { address, cookie, env: env(OWN) },
  )
  expect(answer.status).toBe(303)
  expect(asked).toEqual([])
  const drawn = await ask(page, {}, { cookie, env: env(OWN) })
  expect(drawn.body).not.toContain('cf-turnstile')
})

test.each([
  ['can not be reached', () => Promise.reject(new TypeError('no connection'))],
  ['is down', async () => new Response('', { status: 503 })],
  ['says nothing that can be read', async () => new Response('<html>')],
])('while Turnstile %s, a comment is held and not lost', async (_, answer) => {
  vi.stubGlobal('fetch', answer)
  expect(await stateOf(await post('good'))).toBe('check')
})

test('a page opens for the widget only where there is one and a form', async () => {
  const shown = await ask('/community/posts/open/?sort=newest', {}, { env: env(OWN) })
  expect(shown.body).toContain(`data-sitekey="${SITE}"`)
  expect(shown.body).toContain('https://challenges.cloudflare.com/turnstile/v0/api.js')
  const policy = (answer: typeof shown) => answer.headers.get('content-security-policy') ?? ''
  expect(policy(shown)).toContain("script-src 'self' https://challenges.cloudflare.com;")
  expect(policy(shown)).toContain('frame-src https://challenges.cloudflare.com')
  for (const path of ['/community/', '/community/posts/closed/', '/community/search/'])
    expect(policy(await ask(path, {}, { env: env(OWN) }))).not.toContain('challenges')
  const plain = await ask('/community/posts/open/?sort=appreciated')
  expect(plain.body).not.toContain('cf-turnstile')
  expect(policy(plain)).not.toContain('challenges')
})

test('a hub without it asks nobody', async () => {
  expect((await say(stranger(), 'As ever')).status).toBe(303)
  expect(asked).toEqual([])
})
