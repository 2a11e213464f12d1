import { eq } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { knownProviders } from '../../../site/contract/sign-in'
import * as provider from '../../../worker/accounts/sign-in/oauth.client'
import { knownProtocols } from '../../../worker/accounts/sign-in/known-providers.client'
import { members } from '../../../worker/accounts/members/table'
import { signIns } from '../../../worker/accounts/sign-in/table'
import { db } from '../../world'
import { answering, type Key, newKey, setOut, settingsOf, signed } from './fake-provider'

let key: Key
beforeAll(async () => {
  key = await newKey('one')
})
afterEach(() => vi.unstubAllGlobals())

const memberBy = async (subject: string) => {
  const [row] = await db
    .select({ member: members, way: signIns })
    .from(signIns)
    .innerJoin(members, eq(members.id, signIns.userId))
    .where(eq(signIns.accountId, subject))
  return row
}

const inAnHour = () => Math.floor(Date.now() / 1000) + 60 * 60

/** What every ID token says, to which a test adds whose it is. */
const token = (claims: object) => signed(key, { aud: 'hub', exp: inAnHour(), iat: 1, ...claims })

const keys = () => ({ keys: [key.public] })

const TENANT = '11111111-2222-4333-8444-555555555555'
const OTHER = '66666666-7777-4888-8999-aaaaaaaaaaaa'
const microsoft = 'https://login.microsoftonline.com'

interface Provider {
  /** What it says for the code, given the nonce that was asked for. */
  tokens: (nonce: string) => Promise<object> | object
  /** What its other addresses answer. */
  answers: () => Record<string, object>
  subject: string
  name: string
  /** The verified email address, if there is one. */
  email?: string
}

/** Each as it answers, by its documentation. */
const providers: Record<keyof typeof knownProviders, Provider> = {
  google: {
    tokens: async (nonce) => ({
      access_token: 'x',
      token_type: 'Bearer',
      id_token: await token({
        iss: 'https://accounts.google.com',
        sub: 'google-1',
        nonce,
        name: 'Rosa Google',
        email: 'rosa.google@example.org',
        email_verified: true,
      }),
    }),
    answers: () => ({ 'https://www.googleapis.com/oauth2/v3/certs': keys() }),
    subject: 'google-1',
    name: 'Rosa Google',
    email: 'rosa.google@example.org',
  },
  facebook: {
    tokens: () => ({ access_token: 'x', token_type: 'bearer', expires_in: 5183944 }),
    answers: () => ({
      'https://graph.facebook.com/v24.0/me': { id: '1002', name: 'Rosa Face' },
    }),
    subject: '1002',
    name: 'Rosa Face',
  },
  x: {
    tokens: () => ({ access_token: 'x', token_type: 'bearer' }),
    answers: () => ({
      'https://api.x.com/2/users/me': {
        data: { id: '1003', name: 'Rosa X', confirmed_email: 'rosa.x@example.org' },
      },
    }),
    subject: '1003',
    name: 'Rosa X',
    email: 'rosa.x@example.org',
  },
  linkedin: {
    // Without the kind of its token, and with an ID token that says other than it should.
    tokens: async () => ({
      access_token: 'x',
      id_token: await token({ iss: 'x', sub: 'another' }),
    }),
    answers: () => ({
      'https://api.linkedin.com/v2/userinfo': {
        sub: 'linkedin-1',
        name: 'Rosa Linked',
        email: 'rosa.linkedin@example.org',
        email_verified: 'true',
      },
    }),
    subject: 'linkedin-1',
    name: 'Rosa Linked',
    email: 'rosa.linkedin@example.org',
  },
  microsoft: {
    tokens: async (nonce) => ({
      access_token: 'x',
      token_type: 'Bearer',
      id_token: await token({
        iss: `${microsoft}/${TENANT}/v2.0`,
        tid: TENANT,
        sub: 'of this application alone',
        oid: 'microsoft-1',
        nonce,
        name: 'Rosa Micro',
        // An administrator of the tenant may have set it.
        email: 'rosa.microsoft@example.org',
      }),
    }),
    answers: () => ({ [`${microsoft}/${TENANT}/discovery/v2.0/keys`]: keys() }),
    subject: 'microsoft-1',
    name: 'Rosa Micro',
  },
  github: {
    tokens: () => ({ access_token: 'x', token_type: 'bearer', scope: 'read:user' }),
    answers: () => ({
      'https://api.github.com/user': { id: 1006, login: 'rosa', name: null, email: 'a@x.example' },
      'https://api.github.com/user/emails': [
        { email: 'a@x.example', primary: false, verified: true },
        { email: 'rosa.github@example.org', primary: true, verified: true },
      ],
    }),
    subject: '1006',
    name: 'rosa',
    email: 'rosa.github@example.org',
  },
  wordpress: {
    tokens: () => ({ access_token: 'x', token_type: 'bearer', blog_id: '0', blog_url: null }),
    answers: () => ({
      'https://public-api.wordpress.com/rest/v1.1/me': {
        ID: 1007,
        display_name: 'Rosa Press',
        email: 'rosa.wordpress@example.org',
        email_verified: true,
      },
    }),
    subject: '1007',
    name: 'Rosa Press',
    email: 'rosa.wordpress@example.org',
  },
}

