import { expect, test, vi } from 'vitest'
import { emailStops } from '../../../worker/notifications/stops/table'
import { inWeather } from '../../faulty-db'
import { ask, bindings, db, topic } from '../../world'
import { called, linkFor, mention, oneClick, stopLinkOf } from './letters'

test.each(['query', 'multipart'] as const)(
  'one click in a mail program stops the conversation, and no other (%s)',
  async (kind) => {
    const ben = await called()
    const { id } = await topic()
    expect(await mention(ben, id)).toBe(1)
    const answer = await oneClick(await stopLinkOf(ben), kind)
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(await mention(ben, id)).toBe(1)
    expect(await mention(ben)).toBe(2)
  },
)

test('one click on an email about several conversations stops its kind', async () => {
  const ben = await called()
  const recipient = { kind: 'member', id: ben.id } as const
  expect((await oneClick(await linkFor(recipient, { kind: 'digest' }))).status).toBe(200)
  const stops = await db.select().from(emailStops)
  expect(stops.filter(({ memberId }) => memberId === ben.id)).toMatchObject([
    { kind: 'digest', conversation: '' },
  ])
})

test('one click repeated, also at the same time, is one stop', async () => {
  const ben = await called()
  const link = await linkFor({ kind: 'member', id: ben.id }, { conversation: 'post:open' })
  const answers = await Promise.all([oneClick(link), oneClick(link), oneClick(link)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const stops = await db.select().from(emailStops)
  expect(stops.filter(({ memberId }) => memberId === ben.id)).toHaveLength(1)
})

test('a mail program is not slowed by the limit for guesses', async () => {
  const ben = await called()
  const link = await linkFor({ kind: 'member', id: ben.id }, { kind: 'mention' })
  const limited = { ATTEMPTS: { limit: async () => ({ success: false }) } as RateLimit }
  const init = {
    method: 'POST',
    body: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
  expect((await ask(link, init, { env: limited })).status).toBe(200)
  const guess = await ask(link.replace(/.\/$/, '/'), init, { env: limited })
  expect([guess.status, guess.headers.get('retry-after')]).toEqual([429, '60'])
})

test.each(['query', 'multipart'] as const)(
  'while the database is down, a mail program hears that it may try again (%s)',
  async (kind) => {
    const ben = await called()
    const link = await linkFor({ kind: 'member', id: ben.id }, { kind: 'mention' })
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const DB = inWeather(bindings.DB, () => 'down')
    const answer = await oneClick(link, kind, { env: { DB } })
    log.mockRestore()
    expect([answer.status, answer.headers.has('retry-after')]).toEqual([503, true])
  },
)

test.each([
  ['another field', 'what=all&to=off'],
  ['another value', 'List-Unsubscribe=Two-Clicks'],
  ['the field among others', 'List-Unsubscribe=One-Click&what=all'],
  ['a long body with it', `name="List-Unsubscribe"\r\n\r\nOne-Click\r\n${'a'.repeat(2000)}`],
  ['nothing', ''],
])('from elsewhere, %s is refused', async (_, body) => {
  const ben = await called()
  const link = await linkFor({ kind: 'member', id: ben.id }, { kind: 'mention' })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answers = [
    await ask(link, { method: 'POST', body, headers }),
    await ask(link, {
      method: 'POST',
      body,
      headers: { ...headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([403, 403])
  const stops = await db.select().from(emailStops)
  expect(stops.filter(({ memberId }) => memberId === ben.id)).toEqual([])
})

test.each([
  '/community/me/letters',
  '/community/sign-in/',
  '/community/stop/',
  '/community/stop/a/b/',
])('the field opens no other address to forms of elsewhere: %s', async (path) => {
  expect((await oneClick(path)).status).toBe(403)
})
