import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { ensureConversation } from '../../../worker/discussion/conversations/commands'
import { newId } from '../../../worker/lib/id'
import { readHub } from '../../../worker/http/hub'
import {
  ask,
  bindings,
  confirmationOf,
  cookieOf,
  db,
  member,
  say,
  send,
  stranger,
} from '../../world'
import { inWeather } from '../../faulty-db'

const MARK = /quetzal/i
const failing = { DB: inWeather(bindings.DB, () => 'down') }
const { guarded = '' } = await readHub(bindings)

/** A comment in a restricted space, with the marked word in it. */
const addGuarded = async (conversation: string) => {
  const id = newId(new Date())
  await ensureConversation(db, conversation)
  const words = { name: 'Quetzal', body: 'A quetzalword', html: '<p>A quetzalword</p>' }
  const place = { conversation, root: id, path: id, depth: 0, shown: true }
  const state = { renderer: 1, state: 'published' as const, writtenAt: new Date() }
  await db.insert(comments).values({ id, ...words, ...place, ...state })
  return id
}

const said = await addGuarded('post:quetzalid')
const fields = { body: 'Words', name: 'Rosa', email: 'rosa@example.org', emoji: '👍' }

/** The pictures that its page shows, beside it. */
const pictures = await (async () => {
  const { cookie } = await member()
  const { body } = await ask('/community/posts/in-crew/', {}, { cookie })
  return [...body.matchAll(/src="([^"]*quetzal-[^"]+)"/g)].map(([, path]) => path!)
})()

/** What there is to ask of one conversation, and what is asked the same way of one that is not. */
const asked: [string, string, ((path: string) => ReturnType<typeof ask>)?][] = [
  ['its page', '/community/posts/in-crew/'],
  ['its page, in another order', '/community/posts/in-crew/?sort=newest'],
  ['its page, as a file', '/community/posts/in-crew/index.html'],
  ['its old address', '/community/posts/quetzal-formerly/'],
  ['a file beside it', '/community/posts/in-crew/quetzal-plan.txt'],
  ['its comments as a feed', '/community/posts/in-crew/comments.xml'],
  ['a comment', `/community/comments/${said}/`],
  ['the page to answer a comment', `/community/comments/${said}/reply/`],
  ['the page to change a comment', `/community/comments/${said}/revision`],
  ['a new comment', '/community/conversations/post:quetzalid/comments', (p) => send(p, fields)],
  ['a preview', '/community/conversations/post:quetzalid/preview', (p) => send(p, fields)],
  ['a reaction', '/community/conversations/post:quetzalid/reactions', (p) => send(p, fields)],
  ['a reaction to a comment', `/community/comments/${said}/reactions`, (p) => send(p, fields)],
  ['a change', `/community/comments/${said}/revision`, (p) => send(p, fields)],
  ['a removal', `/community/comments/${said}/removal`, (p) => send(p, fields)],
  ...pictures.map((path): [string, string] => ['a picture of it', path]),
]

/** The same address with the names of nothing in it. */
const nothingLike = (path: string) =>
  path
    .replace('in-crew', 'no-such')
    .replace('quetzal-formerly', 'no-such-either')
    .replace('quetzal-plan', 'no-such-plan')
    .replace('quetzalid', 'no-such-id')
    .replace(said, newId(new Date()))

/** The page without the address that was asked for, which it may name. */
const told = ({ status, body }: { status: number; body: string }, path: string) => ({
  status,
  body: body.replaceAll(encodeURIComponent(path), 'HERE').replaceAll(path, 'HERE'),
})

describe('a viewer who may not read it gets 404:', () => {
  test.each(asked)('%s', async (_name, path, how = (path) => ask(path)) => {
    const answer = await how(path)
    expect(answer.status).toBe(404)
    expect(answer.body.replaceAll(encodeURIComponent(path), '').replaceAll(path, '')).not.toMatch(
      MARK,
    )
    const other = nothingLike(path)
    expect(told(answer, path)).toEqual(told(await how(other), other))
  })
})

describe('no spelling of its address bypasses the check:', () => {
  test.each([
    '/community/posts/in%2Dcrew/',
    '/community/posts/in-crew%2F',
    '/community/posts/in-crew%2Findex.html',
    '/community/posts%2Fin-crew/',
    '/community/posts/IN-CREW/',
    '/community/posts//in-crew/',
    '/community//posts/in-crew/',
    '//community/posts/in-crew/',
    '/community/./posts/x/../in-crew/',
    '/community/posts/x/%2e%2e/in-crew/',
    '/community/posts/in-crew/.',
    '/community/posts/in-crew/?',
    '/community/posts/in-crew/index',
    '/community/posts/in-crew/quetzal%2Dplan.txt',
    '/community/posts/in-crew//quetzal-plan.txt',
    `/${guarded}/community/posts/in-crew/`,
    `/community/${guarded}/community/posts/in-crew/`,
    `/community/..%2f${guarded}/community/posts/in-crew/`,
    `/${guarded.replace('g', '%67')}/community/posts/in-crew/`,
    `/${guarded.toUpperCase()}/community/posts/in-crew/`,
  ])('%s', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, body, headers } = await ask(path, { method })
      expect([301, 307, 308, 404], `${method} ${status}`).toContain(status)
      expect(body).not.toMatch(/quetzalword/i)
      expect(headers.get('location') ?? '').not.toContain('guarded-')
    }
  })
})

