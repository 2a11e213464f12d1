import { eq } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { members } from '../../../worker/accounts/members/table'
import { signIns } from '../../../worker/accounts/sign-in/table'
import { db, member } from '../../world'
import {
  answering,
  formOf,
  type Key,
  newKey,
  sealed,
  setOut,
  signed,
  unsigned,
} from './fake-provider'

/* The company's own provider, which tests/hub calls `northgate`. */

const issuer = 'https://id.example.org'
const discovery = `${issuer}/.well-known/openid-configuration`
const description = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/me`,
  jwks_uri: `${issuer}/keys`,
  id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
  authorization_response_iss_parameter_supported: true,
}

let key: Key
beforeAll(async () => {
  key = await newKey('one')
})
afterEach(() => vi.unstubAllGlobals())

let subjects = 0
const nobodyYet = () => `subject-${++subjects}`

const hour = 60 * 60
const claimsOf = (sub: string, nonce: string) => {
  const now = Math.floor(Date.now() / 1000)
  return { iss: issuer, aud: 'hub', sub, nonce, iat: now, exp: now + hour, name: 'Rosa Own' }
}

const memberBy = async (subject: string) => {
  const [row] = await db
    .select({ member: members, way: signIns })
    .from(signIns)
    .innerJoin(members, eq(members.id, signIns.userId))
    .where(eq(signIns.accountId, subject))
  return row
}

interface Wrong {
  /** Of the claims of the ID token. */
  claims?: object
  /** How the token is signed. */
  token?: (claims: object) => Promise<string> | string
  /** Of what the provider says of itself. */
  description?: object
  /** Of what it answers for the code. */
  tokens?: object
  /** Of what it says of the person. */
  person?: object
  /** Of what the browser brings back. */
  answer?: Record<string, string>
}

/** The whole way in, with something of it wrong, or nothing. */
const comeIn = async (sub: string, wrong: Wrong = {}) => {
  const described = { ...description, ...wrong.description }
  const answers: Record<string, object> = {
    [discovery]: described,
    [description.jwks_uri]: { keys: [key.public] },
    [description.userinfo_endpoint]: { sub, ...wrong.person },
  }
  const asked = answering(answers)
  const { nonce, comeBack } = await setOut('northgate')
  const claims = { ...claimsOf(sub, nonce), ...wrong.claims }
  const token = await (wrong.token ?? ((given: object) => signed(key, given)))(claims)
  answers[description.token_endpoint] = {
    access_token: 'an access token',
    token_type: 'Bearer',
    id_token: token,
    ...wrong.tokens,
  }
  return { answer: await comeBack({ iss: issuer, ...wrong.answer }), asked, token }
}

test('the request has a nonce and a challenge, and the code is useless without the verifier', async () => {
  answering({ [discovery]: description })
  const { to } = await setOut('northgate')
  expect(to.origin + to.pathname).toBe(description.authorization_endpoint)
  const { state, nonce, code_challenge, ...rest } = Object.fromEntries(to.searchParams)
  expect(rest).toEqual({
    client_id: 'hub',
    redirect_uri: 'https://hub.test/community/auth/callback/northgate',
    response_type: 'code',
    scope: 'openid email profile',
    code_challenge_method: 'S256',
  })
  expect(new Set([state, nonce, code_challenge]).size).toBe(3)
  const other = await setOut('northgate')
  expect([other.state, other.nonce]).not.toContain(state)

  const { asked } = await comeIn(nobodyYet())
  const { body } = asked.find(({ url }) => url === description.token_endpoint)!
  expect(Object.fromEntries(body)).toMatchObject({
    client_id: 'hub',
    client_secret: 'a secret between the two',
    redirect_uri: 'https://hub.test/community/auth/callback/northgate',
    code: 'a code',
  })
  const verifier = new TextEncoder().encode(body.get('code_verifier')!)
  expect(verifier.length).toBeGreaterThanOrEqual(43)
})

test('the profile comes from the token, or from the user info endpoint', async () => {
  const [one, other] = [nobodyYet(), nobodyYet()]
  const email = 'rosa.token@example.org'
  const all = await comeIn(one, { claims: { email, email_verified: true } })
  expect(all.answer.headers.get('location')).toBe('/community/?note=welcome')
  expect(all.asked.map(({ url }) => url)).not.toContain(description.userinfo_endpoint)
  expect((await memberBy(one))?.member).toMatchObject({ email, emailVerified: true })

  const person = { name: 'Rosa Asked', email: 'rosa.asked@example.org', email_verified: 'true' }
  await comeIn(other, { person })
  expect((await memberBy(other))?.member).toMatchObject({
    name: person.name,
    email: person.email,
    emailVerified: true,
  })
})

test('the discovery document and keys are fetched each time', async () => {
  const first = await comeIn(nobodyYet())
  const again = await comeIn(nobodyYet())
  for (const { asked } of [first, again])
    expect(asked.map(({ url }) => url).toSorted()).toEqual(
      [
        discovery,
        discovery,
        description.jwks_uri,
        description.token_endpoint,
        description.userinfo_endpoint,
      ].toSorted(),
    )
})

test('a provider that only takes the secret in the header gets it there', async () => {
  const { asked, answer } = await comeIn(nobodyYet(), {
    description: { token_endpoint_auth_methods_supported: ['client_secret_basic'] },
  })
  expect(answer.status).toBe(303)
  const { body, headers } = asked.find(({ url }) => url === description.token_endpoint)!
  expect(body.has('client_secret')).toBe(false)
  expect(headers.get('authorization')).toBe(`Basic ${btoa('hub:a+secret+between+the+two')}`)
})

test('an issuer that ends in a slash is accepted', async () => {
  const slashed = `${issuer}/`
  const { answer } = await comeIn(nobodyYet(), {
    description: { issuer: slashed },
    claims: { iss: slashed },
    answer: { iss: slashed },
  })
  expect(answer.status).toBe(303)
})

describe('a sign-in is refused', () => {
  const past = Math.floor(Date.now() / 1000) - hour
  const wrongs: [string, Wrong | (() => Promise<Wrong>)][] = [
    [
      'by a token of another key',
      async () => {
        const other = await newKey('one')
        return { token: (claims) => signed(other, claims) }
      },
    ],
    [
      'by a token whose claims were changed',
      {
        token: async (claims) => {
          const [head, , mark] = (await signed(key, claims)).split('.')
          const changed = { ...claims, name: 'Mallory' }
          return [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), mark].join('.')
        },
      },
    ],
    ['by an unsigned token', { token: unsigned }],
    [
      'by a token signed with the secret that the two share',
      { token: (claims) => sealed('a secret between the two', claims) },
    ],
    ['by a token of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['by a token for another audience', { claims: { aud: 'another hub' } }],
    ['by a token for several, given to another', { claims: { aud: ['hub', 'x'], azp: 'x' } }],
    ['by a token that is over', { claims: { exp: past } }],
    ['by a token without an end', { claims: { exp: undefined } }],
    ['by a token that is not yet good', { claims: { nbf: past + 2 * hour } }],
    ['by a token without a nonce', { claims: { nonce: undefined } }],
    ['by a token with the nonce of another visit', { claims: { nonce: 'another' } }],
    ['without a token', { tokens: { id_token: undefined } }],
    ['by what is no token', { token: () => 'not.a.token' }],
    ['without a subject', { claims: { sub: undefined } }],
    ['with an empty subject', { claims: { sub: ' ' }, person: { sub: ' ' } }],
    ['when the user info is about another person', { person: { sub: 'somebody else' } }],
    ['with an answer that names another provider', { answer: { iss: 'https://evil.example' } }],
    ['with an answer that names none, from one that does', { answer: { iss: '' } }],
    ['when the provider refuses the code', { tokens: { error: 'invalid_grant', access_token: 0 } }],
  ]

  test.each(wrongs)('%s', async (_, given) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const subject = nobodyYet()
    const { answer, token } = await comeIn(
      subject,
      typeof given === 'function' ? await given() : given,
    )
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('Northgate account did not respond as expected')
    expect(answer.headers.getSetCookie().join()).not.toContain('hub-session')
    expect(await memberBy(subject)).toBeUndefined()
    // The log has the failure, and no token.
    expect(error.mock.calls).toHaveLength(1)
    const told = error.mock.calls[0]!.map(String).join(' ')
    expect(told).toMatch(
      /^sign-in with Northgate account failed: GET \/auth\/callback\/:provider \(request \S+\): ./,
    )
    for (const secret of [token, 'an access token', 'a secret between the two'])
      expect(told).not.toContain(secret)
    error.mockRestore()
  })

  test.each([
    ['calls itself another', { issuer: 'https://evil.example' }],
    ['calls itself nothing', { issuer: undefined }],
    ['is asked in the open', { authorization_endpoint: undefined }],
  ])('if the discovery document %s', async (_, wrong) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    answering({ [discovery]: { ...description, ...wrong } })
    const { out } = await setOut('northgate')
    expect(out.status).toBe(503)
    expect(out.headers.getSetCookie()).toEqual([])
    expect(error).toHaveBeenCalledTimes(1)
    error.mockRestore()
  })

  test.each([
    ['its doors', 'token_endpoint'],
    ['its keys', 'jwks_uri'],
  ])('if a provider has %s without TLS', async (_, name) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const subject = nobodyYet()
    const { answer } = await comeIn(subject, {
      description: { [name]: `http://id.example.org/${name}` },
    })
    expect(answer.status).toBe(503)
    expect(await memberBy(subject)).toBeUndefined()
    error.mockRestore()
  })

  test('if the provider redirects', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const asked = answering({
      [discovery]: () => Response.redirect('https://evil.example/', 302),
      'https://evil.example/': description,
    })
    expect((await setOut('northgate')).out.status).toBe(503)
    expect(asked.map(({ url }) => url)).toEqual([discovery])
    error.mockRestore()
  })
})

