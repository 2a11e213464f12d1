import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import { findSimilar } from '../../../worker/discussion/search/similar.queries'
import { type SearchQuery, search } from '../../../worker/discussion/search/queries'
import { type Cursor, PAGE, toMatch } from '../../../worker/discussion/search/rules'
import { readHub } from '../../../worker/http/hub'
import { bindings, db } from '../../world'
import { fillComments, MANY } from './many'

/** The database, telling how many rows each question read. */
const meter = (real: D1Database, tell: (rows: number) => void): D1Database => {
  const metered = (statement: D1PreparedStatement): D1PreparedStatement =>
    Object.assign(Object.create(statement) as D1PreparedStatement, {
      bind: (...values: unknown[]) => metered(statement.bind(...values)),
      raw: async (options: { columnNames: true }) => {
        const { results, meta } = await statement.all<Record<string, unknown>>()
        tell(meta.rows_read)
        const [first = {}] = results
        return [Object.keys(first), ...results.map(Object.values)].slice(
          options?.columnNames ? 0 : 1,
        )
      },
      all: async () => {
        const answer = await statement.all()
        tell(answer.meta.rows_read)
        return answer
      },
    })
  return Object.assign(Object.create(real) as D1Database, {
    prepare: (text: string) => metered(real.prepare(text)),
  })
}

let read: number[] = []
const metered = drizzle(
  meter(bindings.DB, (rows) => read.push(rows)),
  { casing: 'snake_case' },
)
const most = () => Math.max(...read)

const find = (typed: string, more: Partial<SearchQuery> = {}) =>
  search(metered, {
    match: toMatch(typed)!,
    visibility: { spaces: ['public'], hiddenPosts: [] },
    filters: {},
    posts: { by: [] },
    people: [],
    now: new Date(),
    ...more,
  })

beforeAll(async () => {
  await fillComments((statement) => db.run(sql.raw(statement)))
}, 120_000)
beforeEach(() => {
  read = []
})

test(`there are ${MANY} comments to be found, and each is`, async () => {
  const [{ documents }] = (await db.all<{ documents: number }>(
    sql`select count(*) as documents from documents where id like 'comment:%'`,
  )) as [{ documents: number }]
  expect(documents).toBe(MANY)
  expect((await find(`n${MANY - 7}`))[0]!.text).toContain(`n${MANY - 7}`)
  expect(most()).toBeLessThan(20)
})

test('a word that all of them say reads a bounded number of rows, page by page', async () => {
  const first = await find('saddle')
  expect(first).toHaveLength(PAGE + 1)
  expect(first[0]!.id).toBe('post:saddles')
  const seen = new Set<string>()
  let after: Cursor | undefined
  for (let page = 0; page < 5; page++) {
    const hits = (await find('saddle', { after })).slice(0, PAGE)
    for (const { id } of hits) seen.add(id)
    after = hits.at(-1)
  }
  expect(seen.size).toBe(5 * PAGE)
  expect(most()).toBeLessThan(4000)
})

test('words that many say together read no more', async () => {
  expect(await find('saddle chain w7')).toHaveLength(PAGE + 1)
  expect(most()).toBeLessThan(4000)
})

test.each<[string, Partial<SearchQuery>]>([
  ['a kind', { filters: { kind: 'idea' }, posts: { within: [], by: [] } }],
  ['a tag', { filters: { tag: 'nothing' }, posts: { within: [], by: [] } }],
  ['a person', { filters: { person: 'nobody' } }],
  [
    'what one may read',
    { visibility: { spaces: [], hiddenPosts: ['post:saddles', 'post:chains'] } },
  ],
])(
  'where %s lets nothing through, that is known after a bounded number of rows',
  async (_, more) => {
    await find('saddle', more)
    expect(most()).toBeGreaterThan(5000)
    expect(most()).toBeLessThan(32_000)
  },
)

test('what only few conversations have is found among all that is said', async () => {
  const only = { posts: { within: ['post:chains'], by: [] }, filters: { tag: 'chains' } }
  const found = await find('saddle', only)
  expect(found).toHaveLength(PAGE + 1)
  expect(new Set(found.map(({ conversation, id }) => conversation ?? id))).toEqual(
    new Set(['post:chains']),
  )
})

test('titles that may be about the same are found without a look at what was said', async () => {
  const hub: Hub = await readHub(bindings)
  const viewer = { role: 'guest' as const, level: hub.levels[0]!, groups: [] }
  const conversations = {
    'post:saddles': { ...hub.conversations['post:open']!, id: 'post:saddles' },
  }
  const found = await findSimilar(metered, { ...hub, conversations }, viewer, 'Which saddle?')
  expect(found.map(({ conversation }) => conversation.id)).toEqual(['post:saddles'])
  expect(most()).toBeLessThan(20)
})