const all = Object.keys(knownProviders) as (keyof typeof knownProviders)[]

/** networks.yaml says of the tests' hub that it left LinkedIn; here it has not. */
const open = all.filter((id) => id !== 'linkedin')

const comeIn = async (id: keyof typeof knownProtocols, changed: Partial<Provider> = {}) => {
  const { tokens, answers } = { ...providers[id], ...changed }
  let nonce = ''
  const asked = answering({
    ...answers(),
    [knownProtocols[id].server.token_endpoint!]: async () => Response.json(await tokens(nonce)),
  })
  const visit = await setOut(id)
  nonce = visit.nonce
  return { ...visit, asked, answer: await visit.comeBack() }
}

test.each(open)('a member signs in with an account at %s', async (id) => {
  const { to, answer, asked } = await comeIn(id)
  const { server, scope, usesPkce, hasIdToken, secretIn } = knownProtocols[id]
  expect(to.origin + to.pathname).toBe(server.authorization_endpoint)
  expect(to.searchParams.get('scope')).toBe(scope)
  expect(to.searchParams.has('nonce')).toBe(hasIdToken)
  expect(to.searchParams.get('code_challenge_method')).toBe(usesPkce ? 'S256' : null)
  const { body, headers } = asked.find(({ url }) => url === server.token_endpoint)!
  expect(body.has('code_verifier')).toBe(usesPkce)
  expect(body.get('client_secret')).toBe(secretIn === 'form' ? 'a secret between the two' : null)
  expect(headers.get('authorization')?.startsWith('Basic ') ?? false).toBe(secretIn === 'header')

  expect(answer.status).toBe(303)
  const { subject, name, email } = providers[id]
  const { member, way } = (await memberBy(subject))!
  expect(way.providerId).toBe(id)
  expect(member).toMatchObject({ name, emailVerified: email !== undefined })
  if (email) expect(member.email).toBe(email)
  else expect(member.email).toMatch(/@nowhere\.invalid$/)
})

test.each(open)('a sign-in without a subject from %s is refused', async (id) => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const nameless = Object.fromEntries(
    Object.entries(providers[id].answers()).map(([url, answer]) => [
      url,
      'keys' in answer ? answer : {},
    ]),
  )
  const { answer } = await comeIn(id, {
    answers: () => nameless,
    tokens: async (nonce) => ({
      access_token: 'x',
      token_type: 'bearer',
      ...(knownProtocols[id].hasIdToken && {
        id_token: await token({
          iss:
            id === 'google' ? knownProtocols.google.server.issuer : `${microsoft}/${TENANT}/v2.0`,
          tid: TENANT,
          sub: '',
          nonce,
        }),
      }),
    }),
  })
  expect(answer.status).toBe(503)
  expect(answer.headers.getSetCookie().join()).not.toContain('hub-session')
  for (const named of ['undefined', 'null', '', 'NaN', '[object Object]'])
    expect(await memberBy(named)).toBeUndefined()
  error.mockRestore()
})

