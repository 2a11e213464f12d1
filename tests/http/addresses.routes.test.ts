import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { app, rooms } from '../../worker/app'
import { ask, member, send } from '../world'

interface Address {
  method: string
  path: string
  /** The prefix of its room, and the room's place among those below it. */
  room: string
}

/** What a room answers below a prefix; middleware answers nothing by itself. */
const addressesOf = (prefix: string, room: Hono, name: string): Address[] =>
  new Hono()
    .route(prefix, room)
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, path, room: name }))

const addresses = Object.entries(rooms).flatMap(([prefix, here]) =>
  here.flatMap((room, at) => addressesOf(prefix, room as unknown as Hono, `${prefix} ${at}`)),
)

/** Whether a segment of one pattern and a segment of another can be the same in an address. */
const canMeet = (one: string, other: string) => {
  const fits = (pattern: string, text: string) => {
    const [, rule] = /^:\w+(?:\{(.+)\})?$/.exec(pattern) ?? []
    return pattern.startsWith(':') && (rule === undefined || new RegExp(`^${rule}$`).test(text))
  }
  return one === other || fits(one, other) || fits(other, one)
}

const areOne = (one: Address, other: Address) => {
  const [first, second] = [one.path.split('/'), other.path.split('/')]
  return (
    one.method === other.method &&
    first.length === second.length &&
    first.every((segment, at) => canMeet(segment, second[at]!))
  )
}

test('an address that two rooms could answer is found', () => {
  const meet = (one: string, other: string) =>
    areOne({ method: 'GET', path: one, room: 'a' }, { method: 'GET', path: other, room: 'b' })
  expect(meet('/posts/:slug/:file', '/posts/:slug/comments.xml')).toBe(true)
  expect(meet('/a/:x', '/:y/b')).toBe(true)
  expect(meet('/kinds/:kind/:number{[1-9]\\d{0,4}}/', '/kinds/question/unanswered/')).toBe(false)
  expect(meet('/people/:handle/', '/people/mentionable')).toBe(false)
})

test('every address is answered by one room, whatever the order of the rooms', () => {
  expect(addresses.length).toBeGreaterThan(100)
  for (const address of addresses) {
    const others = addresses.filter((each) => each.room !== address.room && areOne(each, address))
    expect(others, `${address.method} ${address.path}`).toEqual([])
  }
})

test('the app answers at the addresses of the rooms, and at a few that it hides', () => {
  const own = app.routes.filter(
    ({ method, path }) =>
      method !== 'ALL' && !addresses.some((each) => each.method === method && each.path === path),
  )
  expect(own.map(({ path }) => path)).toEqual([
    '/hub.json',
    '/search.json',
    '/later.json',
    '/frame/',
    '/frame/list/',
    '/frame/desk/',
    '/frame/topic/',
    '/frame/start/',
    '/healthz',
    '/../healthz',
  ])
})

test('an address over the limit is refused, and a limiter that fails lets it through', async () => {
  const failing = { limit: () => Promise.reject(new Error('no limiter')) } as RateLimit
  const full = { limit: async () => ({ success: false }) } as RateLimit
  const { cookie } = await member()
  const react = (limiter: RateLimit) =>
    send(
      '/community/conversations/post:open/reactions',
      { emoji: '👍' },
      { cookie, env: { ATTEMPTS: limiter } },
    )
  const refused = await react(full)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
  expect((await react(failing)).status).toBe(303)
})

test('no answer tells the id of its request', async () => {
  const { headers } = await ask('/community/', {}, { headers: { 'cf-ray': 'abc123' } })
  expect([...headers.values()].join()).not.toContain('abc123')
})
