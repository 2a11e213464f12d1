import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { unavailable } from '../../site/contract/slots'
import worker from '../../worker/index'
import { inWeather, type Weather } from '../faulty-db'
import { ask, bindings, cold, member, say, topic } from '../world'

/*
 * A herd: many readers without a cookie of the hub, who ask for one page at one moment. Whatever
 * their number, the page is read and rendered once.
 */

const HERD = 40

/** The database, counting what it is asked. */
const counting = (weather: () => Weather = () => 'fine') => {
  const asked: string[] = []
  const DB = inWeather(bindings.DB, (sql) => {
    asked.push(sql)
    return weather()
  })
  return { asked, env: { DB } }
}

/** What so many readers get at once, and how often the database was asked for them. */
const visit = async (
  url: string,
  { readers = HERD, ...more }: { readers?: number; weather?: () => Weather; cookie?: string } = {},
) => {
  const { asked, env } = counting(more.weather)
  const reading = () => ask(url, {}, { env, cookie: more.cookie })
  return {
    answers: await Promise.all(Array.from({ length: readers }, reading)),
    reads: asked.length,
  }
}

const asked = await topic({ title: 'Which chain lasts' })

const pages = [
  'posts/open/',
  `topics/${asked.id.slice('topic:'.length)}/${asked.slug}/`,
  '',
  'kinds/question/',
  'kinds/question/?before=1~post:open',
  'contributors/',
  'feed.xml',
  'posts/open/comments.xml',
  'sitemap-index.xml',
  'sitemap-topics-1.xml',
]

test.each(pages)('a herd on the cold page B %s costs what one reader does', async (path) => {
  // The updates of alerts are read once in ten seconds, by whichever page comes first.
  await visit(cold('posts/open/'), { readers: 1 })
  const one = await visit(cold(path), { readers: 1 })
  expect(one.reads).toBeGreaterThan(0)
  const { answers, reads } = await visit(cold(path))
  expect(reads).toBe(one.reads)
  for (const { status, body, headers } of answers) {
    expect([status, body.length]).toEqual([200, answers[0]!.body.length])
    expect(body).toBe(answers[0]!.body)
    expect([...headers]).toEqual([...answers[0]!.headers])
  }
})

test('readers who come while a page is composed or stored wait for it, one after the other', async () => {
  const url = cold('posts/open/')
  const { asked: reads, env } = counting(() => 30)
  const waves = Array.from({ length: 30 }, async (_, at) => {
    await new Promise((done) => setTimeout(done, at * 5))
    return ask(url, {}, { env })
  })
  for (const { status } of await Promise.all(waves)) expect(status).toBe(200)
  expect(reads.length).toBe((await visit(cold('posts/open/'), { readers: 1 })).reads)
})

test('a herd at a database that fails asks it once, and gets the fallback', async () => {
  const post = await visit(cold('posts/open/'), { weather: () => 'down' })
  expect(post.reads).toBe(
    (await visit(cold('posts/open/'), { readers: 1, weather: () => 'down' })).reads,
  )
  for (const { status } of post.answers) expect(status).toBe(200)
  const topics = await visit(cold(pages[1]!), { weather: () => 'hanging' })
  expect(topics.reads).toBe(1)
  for (const { status } of topics.answers) expect(status).toBe(503)
})

test('a page that failed for the herd is not cached', async () => {
  const url = cold('posts/open/')
  const [failed] = (await visit(url, { weather: () => 'down' })).answers
  const { answers, reads } = await visit(url)
  expect(failed!.body).toContain(unavailable.thread)
  expect(answers[0]!.body).not.toContain(unavailable.thread)
  expect(reads).toBeGreaterThan(0)
})

test('a page that does not exist is nobody else’s: each is led back to the address they asked for', async () => {
  const url = cold(`topics/${crypto.randomUUID()}/nothing/`)
  const answers = await Promise.all(
    [1, 2, 3].map((each) => ask(`${url}?mark=${each}`, {}, { env: counting().env })),
  )
  for (const [at, { status, body }] of answers.entries())
    expect([status, body.includes(`mark%3D${at + 1}`)]).toEqual([404, true])
})

test('a comment that is published while a page is composed is on the next page', async () => {
  const path = '/community/posts/open/'
  const early = ask(path, {}, { env: counting(() => 'late').env })
  // Its database has answered, and the answer is on its way.
  await new Promise((done) => setTimeout(done, 100))
  const { name, email, ...ivy } = await member({ name: 'Ivy' })
  await say({ name, email, address: ivy.address }, 'Said just now', { cookie: ivy.cookie })
  const next = await ask(path)
  expect((await early).body).not.toContain('Said just now')
  for (const { body } of [next, await ask(path)]) expect(body).toContain('Said just now')
})

test('a reader who leaves while a page is composed leaves it to the others', async () => {
  const url = cold('posts/open/')
  const { asked: reads, env } = counting(() => 50)
  const context = createExecutionContext()
  const request = new Request(url) as Request<unknown, IncomingRequestCfProperties>
  const left = await worker.fetch(request, { ...bindings, ...env }, context)
  const others = visit(url, { readers: 3 })
  await left.body!.cancel()
  for (const { status, body } of (await others).answers)
    expect([status, /<\/html>\s*$/.test(body)]).toEqual([200, true])
  await waitOnExecutionContext(context)
  expect(reads.length).toBe((await visit(cold('posts/open/'), { readers: 1 })).reads)
  expect((await others).reads).toBe(0)
})

test('members and guests get pages of their own, in a herd too', async () => {
  const { cookie } = await member({ name: 'Ivy' })
  const url = cold('posts/open/')
  const [theirs, others] = await Promise.all([
    visit(url, { readers: 3, cookie }),
    visit(url, { readers: 3 }),
  ])
  expect(theirs.reads).toBeGreaterThan(others.reads)
  for (const { body } of others.answers) expect(body).not.toContain('house-news')
})
