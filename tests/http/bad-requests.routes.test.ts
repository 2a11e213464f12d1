import { expect, test } from 'vitest'
import { app } from '../../worker/app'
import { ask, member } from '../world'

/*
 * Requests that no browser sends: addresses, headers and bodies put together from odd pieces, for every
 * route, from a seed, so that each run asks the same. None fails, and each answer has our headers.
 */

const REQUESTS = 2

/** Odd values of a parameter, percent-encoded or not. */
const ODD = [
  '%ff',
  '%c3%28',
  '%',
  '%zz',
  '%00',
  '%2f',
  '%5c',
  '%0d%0a',
  '%e2%80%ae',
  '%f0%9f',
  '%ed%a0%80',
  '..',
  '%2e%2e',
  ';.css',
  'a:b',
  '*',
  '~',
  "'",
  '"',
  '<b>',
  '{}',
  '[]',
  '|',
  '^',
  '`',
  '\\',
  'constructor',
  '__proto__',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e9',
  '0',
  '%20',
  'post:',
  'topic:',
  'post:constructor',
  'post:open',
  'open',
  'ada',
  'public',
  'question',
  'a'.repeat(2000),
  '%f0%9f%91%8d',
  'é',
  '.',
  '-',
  '_',
  '@',
  'index.html',
  'x.',
  '.well-known',
  '00000000-0000-7000-8000-000000000000',
]

const HEADERS: [string, string[]][] = [
  [
    'cookie',
    ['hub-session=%', 'hub-guest=%ff.x', 'hub-away=~.', 'hub-state==;;=', '=;,', 'hub-me="'],
  ],
  ['hub-fragment', ['hub-thread', 'hub-nothing', '<b>', '']],
  ['range', ['bytes=9999999-', 'bytes=-', 'x']],
  ['if-none-match', ['*', '"', 'W/']],
  ['if-modified-since', ['never']],
  ['accept', ['', '*/*;q=x', 'application/json']],
  ['accept-language', ['%', 'x-'.repeat(500)]],
  ['user-agent', ['', 'a'.repeat(3000)]],
  ['cf-connecting-ip', ['', 'x', '::', ':::::::::', '1.2.3.4.5']],
  ['referer', ['%', 'https://hub.test/community/%ff/', 'javascript:']],
  ['authorization', ['Bearer x', 'Basic %']],
  ['x-forwarded-for', ['x, y']],
]

const TYPES = ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=x']

/** Pseudo-random numbers below `most`, always the same. */
const numbersFrom = (seed: number) => {
  let state = seed
  return (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
}
const next = numbersFrom(13)
const oneOf = <T>(all: readonly T[]): T => all[next(all.length)]!

/** A route's address with odd parameters, sometimes with something behind it, and an odd query. */
const addressOf = (path: string) => {
  const filled = path.replaceAll(/:\w+(?:\{[^}]*\}\})?(?:\{[^/]*\})?/g, () => oneOf(ODD))
  const tail = next(3) === 0 ? `${oneOf(ODD)}${oneOf(['', '/', '/2/'])}` : ''
  const query = next(2) === 0 ? `?${oneOf(NAMES)}=${oneOf(ODD)}&${oneOf(ODD)}` : ''
  return `/community${filled}${tail}${query}`
}

const NAMES = (
  'q kind tag space by before after from sort page days of note returnTo title state code error to ' +
  'body name email website emoji parent reason handle about link1 comment asOf comments sure status ' +
  'into credential drawn subject seen tags link1Url contact1Email back list as remember person level'
).split(' ')

const bodyOf = () =>
  oneOf([
    () => '',
    () => '%',
    () => '\0\0',
    () => '{"a":1}',
    () => `${'a&'.repeat(2000)}`,
    () => NAMES.map((name) => `${name}=${oneOf(ODD)}`).join('&'),
    () => NAMES.map((name) => `${name}=${encodeURIComponent(oneOf(ODD))}`).join('&'),
  ])()

const people = [undefined, (await member()).cookie, (await member({ role: 'owner' })).cookie]

const routes = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
      .map(({ method, path }) => `${method} ${path}`),
  ),
  // What no room handles: static pages with lists, their files, and nothing at all.
  'GET /people/:handle/2/',
  'GET /posts/:slug',
  'GET /:file',
  'GET /:folder/:file',
  'GET /_astro/:file',
]

const env = { ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit }

const requestOf = (method: string, cookie: string | undefined): RequestInit => {
  const headers = Object.fromEntries(
    HEADERS.filter(() => next(4) === 0).map(([name, values]) => [name, oneOf(values)]),
  )
  if (cookie) headers['cookie'] = cookie
  if (method !== 'POST') return { method, headers }
  Object.assign(headers, { 'content-type': oneOf(TYPES), 'sec-fetch-site': 'same-origin' })
  return { method, headers, body: bodyOf() }
}

const OURS = [
  'cache-control',
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
]

test.each(routes)(
  '%s: no odd request fails, and each answer has the security headers',
  async (route) => {
    const [method = '', path = ''] = route.split(' ')
    for (const cookie of people)
      for (let times = 0; times < REQUESTS; times++) {
        const address = addressOf(path)
        const request = requestOf(times === 1 && method === 'GET' ? 'HEAD' : method, cookie)
        const { status, headers } = await ask(address, request, { env })
        const asked = `${request.method} ${address} ${JSON.stringify(request.headers)} ${String(request.body)}`
        expect(status, asked).toBeLessThan(500)
        expect(
          OURS.filter((name) => !headers.has(name)),
          asked,
        ).toEqual([])
      }
  },
)

test.each([
  '%ff',
  ';.css',
  'a:b',
  '%2f',
  '%5c',
  '%00',
  '%e2%80%ae',
  '..%2f',
  'ada;',
  '%20',
  'é',
  '~',
])('the list of a person spelled %s is not found, with the security headers', async (handle) => {
  const { status, headers } = await ask(`/community/people/${handle}/2/`)
  expect(status).toBe(404)
  expect(headers.get('location')).toBeNull()
  expect(OURS.filter((name) => !headers.has(name))).toEqual([])
})
