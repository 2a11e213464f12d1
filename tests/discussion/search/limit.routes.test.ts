import { expect, test } from 'vitest'
import { ask, bindings, say, stranger } from '../../world'

/** Searches a minute and address (`ATTEMPTS` in wrangler.toml). */
const LIMIT = 30

const search = (query: string, address: string, env = {}) =>
  ask(`/community/search/?${query}`, {}, { address, env })

/** Searches until the limit of this address is reached, and one more. */
const exceed = async (address: string) => {
  for (let at = 0; at < LIMIT; at++) {
    const { status } = await search(`q=chain+${at}`, address)
    if (status === 429) break
    expect(status).toBe(200)
  }
  return search('q=worn+%22chain%22&kind=question&tag=brakes', address)
}

test('a person may search 30 times a minute; then the page keeps the words and says when', async () => {
  const { address } = stranger()
  const { status, headers, body } = await exceed(address)
  expect(status).toBe(429)
  expect(headers.get('retry-after')).toBe('60')
  expect(headers.get('content-type')).toContain('text/html')
  expect(body).toMatch(/<input[^>]*name="q"[^>]*value="worn &quot;chain&quot;"/)
  expect(body).toMatch(/<option value="question" selected/)
  expect(body).toMatch(/<input[^>]*name="tag"[^>]*value="brakes"/)
  expect(body).toMatch(/role="alert">That was a lot of searches/)
  expect(body).toMatch(/<\/html>\s*$/)
})

test('a visitor who searches too fast reads and comments as before, and others search', async () => {
  const fast = stranger()
  await exceed(fast.address)
  for (const path of ['posts/open/', '', 'search/', 'kinds/question/', 'feed.xml'])
    expect((await ask(`/community/${path}`, {}, fast)).status, path).toBe(200)
  expect((await say(fast, 'I can still say this')).status).toBe(303)
  expect((await search('q=chain', stranger().address)).status).toBe(200)
})

test('a refused search never reaches the database', async () => {
  const ATTEMPTS = { limit: async () => ({ success: false }) } as RateLimit
  const DB = new Proxy(bindings.DB, {
    get: () => {
      throw new Error('the database was asked')
    },
  })
  expect((await search('q=chain', stranger().address, { ATTEMPTS, DB })).status).toBe(429)
})

test('a limiter that fails lets searches pass', async () => {
  const ATTEMPTS = { limit: () => Promise.reject(new Error('no limiter')) } as unknown as RateLimit
  expect((await search('q=chain', stranger().address, { ATTEMPTS })).status).toBe(200)
})
