import { beforeEach, expect, test, vi } from 'vitest'
import worker from '../../../worker/index'
import { resetIsolate } from '../../../worker/lib/isolate'
import { newId } from '../../../worker/lib/id'
import { outbox } from '../../../worker/notifications/table'
import { heartbeats } from '../../../worker/pages/health/table'
import { inWeather } from '../../faulty-db'
import { type Asking, ask, bindings, db } from '../../world'

const health = async (env: NonNullable<Asking['env']> = {}) => {
  const { status, headers, body } = await ask('/community/healthz', {}, { env })
  return { status, headers, body, ...(JSON.parse(body) as Record<string, unknown>) }
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** A database that only reads, and counts how often it was to write. */
const readOnly = () => {
  const tried = { times: 0 }
  const DB = inWeather(bindings.DB, (statement) => {
    if (!/^\s*(?:insert|update|delete)/i.test(statement)) return 'fine'
    tried.times++
    return 'down'
  })
  return { tried, DB }
}

beforeEach(async () => {
  resetIsolate()
  await db.delete(heartbeats)
  await db.delete(outbox)
})

test('a healthy hub says what works, and nothing secret', async () => {
  const answer = await health()
  expect(answer).toMatchObject({
    status: 200,
    ok: true,
    database: 'answers',
    writes: 'accepted',
    secret: 'set',
    sender: 'set',
    cron: 'on time',
    lastCron: null,
    oldestDueEmail: null,
  })
  expect(answer.body).not.toContain(bindings.HUB_SECRET)
})

test('a database that takes no writes is reported', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const { DB } = readOnly()
  const answer = await health({ DB })
  expect(answer).toMatchObject({ status: 503, ok: false, database: 'answers', writes: 'refused' })
  expect(answer.headers.get('retry-after')).toBe('30')
  expect(log.mock.calls.flat().join(' ')).toContain('the database takes no writes')
})

test('asked often, it writes once a minute', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const { DB, tried } = readOnly()
  for (let times = 0; times < 5; times++) expect((await health({ DB })).status).toBe(503)
  expect(tried.times).toBe(1)
  vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] })
  await health({ DB })
  expect(tried.times).toBe(2)
})

test.each([
  ['missing', undefined],
  ['missing', ''],
  ['too short', 'guessable'],
])('a secret that is %s is reported', async (secret, HUB_SECRET) => {
  const answer = await health({ HUB_SECRET })
  expect(answer).toMatchObject({ status: 503, ok: false, secret })
  expect(answer.body).not.toContain('guessable')
})

test('a hub without a sender is healthy and says so', async () => {
  const answer = await health({ HUB_LOCAL: undefined })
  expect(answer).toMatchObject({ status: 200, ok: true, sender: 'missing' })
})

test('the last run of the cron trigger is told, and that it has stopped', async () => {
  const scheduled = minutesAgo(2)
  await worker.scheduled(
    { scheduledTime: scheduled.getTime(), cron: '* * * * *', noRetry: () => undefined },
    bindings,
  )
  expect(await health()).toMatchObject({ ok: true, lastCron: scheduled.toISOString() })
  await db.update(heartbeats).set({ at: minutesAgo(11) })
  expect(await health()).toMatchObject({ status: 503, ok: false, cron: 'late' })
})

test('it tells since when an email is due', async () => {
  const email = (dueAt: Date) => ({
    id: newId(new Date()),
    event: 'idea.status' as const,
    subject: 'a member',
    createdAt: minutesAgo(60),
    dueAt,
  })
  const oldest = minutesAgo(30)
  await db.insert(outbox).values([email(minutesAgo(3)), email(oldest), email(minutesAgo(-5))])
  const answer = await health()
  expect(answer).toMatchObject({ status: 200, oldestDueEmail: oldest.toISOString() })
  expect(answer.body).not.toContain('a member')
})
