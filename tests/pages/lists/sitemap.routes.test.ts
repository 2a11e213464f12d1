import { beforeEach, expect, test } from 'vitest'
import { countSitemapPages, listForSitemap } from '../../../worker/pages/lists/queries'
import { comments } from '../../../worker/discussion/comments/table'
import { conversationTags, conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { ask, bindings, cold, db, member, topic } from '../../world'

/** Rows of a page of the sitemap. */
const PAGE = 1000

const INDEX = 'sitemap-index.xml'
const TOPICS = 'sitemap-topics.xml'

beforeEach(async () => {
  await db.delete(comments)
  await db.delete(conversationTags)
  await db.delete(conversations)
})

const read = (path: string) => ask(cold(path))

const locsIn = (body: string) => [...body.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc]) => loc!)

/** So many public topics, an hour apart, in few statements. */
const fill = async (count: number) => {
  const rows = Array.from({ length: count }, (_, at) => {
    const startedAt = Date.UTC(2020, 0, 1) + at * 3_600_000
    return [`topic:${newId(new Date(startedAt))}`, `number-${at}`, startedAt]
  })
  await bindings.DB.prepare(
    `insert into conversations (id, kind, slug, space, title, started_at, is_listed)
      select value ->> 0, 'question', value ->> 1, 'public', 'A topic', value ->> 2, 1
      from json_each(?)`,
  )
    .bind(JSON.stringify(rows))
    .run()
}

/** The rows that D1 reads for a query of drizzle's. */
const rowsReadBy = async (query: { toSQL: () => { sql: string; params: unknown[] } }) => {
  const { sql, params } = query.toSQL()
  const { meta } = await bindings.DB.prepare(sql)
    .bind(...params)
    .all()
  return meta.rows_read
}

test('the sitemap has every public topic with its last change, and both indexes name it', async () => {
  const asked = await topic()
  await topic({ space: 'crew' })
  await topic({ state: 'held' })
  const { headers, body } = await read('sitemap-topics-1.xml')
  expect(headers.get('content-type')).toContain('xml')
  expect(locsIn(body)).toEqual([
    `https://hub.test/community/topics/${asked.id.slice(6)}/${asked.slug}/`,
  ])
  expect(body).toContain(`<lastmod>${asked.startedAt.toISOString()}</lastmod>`)
  const page = 'https://hub.test/community/sitemap-topics-1.xml'
  expect(locsIn((await read(TOPICS)).body)).toEqual([page])
  expect(locsIn((await read(INDEX)).body)).toEqual([
    page,
    'https://hub.test/community/sitemap-0.xml',
  ])
})

test('an index names sitemaps, and no other index', async () => {
  for (const path of [INDEX, TOPICS])
    for (const url of locsIn((await read(path)).body)) {
      const { status, body } = await read(url.slice('https://hub.test/community/'.length))
      expect([status, body.includes('<urlset')], url).toEqual([200, true])
    }
})

test('the pages of a large sitemap have every topic once, and none reads more than a page', async () => {
  await fill(2 * PAGE + 500)
  const pages = locsIn((await read(TOPICS)).body)
  expect(pages.length).toBeLessThanOrEqual(4)
  const all = await Promise.all(
    pages.map(async (url) => (await read(url.slice('https://hub.test/community/'.length))).body),
  )
  const topics = all.flatMap(locsIn)
  expect(topics.length).toBe(2 * PAGE + 500)
  expect(new Set(topics).size).toBe(topics.length)
  for (const body of all) expect(locsIn(body).length).toBeLessThanOrEqual(PAGE)
  for (const [at] of pages.entries())
    expect(await rowsReadBy(listForSitemap(db, ['public'], at + 1))).toBeLessThanOrEqual(3 * PAGE)
  expect(await countSitemapPages(db)).toBe(pages.length)
})

test('a page after the last does not exist, and is no number that anybody makes up', async () => {
  await topic()
  for (const number of ['2', '999999', '0', '01', '1000000', 'a', '-1', '1.5'])
    expect((await read(`sitemap-topics-${number}.xml`)).status, number).toBe(404)
})

const machines = [
  INDEX,
  TOPICS,
  'sitemap-topics-1.xml',
  'feed.xml',
  'feed.json',
  'kinds/question/feed.xml',
  'kinds/question/unanswered/feed.xml',
  'posts/open/comments.xml',
  'people/ada/feed.xml',
]

test.each(machines)('B %s is cached for all, whatever cookie is sent', async (path) => {
  const { cookie } = await member()
  const url = cold(path)
  await ask(url, {}, { cookie: 'hub-made=up' })
  const broken = { prepare: () => fail(), batch: () => fail() } as unknown as D1Database
  const fail = (): never => {
    throw new Error('the database was asked')
  }
  const answers = await Promise.all(
    [{}, { cookie }, { cookie: 'hub-guest=nobody' }, { cookie: 'hub-session=x' }].map((asking) =>
      ask(url, {}, { ...asking, env: { DB: broken } }),
    ),
  )
  for (const { status, body, headers } of answers) {
    expect([status, body]).toEqual([200, answers[0]!.body])
    expect(headers.get('cache-control')).toBe('private, no-store')
  }
})

test('a restricted post’s feed of comments is for its readers alone, cached for nobody', async () => {
  const { cookie } = await member()
  const url = cold('posts/in-crew/comments.xml')
  const statuses = []
  for (const asking of [{}, { cookie }, {}, { cookie }, { cookie: 'hub-session=x' }])
    statuses.push((await ask(url, {}, asking)).status)
  expect(statuses).toEqual([404, 200, 404, 200, 404])
})
