import { beforeEach, expect, test, vi } from 'vitest'
import worker from '../../worker/index'
import { inWeather } from '../faulty-db'
import { ask, bindings, send, stranger } from '../world'

const log = vi.spyOn(console, 'error')
beforeEach(() => void log.mockReset().mockReturnValue())

/** The log, a line for each failure: the cause without its stack. */
const lines = () => log.mock.calls.map((parts) => parts.map(String).join(' '))

const ray = '8f2c1d3e4a5b6c7d-FRA'

const failingAt = (pattern: RegExp) =>
  inWeather(bindings.DB, (statement) => (pattern.test(statement) ? 'down' : 'fine'))

test('an error page shows the id that is in the log', async () => {
  const { status, body } = await ask(
    '/community/kinds/question/unanswered/',
    { headers: { 'cf-ray': ray } },
    { cookie: 'hub-guest=nobody', env: { DB: failingAt(/./) } },
  )
  expect(status).toBe(503)
  expect(body).toContain(`please give the number ${ray}`)
  expect(lines().join('\n')).toMatch(new RegExp(`GET /kinds/\\S+ .request ${ray}`))
})

test('a failure below the handlers has event, path, request id and cause, and nothing typed', async () => {
  const rosa = stranger()
  await send(
    '/community/conversations/post:open/comments',
    { body: 'Words of mine', name: rosa.name, email: rosa.email },
    { address: rosa.address, headers: { 'cf-ray': ray }, env: { DB: failingAt(/"?filters"?/) } },
  )
  expect(lines()).toContain(
    `the data of the spam filter cannot be read: POST /conversations/:conversation/comments (request ${ray}): Error: D1_ERROR: Network connection lost.`,
  )
  expect(lines().join('\n')).not.toMatch(/Words of mine|@example|params/)
})

test('so has work after the response', async () => {
  const rosa = stranger()
  const DB = failingAt(/^update "outbox"|from "outbox"/)
  await send(
    '/community/conversations/post:open/comments',
    { body: 'More words', name: rosa.name, email: rosa.email },
    { address: rosa.address, headers: { 'cf-ray': ray }, env: { DB } },
  )
  const place = `POST /conversations/:conversation/comments (request ${ray})`
  expect(lines()).toContain(
    `work after the response failed: ${place}: Error: D1_ERROR: Network connection lost.`,
  )
})

test('a job of the cron trigger has the id of its run', async () => {
  await worker.scheduled(
    { scheduledTime: Date.now(), cron: '* * * * *', noRetry: () => undefined },
    { ...bindings, DB: failingAt(/"?sessions"?|"?browsers"?/) },
  )
  const runs = lines().map((line) => /^the job to [a-z ]+ failed: cron \(run (\S+)\): ./.exec(line))
  expect(runs).toHaveLength(2)
  expect(runs[0]![1]).toBe(runs[1]![1])
})
