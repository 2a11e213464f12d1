import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { groups } from '../../worker/accounts/groups/table'
import type { Bindings } from '../../worker/env'
import { deadlines } from '../../worker/lib/with-deadline'
import { inWeather, type Weather } from '../faulty-db'
import { bindings, cookieOf, db, drawnAgo, member, say, send, stranger, topic } from '../world'
import { addressOf, everyRoute } from './every-route'

/*
 * Whoever has typed something has it back when it cannot be saved: at every address that takes a form,
 * whatever is wrong with the database or the rate limiter.
 */

const real = { ...deadlines }
const short = Object.fromEntries(Object.keys(real).map((name) => [name, 50]))

beforeAll(() => void Object.assign(deadlines, short, { request: 200 }))
afterAll(() => void Object.assign(deadlines, real))
vi.setConfig({ maxConcurrency: 20 })

const WORDS = 'Words that took an hour & a half to type'
const SHOWN = WORDS.replace('&', '&amp;')

const olga = await member({ role: 'owner' })
const other = await member()
const idea = await topic({ kind: 'idea', by: olga })
const said = await say(stranger(), 'A comment of a stranger')
const id = /c-([0-9a-f-]{36})/.exec(said.headers.get('location')!)![1]!
await send(`/community/comments/${id}/approval`, {}, olga)
const rosa = stranger()
const own = await say(rosa, 'A comment of Rosa')
const ownId = /c-([0-9a-f-]{36})/.exec(own.headers.get('location')!)![1]!
await db.insert(groups).values({ id: 'testers', name: 'Testers', createdAt: new Date() })

const values = (path: string) => ({
  conversation: path.endsWith('/comments') || path.endsWith('/preview') ? 'post:open' : idea.id,
  id: path.startsWith('/desk/people') ? other.id : path.endsWith('/revision') ? ownId : id,
  group: 'testers',
  space: 'testers',
  ...(path.startsWith('/desk/alerts') && { slug: 'tap' }),
})

/** Guests edit their own; whoever is in a space asks for no access to it. */
const cookieFor = (path: string) => {
  if (path === '/comments/:id/revision') return cookieOf(own)
  return path === '/comments/:id/report' || path.startsWith('/spaces') ? other.cookie : olga.cookie
}

/** What is typed at each address; a field that a form does not have is not read. */
const typed = async (path: string): Promise<Record<string, string>> => ({
  body: WORDS,
  title: WORDS,
  reason: WORDS,
  reply: WORDS,
  name: WORDS,
  about: WORDS,
  email: 'rosa@example.org',
  kind: path.startsWith('/start') ? 'question' : 'grant',
  space: 'public',
  level: 'newcomer',
  status: path.startsWith('/desk/alerts') ? 'monitoring' : 'planned',
  text: WORDS,
  answer: 'yes',
  role: 'host',
  term: 'for-good',
  handle: other.handle,
  drawn: await drawnAgo(60, path.startsWith('/start') ? 'start' : 'post:open'),
})

const written = (error: string) => (sql: string) =>
  /^\s*(insert|update|delete)|;\s*(insert|update|delete)/i.test(sql) ? new Error(error) : 'fine'

const faults: Record<string, (sql: string) => Weather> = {
  'is down': () => 'down',
  'never answers': () => 'hanging',
  'is read-only': written('D1_ERROR: attempt to write a readonly database: SQLITE_READONLY'),
  'is full': written('D1_ERROR: database or disk is full: SQLITE_FULL'),
}

const generous = { limit: async () => ({ success: true }) } as RateLimit

const posts = everyRoute.flatMap(([method, path]) => (method === 'POST' ? [path] : []))

const answerTo = async (path: string, env: Partial<Bindings>) => {
  const asking = { cookie: cookieFor(path), env, isHasty: true }
  return send(addressOf(path, values(path)), await typed(path), asking)
}

const isKept = (body: string) =>
  (body.match(/<form[^>]*method="post"[^]*?<\/form>/g) ?? []).some((form) => form.includes(SHOWN))

/** Nothing is written there, or nothing typed is lost; a reaction has no words. */
const WORDLESS = [
  '/alerts/:mark/dismissal',
  '/auth/:provider',
  '/comments/:id/reactions',
  '/conversations/:conversation/reactions',
  '/me/leaving/letter',
  '/offers/:offer/dismissal',
  '/share/:network/',
  // Other machines post these.
  '/mail/events/resend',
  '/mail/events/postmark',
  '/mail/events/ses',
  // Its buttons have no words, and a forged link needs no database.
  '/stop/:token/',
]

const withWords = posts.filter((path) => !WORDLESS.includes(path))

test.concurrent.each(
  ['is down', 'never answers'].flatMap((fault) => withWords.map((path) => [fault, path] as const)),
)('while the database %s, a form sent to %s comes back with its words', async (fault, path) => {
  const env = { ATTEMPTS: generous, DB: inWeather(bindings.DB, faults[fault]!) }
  const { status, body } = await answerTo(path, env)
  // A preview needs no database.
  expect([path.endsWith('/preview') ? 200 : 503, 503]).toContain(status)
  expect(isKept(body), body).toBe(true)
})

/** What people type at length; what is not there cannot be changed and is 404, with or without a fault. */
const LONG = [
  '/comments/:id/report',
  '/comments/:id/revision',
  '/comments/:id/warning',
  '/conversations/:conversation/comments',
  '/conversations/:conversation/revision',
  '/conversations/:conversation/status',
  '/desk/alerts/:slug/',
  '/desk/groups/',
  '/desk/groups/:group/',
  '/desk/groups/:group/members',
  '/desk/people/:id/ban',
  '/desk/people/:id/role',
  '/desk/people/:id/silence',
  '/desk/replies/',
  '/me/profile/',
  '/spaces/:space/requests',
  '/start/',
]

test.concurrent.each(
  ['is read-only', 'is full'].flatMap((fault) => LONG.map((path) => [fault, path] as const)),
)('while the database %s, a form sent to %s comes back with its words', async (fault, path) => {
  const env = { ATTEMPTS: generous, DB: inWeather(bindings.DB, faults[fault]!) }
  const { status, body } = await answerTo(path, env)
  expect(status, body).toBe(503)
  expect(isKept(body), body).toBe(true)
})

const broken = { limit: () => Promise.reject(new Error('no limiter')) } as RateLimit

test.concurrent.each(LONG)(
  'while the rate limiter fails, a form sent to %s gets as far as the database',
  async (path) => {
    const DB = inWeather(bindings.DB, faults['is full']!)
    const { status, body } = await answerTo(path, { ATTEMPTS: broken, DB })
    expect([status, isKept(body)], body).toEqual([503, true])
  },
)

test('while the rate limiter fails, a comment is posted', async () => {
  const { name, email, address } = stranger()
  const path = '/community/conversations/post:open/comments'
  const env = { ATTEMPTS: broken }
  expect((await send(path, { body: WORDS, name, email }, { address, env })).status).toBe(303)
})
