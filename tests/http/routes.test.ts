import { createExecutionContext } from 'cloudflare:test'
import { expect, test } from 'vitest'
import worker from '../../worker/index'
import { ask, bindings, confirmationOf, cookieOf, origin, say, send, stranger } from '../world'
import { inWeather } from '../faulty-db'

const page = '/community/posts/moved/'
const to = 'post:permanent'
const resting = 'Comments are unavailable right now'

/** Somebody says something that everybody can read at once. */
const publish = async (body: string) => {
  const rosa = stranger()
  await say(rosa, body, { to })
  return cookieOf(await send(await confirmationOf(rosa), {}))
}

test('the head of a page leaves before the database has answered', async () => {
  const DB = inWeather(bindings.DB, () => 1500)
  const request = new Request(`${origin}${page}`) as Request<unknown, IncomingRequestCfProperties>
  const began = Date.now()
  const answer = await worker.fetch(request, { ...bindings, DB }, createExecutionContext())
  const reader = answer.body!.getReader()
  const { value } = await reader.read()
  const first = Date.now() - began
  let rest = ''
  for (let read = await reader.read(); !read.done; read = await reader.read())
    rest += new TextDecoder().decode(read.value)
  const last = Date.now() - began

  expect(new TextDecoder().decode(value)).toContain('<title>')
  expect(rest.trimEnd()).toMatch(/<\/html>$/)
  // Not a time but an order: the head did not wait for what the slot waited for.
  expect(first).toBeLessThan(last / 2)
})

test.each([
  ['down', 'down'],
  ['hanging', 'hanging'],
  ['slow', 5000],
] as const)(
  'with a database that is %s, a post is whole and its comments rest',
  async (_, weather) => {
    const DB = inWeather(bindings.DB, () => weather)
    const answer = await ask(page, {}, { env: { DB } })
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('It keeps its comments.')
    expect(answer.body).toContain(resting)
    expect(answer.body.trimEnd()).toMatch(/<\/html>$/)
  },
)

test('a page with a resting slot is never kept: the next reader sees the comments', async () => {
  await publish('Here after the storm')
  const DB = inWeather(bindings.DB, () => 'down')
  expect((await ask(page, {}, { env: { DB } })).body).toContain(resting)
  expect((await ask(page)).body).toContain('Here after the storm')
})

test('a crowd without cookies costs the database nothing once the page is kept', async () => {
  await publish('Read by a crowd')
  await ask(page)
  const DB = inWeather(bindings.DB, (sql) => {
    throw new Error(`asked: ${sql}`)
  })
  expect((await ask(page, {}, { env: { DB } })).body).toContain('Read by a crowd')
})

test("other cookies of the host do not count as the hub's", async () => {
  await ask(page)
  const DB = inWeather(bindings.DB, () => 'down')
  const answer = await ask(page, {}, { cookie: '_ga=1; xhub-guest=2', env: { DB } })
  expect(answer.body).not.toContain(resting)
})

test("somebody with the hub's cookie gets a fresh page, and leaves none behind", async () => {
  const cookie = await publish('Mine to change')
  await ask(page)
  const DB = inWeather(bindings.DB, () => 'down')
  expect((await ask(page, {}, { cookie, env: { DB } })).body).toContain(resting)
  expect((await ask(page, {}, { env: { DB } })).body).not.toContain(resting)
})

test('unknown parameters and headers that no key holds change nothing in a kept page', async () => {
  await ask(page)
  const DB = inWeather(bindings.DB, () => 'down')
  const headers = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'gopher',
    'x-original-url': '/x',
  }
  const answer = await ask(`${page}?utm_source=x&cachebust=1`, {}, { headers, env: { DB } })
  expect(answer.body).not.toContain(resting)
  expect(answer.body).not.toContain('evil.example')
})

test('a browser that holds the static page never gets a 304 for the composed one', async () => {
  const built = await bindings.ASSETS.fetch(`https://assets${page}`)
  const etag = built.headers.get('etag')!
  expect(etag).toBeTruthy()
  const answer = await ask(page, { headers: { 'if-none-match': etag } })
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, null])
})

test.each(['/community/', page, '/community/nowhere/', '/community/feed.xml', '/robots.txt'])(
  'what the Worker answers is private and not stored: %s',
  async (path) => {
    expect((await ask(path)).headers.get('cache-control')).toBe('private, no-store')
  },
)

test('what the build tells the Worker is served to nobody', async () => {
  const paths = [
    '/hub.json',
    '/community/hub.json',
    '/search.json',
    '/community/search.json',
    '/community/frame/',
    '/community/frame/desk/',
    '/community/frame/topic/',
    '/community/frame/start/',
    '/_headers',
  ]
  for (const path of paths) {
    const { status, body } = await ask(path)
    expect(status, path).toBe(404)
    expect(body, path).not.toContain('"conversations"')
  }
})

test('an old address leads to the new one, for good', async () => {
  const answer = await ask('/community/posts/old-address/')
  expect([answer.status, answer.headers.get('location')]).toEqual([301, page])
})

test('the root of the host leads to the hub', async () => {
  expect((await ask('/')).headers.get('location')).toBe('/community/')
})

test('every page forbids scripts and styles in its markup, and framing', async () => {
  for (const path of ['/community/', page, '/community/nowhere/']) {
    const policy = (await ask(path)).headers.get('content-security-policy')!
    expect(policy, path).toContain("default-src 'none'")
    expect(policy, path).toContain("script-src 'self';")
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(policy, path).not.toContain('unsafe')
  }
})

test('pictures come from the hub, and from where its editors allow', async () => {
  const policy = (await ask('/community/')).headers.get('content-security-policy')!
  expect(policy).toContain("img-src 'self' data: https://pictures.example.org;")
})

test('a page that is not there answers 404 in the look of the hub', async () => {
  const answer = await ask('/community/posts/nope/')
  expect(answer.status).toBe(404)
  expect(answer.body).toContain('Test House')
})