describe('of a Microsoft tenant', () => {
  const asCompany = async (claims: object, answers: () => Record<string, object>) =>
    comeIn('microsoft', {
      tokens: async (nonce) => ({
        access_token: 'x',
        token_type: 'Bearer',
        id_token: await token({
          iss: `${microsoft}/${TENANT}/v2.0`,
          tid: TENANT,
          sub: 'x',
          nonce,
          ...claims,
        }),
      }),
      answers,
    })

  const { answers } = providers.microsoft

  test.each([
    ['names another company than its issuer', { tid: OTHER }, answers],
    ['names no company', { tid: undefined }, answers],
    ['names a path for a company', { tid: `${TENANT}/../${OTHER}` }, answers],
    ['is issued by none', { iss: `${microsoft}/common/v2.0` }, answers],
    [
      'is signed by another company',
      {},
      () => ({ [`${microsoft}/${TENANT}/discovery/v2.0/keys`]: { keys: [] } }),
    ],
  ])('a token that %s is refused', async (_, claims, theirs) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const oid = crypto.randomUUID()
    const { answer } = await asCompany({ oid, ...claims }, theirs)
    expect(answer.status).toBe(503)
    expect(await memberBy(oid)).toBeUndefined()
    error.mockRestore()
  })

  test.each([
    ['that it verified', 'one@example.org', { verified_primary_email: ['one@example.org'] }, true],
    [
      'besides another that it verified',
      'two@example.org',
      { verified_primary_email: ['x@example.org'] },
      false,
    ],
    [
      'that it says is not verified',
      'three@example.org',
      { email_verified: false, verified_primary_email: ['three@example.org'] },
      false,
    ],
  ])('an email address %s counts only then', async (_, email, claims, counts) => {
    const oid = crypto.randomUUID()
    await asCompany({ oid, email, ...claims }, answers)
    expect((await memberBy(oid))!.member.emailVerified).toBe(counts)
  })
})

test('X is requested again if the application may not ask for the email address', async () => {
  const { answer } = await comeIn('x', {
    answers: () => ({
      'https://api.x.com/2/users/me': (request: Request) =>
        request.url.includes('confirmed_email')
          ? Response.json({ title: 'Forbidden' }, { status: 403 })
          : Response.json({ data: { id: '2003', name: 'Rosa Quiet' } }),
    }),
  })
  expect(answer.status).toBe(303)
  expect((await memberBy('2003'))!.member.emailVerified).toBe(false)
})

test.each([
  ['is not verified', [{ email: 'g1@example.org', primary: true, verified: false }]],
  ['is one of others’', [{ email: 'g2@example.org', primary: false, verified: true }]],
  ['is not sent', { message: 'Requires authentication' }],
])('an email address at GitHub that %s does not count', async (_, emails) => {
  const id = Math.floor(Math.random() * 1e9)
  await comeIn('github', {
    answers: () => ({
      'https://api.github.com/user': { id, login: 'rosa', email: 'g3@example.org' },
      'https://api.github.com/user/emails': emails,
    }),
  })
  expect((await memberBy(String(id)))!.member.emailVerified).toBe(false)
})

test('the issuer in GitHub’s callback must be its own', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { answers } = providers.github
  const tokens = { 'https://github.com/login/oauth/access_token': { access_token: 'x' } }
  answering({ ...answers(), ...tokens })
  const one = await setOut('github')
  expect((await one.comeBack({ iss: 'https://github.com/login/oauth' })).status).toBe(303)
  const other = await setOut('github')
  expect((await other.comeBack({ iss: 'https://accounts.google.com' })).status).toBe(503)
  error.mockRestore()
})

test('the profile at LinkedIn is requested, its ID token ignored, and no verifier sent', async () => {
  const { tokens, answers, subject, name, email } = providers.linkedin
  const asked = answering({
    ...answers(),
    [knownProtocols.linkedin.server.token_endpoint!]: await tokens(''),
  })
  const secrets = { clientId: 'hub', clientSecret: 'a secret between the two' }
  const door = { id: 'linkedin', label: 'LinkedIn', ...secrets }
  const callback = 'https://hub.test/community/auth/callback/linkedin'
  const going = await provider.startOAuth(door, callback)
  expect(new URL(going.url).searchParams.has('code_challenge')).toBe(false)
  const answer = new URLSearchParams({ code: 'a code', state: going.state })
  const away = { ...going, provider: 'linkedin', returnTo: '/' }
  expect(await provider.handleCallback(door, callback, answer, away)).toEqual({
    subject,
    name,
    email,
  })
  expect(asked[0]!.body.has('code_verifier')).toBe(false)
})

test('the state of one provider is not valid for another', async () => {
  answering({})
  const { comeBack } = await setOut('github')
  const elsewhere = await comeBack({}, 'google', settingsOf('google'))
  expect(elsewhere.status).toBe(422)
  expect(elsewhere.body).toContain('not started in this browser')
  // It is used up all the same.
  expect((await comeBack()).status).toBe(422)
})

test('every offered provider is in the table and uses TLS', () => {
  expect(Object.keys(knownProtocols).toSorted()).toEqual(all.toSorted())
  const addresses = Object.values(knownProtocols).flatMap(({ server }) => [
    server.authorization_endpoint,
    server.token_endpoint,
    server.jwks_uri ?? 'https://',
  ])
  for (const address of addresses) expect(address).toMatch(/^https:/)
})
