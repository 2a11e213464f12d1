import { drizzle } from 'drizzle-orm/d1'
import { afterEach, describe, expect, test } from 'vitest'
import type { SearchDocument } from '../../cli/build-output'
import { describeError } from '../../cli/cli-error'
import { loadDocuments } from '../../cli/documents'
import { migrate } from '../../cli/migrations'
import { type FakeCloudflare, reach, startCloudflare } from './fake-cloudflare'

/*
 * The search of a deployed hub, loaded through a stand-in for Cloudflare that enforces the limits of
 * D1: the length of a statement, the number and the size of its parameters.
 */

let cloudflare: FakeCloudflare

const start = async () => {
  cloudflare = await startCloudflare()
  const database = reach(cloudflare)
  await migrate(database)
  cloudflare.queries.length = 0
  return drizzle(database, { casing: 'snake_case' })
}

afterEach(() => cloudflare.stop())

const document = (name: string, text: string): SearchDocument => ({
  id: `post:${name}`,
  title: `About ${name}`,
  text,
  address: `posts/${name}/`,
  hash: `${name} ${text.length} ${text.slice(0, 20)}`,
})

const many = (count: number, text: string) =>
  Array.from({ length: count }, (_, at) => document(`many-${at}`, text))

/** The queries that write. */
const writes = () => cloudflare.queries.filter(({ sql }) => !/^\s*select/i.test(sql))

/** The documents that have a word. */
const find = (word: string) =>
  cloudflare.database
    .prepare(
      'select id from documents_words join documents on number = documents_words.rowid where documents_words match ? order by id',
    )
    .all(word)
    .map(({ id }) => id)

const count = () => cloudflare.database.prepare('select count(*) as n from documents').get()!['n']

const quiet = { progress: () => () => undefined, retryDelay: 1 }

test('no document: the search is empty, and nothing is written', async () => {
  const db = await start()
  expect(await loadDocuments(db, [], quiet)).toEqual({ changed: 0, gone: 0 })
  expect(writes()).toEqual([])
})

test('as many documents as fit go in one query, and a document that is larger goes alone', async () => {
  const db = await start()
  const documents = [...many(10, 'x'.repeat(100)), document('long', 'y'.repeat(5000))]
  await loadDocuments(db, documents, { ...quiet, bytesPerQuery: 1000 })
  expect(count()).toBe(11)
  const sizes = writes().map(({ bytes }) => bytes)
  expect(sizes.length).toBeGreaterThan(2)
  expect(sizes.length).toBeLessThan(7)
  expect(sizes.filter((bytes) => bytes > 1100).length).toBe(1)
})

test('after one post has changed, one document is sent', async () => {
  const db = await start()
  const documents = many(50, 'unchanged words')
  await loadDocuments(db, documents, quiet)
  cloudflare.queries.length = 0
  documents[7] = document('many-7', 'a saddle')
  expect(await loadDocuments(db, documents, quiet)).toEqual({ changed: 1, gone: 0 })
  expect(writes().length).toBe(1)
  expect(writes()[0]!.bytes).toBeLessThan(300)
  expect(find('saddle')).toEqual(['post:many-7'])
  expect(find('unchanged')).not.toContain('post:many-7')
})

test('a document that is gone is removed; what the Worker put into the search stays', async () => {
  const db = await start()
  cloudflare.database.exec(
    "insert into documents (id, title, text, address) values ('comment:1', '', 'said', ''), ('topic:1', 'asked', '', ''), ('member:1', 'Ben', '', '')",
  )
  await loadDocuments(db, many(60, 'words'), quiet)
  expect(await loadDocuments(db, many(3, 'words'), quiet)).toEqual({ changed: 0, gone: 57 })
  expect(count()).toBe(6)
  expect(find('words').length).toBe(3)
})

describe('a text arrives as it is', () => {
  const texts = {
    'a megabyte': 'A long story, 世界. '.repeat(50_000),
    quotes: `it's "quoted" \\ '); drop table documents; --`,
    emoji: '👩‍🔧🏳️‍🌈 '.repeat(2000),
    'line separators': 'a\u2028b\u2029c\r\nd',
    'control characters': '\u0001\u001f\u007f'.repeat(1000),
    'nothing at all': '',
  }
  test.each(Object.entries(texts))('%s', async (_, text) => {
    const db = await start()
    await loadDocuments(db, [document('a', text), document('b', 'beside it')], quiet)
    const kept = cloudflare.database.prepare("select text from documents where id = 'post:a'").get()
    expect(kept!['text']).toBe(text)
    expect(count()).toBe(2)
  })
})

test('many changed and removed documents leave no word behind, and erasing goes on afterwards', async () => {
  const db = await start()
  await loadDocuments(db, many(200, 'an old word'), quiet)
  const long = document('many-7', 'a new word '.repeat(8000))
  const renewed = [...many(120, "it's a new word").filter(({ id }) => id !== long.id), long]
  expect(await loadDocuments(db, renewed, quiet)).toEqual({ changed: 120, gone: 80 })
  expect(find('old')).toEqual([])
  expect(find('new').length).toBe(120)
  const { database } = cloudflare
  database.exec("insert into documents_words (documents_words, rank) values ('integrity-check', 1)")
  const erases = "select v from documents_words_config where k = 'secure-delete'"
  expect(database.prepare(erases).get()!['v']).toBe(1)
})

test('a load that dies half way leaves the search as it was, and continues where it stopped', async () => {
  const db = await start()
  const small = { ...quiet, bytesPerQuery: 1000 }
  await loadDocuments(db, many(20, 'an old word'), small)
  const renewed = many(20, 'a new word')
  cloudflare.fail(3, 1000, 503)
  const failed: unknown = await loadDocuments(db, renewed, small).catch((error: unknown) => error)
  expect(describeError(failed)).toBe('Cloudflare reported an error: try later')
  const [before, after] = [find('old').length, find('new').length]
  expect(before + after).toBe(20)
  expect(after).toBeGreaterThan(0)
  cloudflare.fail(0, 0, 0)
  expect(await loadDocuments(db, renewed, small)).toEqual({ changed: 20 - after, gone: 0 })
  expect(find('new').length).toBe(20)
})

test('a query that D1 refuses for the moment is repeated', async () => {
  const db = await start()
  cloudflare.fail(1, 3, 429)
  expect(await loadDocuments(db, many(5, 'words'), quiet)).toEqual({ changed: 5, gone: 0 })
})

test('the hashes are read by the index of ids, past all comments', async () => {
  const db = await start()
  await loadDocuments(db, many(2, 'words'), quiet)
  const { sql } = cloudflare.queries.find(({ sql }) => sql.includes('hash'))!
  const plan = cloudflare.database
    .prepare(`explain query plan ${sql}`)
    .all('page:', 'post;')
    .map(({ detail }) => detail)
  expect(plan).toEqual([expect.stringMatching(/^SEARCH documents USING INDEX documents_id_unique/)])
})