test('a provider that hangs times out after five seconds', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort('too late'))
  vi.stubGlobal(
    'fetch',
    (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise((__, fail) => signal.aborted && fail(signal.reason)),
  )
  const { out } = await setOut('northgate')
  expect(out.status).toBe(503)
  expect(out.body).toContain('Northgate account did not respond as expected')
  expect(timeout.mock.calls).toEqual([[5000]])
  timeout.mockRestore()
  error.mockRestore()
})

test('two sign-ins of one person at the same moment create one member', async () => {
  const subject = nobodyYet()
  const nonces: Record<string, string> = {}
  answering({
    [discovery]: description,
    [description.jwks_uri]: { keys: [key.public] },
    [description.userinfo_endpoint]: { sub: subject },
    [description.token_endpoint]: async (request: Request) => {
      const code = (await formOf(request)).get('code')!
      const id_token = await signed(key, claimsOf(subject, nonces[code]!))
      return Response.json({ access_token: 'x', token_type: 'bearer', id_token })
    },
  })
  const visits = await Promise.all([1, 2, 3].map(() => setOut('northgate')))
  const entered = await Promise.all(
    visits.map(({ nonce, comeBack }, at) => {
      nonces[at] = nonce
      return comeBack({ iss: issuer, code: String(at) })
    }),
  )
  expect(entered.map(({ status }) => status)).toEqual([303, 303, 303])
  expect(await db.select().from(signIns).where(eq(signIns.accountId, subject))).toHaveLength(1)
})

test('a placeholder address is never accepted from a provider', async () => {
  const rosa = await member({ email: 'x1@nowhere.invalid', emailVerified: true })
  const subject = nobodyYet()
  await comeIn(subject, { claims: { email: rosa.email, email_verified: true } })
  const found = (await memberBy(subject))!.member
  expect(found.id).not.toBe(rosa.id)
  expect(found.emailVerified).toBe(false)
})
