import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { deadlines } from '../../worker/lib/with-deadline'
import { inWeather } from '../faulty-db'
import { ask, bindings, member, send, topic } from '../world'
import { addressOf, everyRoute } from './every-route'

/*
 * The database never answers. Every address of the Worker answers all the same, within the deadline of a
 * request, because each is mounted below it: a room need not think of it. The deadlines are short
 * here, so that nobody waits; their order is the product's.
 */

const real = { ...deadlines }
const SHORT = { request: 150 }
const short = { ...Object.fromEntries(Object.keys(real).map((name) => [name, 50])), ...SHORT }

beforeAll(() => void Object.assign(deadlines, short))
afterAll(() => void Object.assign(deadlines, real))

// All of them wait for the same thing, and none needs the processor for it.
vi.setConfig({ maxConcurrency: 20 })

const host = await member({ role: 'owner' })
const { id, slug } = await topic()

const values = {
  conversation: id,
  topic: id.slice('topic:'.length),
  slug,
  kind: 'question',
  handle: host.handle,
  number: '2',
  offer: 'guide',
  network: 'mastodon',
  provider: 'github',
  space: 'public',
  tag: 'chain',
}

/** Long after every deadline: what has not answered by then never will. */
const never = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('no answer')), 100 * SHORT.request)
  })

const WORDS = 'Typed words that nobody wants to lose'

const answerOf = (method: string, path: string, cookie: string) => {
  const asking = { cookie, isHasty: true, env: { DB: inWeather(bindings.DB, () => 'hanging') } }
  const address = addressOf(path, values)
  const fields = { body: WORDS, name: 'Rosa', email: 'rosa@example.org', emoji: '👍' }
  return Promise.race([
    method === 'GET' ? ask(address, {}, asking) : send(address, fields, asking),
    never(),
  ])
}

const viewers = { 'a guest': 'hub-guest=nobody', 'an owner': host.cookie! }
const asked = Object.entries(viewers).flatMap(([who, cookie]) =>
  everyRoute.map(([method, path]) => [method, path, who, cookie] as const),
)

let refused = 0

test.concurrent.each(asked)(
  'while the database hangs, %s %s answers %s within the deadline',
  async (method, path, _who, cookie) => {
    const { status, headers, body } = await answerOf(method, path, cookie)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    if (status < 500) return
    refused++
    expect(status).toBe(503)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    if (headers.get('content-type')?.startsWith('text/html')) expect(body).toMatch(/<\/html>\s*$/)
  },
)

test('most addresses need the database', () => {
  expect(everyRoute.length).toBeGreaterThan(150)
  expect(refused).toBeGreaterThan(100)
})

test('a request may take longer than anything it waits for', () => {
  const { request, ...parts } = real
  expect(Math.max(...Object.values(parts))).toBeLessThan(request)
})