describe('a viewer who may read it', () => {
  test('gets its page, comments, files and feed, and none is cached', async () => {
    const { cookie } = await member()
    for (const [name, path] of asked.slice(0, 2).concat(asked.slice(4, 6))) {
      const { status, body, headers } = await ask(path, {}, { cookie })
      expect(status, name).toBe(200)
      expect(body, name).toMatch(/quetzalword/)
      expect(headers.get('cache-control'), name).toBe('private, no-store')
      expect((await ask(path)).status, `${name}, for the next who asks`).toBe(404)
    }
    const { headers } = await ask(`/community/comments/${said}/`, {}, { cookie })
    expect(headers.get('location')).toContain('/community/posts/in-crew/')
  })

  test('gets its pictures, uncached', async () => {
    expect(pictures).toHaveLength(3)
    const { cookie } = await member()
    for (const path of pictures) {
      const { status, headers } = await ask(path, {}, { cookie })
      expect(status, path).toBe(200)
      expect(headers.get('content-type'), path).toMatch(/^image\//)
      expect(headers.get('cache-control'), path).toBe('private, no-store')
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      const down = await ask(path, {}, { cookie, env: failing })
      expect(down.status, path).toBe(503)
    }
  })

  test('never sees the guarded path', async () => {
    const { cookie } = await member()
    for (const path of ['index.html', 'index', 'comments.xml/', 'nothing.txt', '.', '%2e%2e/']) {
      const { headers, body } = await ask(`/community/posts/in-crew/${path}`, {}, { cookie })
      expect(headers.get('location') ?? '', path).not.toContain('guarded-')
      expect(body, path).not.toContain('guarded-')
    }
  })

  test('is redirected from its former address', async () => {
    const { cookie } = await member()
    const { status, headers } = await ask('/community/posts/quetzal-formerly/', {}, { cookie })
    expect(status).toBe(301)
    expect(headers.get('location')).toBe('/community/posts/in-crew/')
  })

  test('finds its comments, and no other viewer does', async () => {
    const path = '/community/search/?q=quetzalword'
    expect((await ask(path)).body).not.toContain(`/comments/${said}/`)
    const { cookie } = await member()
    expect((await ask(path, {}, { cookie })).body).toContain(`/comments/${said}/`)
    const elsewhere = await addGuarded('post:in-back-room')
    expect((await ask(path, {}, { cookie })).body).not.toContain(elsewhere)
    const host = await member({ role: 'host' })
    expect((await ask(path, {}, { cookie: host.cookie })).body).toContain(elsewhere)
  })
})

test('a level gives access, also to a guest who has confirmed their address', async () => {
  const rosa = stranger()
  const held = await say(rosa, 'Who am I?')
  const known = '/community/posts/in-known/'
  expect((await ask(known, {}, { cookie: cookieOf(held) })).status).toBe(404)
  const cookie = cookieOf(await send(await confirmationOf(rosa), {}))
  expect((await ask(known, {}, { cookie })).status).toBe(200)
  expect((await ask('/community/posts/in-crew/', {}, { cookie })).status).toBe(404)
})

test('a group without members gives access to hosts only', async () => {
  const paths = ['/community/posts/in-testers/', '/community/posts/in-back-room/']
  const [expert, host] = [await member({ answers: 99 }), await member({ role: 'host' })]
  for (const path of paths) {
    expect((await ask(path, {}, { cookie: expert.cookie })).status).toBe(404)
    expect((await ask(path, {}, { cookie: host.cookie })).status).toBe(200)
  }
})

describe('while the database is unavailable', () => {
  test('it stays closed: 503 for a viewer who might read it, without any of its content', async () => {
    const { cookie } = await member()
    for (const [name, path, how] of asked.slice(0, 6)) {
      const { status, body, headers } = await ask(path, {}, { cookie, env: failing })
      // As a static file it is 404 for all viewers.
      expect(status, `${name} ${how?.name}`).toBe(503)
      expect(headers.get('retry-after'), name).toBe('60')
      expect(body, name).not.toMatch(/quetzalword/)
    }
  })

  test('it is 404 for a reader without a cookie, without a query', async () => {
    const before = await ask('/community/posts/in-crew/')
    const { status, body } = await ask('/community/posts/in-crew/', {}, { env: failing })
    expect({ status, body }).toEqual({ status: 404, body: before.body })
  })
})

test('a public post costs a reader without a cookie no extra query', async () => {
  const texts: string[] = []
  let trips = 0
  const DB = inWeather(bindings.DB, (sql) => {
    trips++
    texts.push(...sql.split(';'))
    return 'fine'
  })
  const { status } = await ask('/community/posts/in-talk/', {}, { env: { DB } })
  expect(status).toBe(200)
  expect(trips).toBe(1)
  expect(texts.filter((sql) => /\b(?:sessions|members|grants)\b/.test(sql))).toEqual([])
  for (const path of ['/community/levels/', '/community/spaces/crew/', '/community/posts/in-crew/'])
    await ask(path, {}, { env: { DB } })
  expect(trips).toBe(1)
})
