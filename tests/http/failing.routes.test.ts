import { expect, test, vi } from 'vitest'
import { inWeather, type Weather } from '../faulty-db'
import { ask, bindings, cold, member, topic } from '../world'

/*
 * What becomes of the community while its database fails: what is in files is read as ever, and what
 * is in the database alone says so, with when to come back. No page is cut off, or empty, or lies.
 */

const ivy = await member({ name: 'Ivy' })
const { id, slug } = await topic({ by: ivy, title: 'Which chain lasts' })
const own = `topics/${id.slice('topic:'.length)}/${slug}/`

/** Built, and alive while the database answers. */
const files = [
  '',
  'kinds/question/',
  'kinds/idea/',
  'kinds/resource/',
  'spaces/public/',
  'feed.xml',
  'feed.json',
  'kinds/question/feed.xml',
  'sitemap-index.xml',
  'posts/open/',
  'levels/',
  'contributors/',
]

/** In the database alone. */
const memory = [
  own,
  `${own}history/`,
  `${own}comments.xml`,
  'search/?q=chain',
  'kinds/question/unanswered/',
  'kinds/question/unanswered/feed.xml',
  'sitemap-topics.xml',
  'sitemap-topics-1.xml',
]

/** What asks who somebody is before it says anything. */
const doors = ['start/', 'me/', 'desk/', 'desk/groups/', 'desk/requests/']

const weathers: Weather[] = ['down', 'hanging']

// Whoever reads while the database hangs waits until the page gives up on it: many wait at once.
vi.setConfig({ maxConcurrency: 20 })

/** Beside what is kept at the edge: somebody who has acted here, and a member. */
const guest = { cookie: 'hub-guest=nobody' }
const signedIn = { cookie: ivy.cookie }

const read = (path: string, weather: Weather, asking: { cookie: string }) =>
  ask(
    cold(path),
    {},
    {
      ...asking,
      // Work after the answer hangs, too, until the platform ends it.
      isHasty: weather === 'hanging',
      env: { DB: inWeather(bindings.DB, () => weather) },
    },
  )

/** A whole page or feed, with nothing in it that only a program says. */
const isWhole = (body: string) =>
  /(?:<\/html>|<\/feed>|<\/urlset>|<\/sitemapindex>|\})\s*$/.test(body) &&
  !/undefined|\[object/.test(body)

test.each(memory)('while all is well, B %s is there', async (path) => {
  expect((await ask(`/community/${path}`, {}, guest)).status).toBe(200)
})

test.concurrent.each(weathers.flatMap((weather) => files.map((path) => [weather, path] as const)))(
  'while the database is %s, B %s is read as it was built',
  async (weather, path) => {
    const answers = [guest, signedIn].map((asking) => read(path, weather, asking))
    for (const { status, body } of await Promise.all(answers))
      expect([status, isWhole(body)], body.slice(0, 300)).toEqual([200, true])
  },
)

test.concurrent.each(weathers.flatMap((weather) => memory.map((path) => [weather, path] as const)))(
  'while the database is %s, B %s says so, and when to come back',
  async (weather, path) => {
    const answers = [guest, signedIn].map((asking) => read(path, weather, asking))
    for (const { status, headers, body } of await Promise.all(answers)) {
      expect([status, isWhole(body)], body.slice(0, 300)).toEqual([503, true])
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(headers.get('cache-control')).toBe('private, no-store')
    }
  },
)

test.concurrent.each(weathers.flatMap((weather) => doors.map((path) => [weather, path] as const)))(
  'while the database is %s, nobody is let in or turned away at B %s',
  async (weather, path) => {
    const { status, headers } = await read(path, weather, signedIn)
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([503, true])
  },
)
