import { DrizzleQueryError } from 'drizzle-orm'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { logFailure, withoutParameters } from '../../worker/lib/log-failure'

const database = new Error('D1_ERROR: no such table: members: SQLITE_ERROR')
const query = () => new DrizzleQueryError('select ?', ['ada@example.org'], database)

const log = vi.spyOn(console, 'error')
beforeEach(() => void log.mockReset().mockImplementation(() => undefined))
afterAll(() => log.mockRestore())

test.each([
  ['a failed query', query()],
  ['an error caused by one', new Error('not saved: ada@example.org', { cause: query() })],
  ['a query within a query', new DrizzleQueryError('select ?', ['ada'], query())],
])('of %s only the error of the database is left', (_, error) => {
  expect(withoutParameters(error)).toBe(database)
})

test('a failed query without a cause says only that it failed', () => {
  expect(withoutParameters(new DrizzleQueryError('select ?', ['ada@example.org']))).toBe(
    'query failed',
  )
})

test('any other error stays as it is, with its cause', () => {
  const error = new Error('no answer within 1000 ms (read)', { cause: database })
  expect(withoutParameters(error)).toBe(error)
  expect(withoutParameters('invalid_grant')).toBe('invalid_grant')
})

test('a log line has the event and the cause, if there is one', () => {
  logFailure('a comment was not saved', query())
  logFailure('HUB_SECRET is not set')
  expect(log.mock.calls).toEqual([
    ['a comment was not saved:', database],
    ['HUB_SECRET is not set'],
  ])
})
