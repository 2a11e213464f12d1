import { describe, expect, test } from 'vitest'
import { conversations } from '../../worker/discussion/conversations/table'
import { ask, bindings, db, origin, send } from '../world'

/** The test hub's database, doing something else whenever it is asked. */
const databaseThat = (answer: () => Promise<never>): D1Database => {
  const statement = { bind: () => statement, all: answer, raw: answer, run: answer, first: answer }
  return { prepare: () => statement, batch: answer } as unknown as D1Database
}

const down = databaseThat(() => Promise.reject(new Error('D1_ERROR: Network connection lost.')))
const hanging = databaseThat(() => new Promise(() => undefined))

/** Beside what is kept at the edge: somebody who has a cookie of ours gets a page of their own. */
const fresh = { cookie: 'hub-guest=nobody' }

const setCount = (id: string, comments: number) =>
  db
    .insert(conversations)
    .values({ id, comments })
    .onConflictDoUpdate({ target: conversations.id, set: { comments } })

const countOf = (html: string, id: string) =>
  new RegExp(`<hub-count data-conversation="${id}"[^>]*>([^<]*)</hub-count>`).exec(html)?.[1]

describe('counts on lists', () => {
  test('a list says how many comments each conversation has, and nothing of those without', async () => {
    await setCount('post:open', 1)
    await setCount('post:permanent', 1234)
    const { body } = await ask('/community/', {}, fresh)
    expect(countOf(body, 'post:open')).toBe('1 comment')
    expect(countOf(body, 'post:permanent')).toBe('1,234 comments')
    expect(countOf(body, 'post:closed')).toBe('')
  })

  test.each(['/community/kinds/question/', '/community/people/ada/', '/community/spaces/public/'])(
    'the list at %s has its counts as well',
    async (path) => {
      await setCount('post:permanent', 2)
      expect(countOf((await ask(path, {}, fresh)).body, 'post:permanent')).toBe('2 comments')
    },
  )

  test('a list costs one reading, and a page without lists none', async () => {
    let asked = 0
    const DB = Object.assign(Object.create(bindings.DB) as D1Database, {
      prepare: (text: string) => bindings.DB.prepare(text),
      batch: (statements: D1PreparedStatement[]) => {
        asked++
        return bindings.DB.batch(statements)
      },
    })
    await ask('/community/', {}, { ...fresh, env: { DB } })
    expect(asked).toBe(1)
    await ask('/community/elsewhere/', {}, { ...fresh, env: { DB } })
    expect(asked).toBe(1)
  })

  test.each([
    ['down', down],
    ['slow', hanging],
  ])(
    'with the database %s the list is there within a second or so, without counts',
    async (_, DB) => {
      const started = Date.now()
      const { status, body } = await ask('/community/', {}, { ...fresh, env: { DB } })
      expect(status).toBe(200)
      expect(countOf(body, 'post:open')).toBe('')
      expect(body).toContain('</html>')
      expect(Date.now() - started).toBeLessThan(3000)
    },
  )

  test('a list whose counts failed is not kept: the next reader sees them', async () => {
    await setCount('post:permanent', 3)
    const path = '/community/kinds/question/'
    expect(countOf((await ask(path, {}, { env: { DB: down } })).body, 'post:permanent')).toBe('')
    expect(countOf((await ask(path)).body, 'post:permanent')).toBe('3 comments')
    await setCount('post:permanent', 4)
    expect(countOf((await ask(path)).body, 'post:permanent')).toBe('3 comments')
  })
})

describe('addresses', () => {
  test.each([
    ['/community', '/community/'],
    ['/community/posts/open', '/community/posts/open/'],
    ['/community/search?q=a%20b', '/community/search/?q=a%20b'],
    ['/community/kinds/news', '/community/kinds/news/'],
  ])('%s leads to %s, where the page lives', async (path, place) => {
    const { status, headers } = await ask(path)
    expect(status).toBe(301)
    expect(headers.get('location')).toBe(place)
  })

  test.each([
    '//elsewhere.test',
    '//elsewhere.test/x',
    '/\\elsewhere.test',
    '/community//elsewhere.test/%2e',
  ])('no slash leads to another host: %s', async (path) => {
    const { headers } = await ask(`${origin}${path}`)
    const location = new URL(headers.get('location') ?? '/', origin)
    expect(location.origin).toBe(origin)
  })

  test.each(['/community/', '/community/posts/open/', '/community/search/', '/community/nothing/'])(
    'a HEAD of %s is answered as a GET would be, without the page',
    async (path) => {
      const [head, get] = [await ask(path, { method: 'HEAD' }), await ask(path)]
      expect(head.status).toBe(get.status)
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'))
      expect(head.body).toBe('')
    },
  )

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])(
    'the hub does not take %s and says what it takes',
    async (method) => {
      const { status, headers } = await ask('/community/posts/open/', { method })
      expect(status).toBe(405)
      expect(headers.get('allow')).toBe('GET, HEAD, POST')
    },
  )

  test('a form sent to a page that takes none is sent to nowhere', async () => {
    expect((await send('/community/posts/open/', {})).status).toBe(404)
  })
})

describe('health', () => {
  test.each(['/community/healthz', '/healthz'])(
    '%s says that the database answers',
    async (path) => {
      const { status, headers, body } = await ask(path)
      expect(status).toBe(200)
      expect(JSON.parse(body)).toMatchObject({ ok: true })
      expect(headers.get('cache-control')).toBe('private, no-store')
    },
  )

  test.each([
    ['down', down],
    ['slow', hanging],
  ])('with the database %s it says so', async (_, DB) => {
    const { status, headers, body } = await ask('/community/healthz', {}, { env: { DB } })
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('30')
    expect(JSON.parse(body)).toMatchObject({ ok: false })
  })

  test('a deployed hub answers it below its base alone', async () => {
    expect((await ask('/healthz', {}, { env: { HUB_LOCAL: '' } })).status).toBe(404)
  })
})
