import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { drizzle } from 'drizzle-orm/d1'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentsFile, readDocuments, readHub, type SearchDocument } from '../../cli/build-output'
import { loadDocuments } from '../../cli/documents'
import { freePort } from '../../cli/port'
import { prepare } from '../../cli/prepare'
import { serve } from '../../cli/serve'
import { root } from '../../cli/settings'
import { readSettings } from '../../site/parser/settings'
import { writePosts } from '../bench/posts'
import { built, bundle } from '../built'
import { type FakeCloudflare, reach, startCloudflare } from './fake-cloudflare'
import { copyProject, deployCopy } from './owned-copy'

/*
 * A hub of 10 000 posts, whose search documents are more than one file of Cloudflare can hold: deployed
 * against a stand-in that enforces the limits of Cloudflare, then served here.
 */

const POSTS = 10_000
const MINUTES = 60_000

const content = resolve(built, 'big-content')
const copy = copyProject('big')
const site = resolve(copy, 'dist')
let cloudflare: FakeCloudflare

const writeContent = () => {
  rmSync(content, { recursive: true, force: true })
  mkdirSync(content, { recursive: true })
  for (const name of ['levels.yaml', 'networks.yaml', 'spaces.yaml', 'logo.svg', 'people'])
    cpSync(resolve(root, 'content', name), join(content, name), { recursive: true })
  const settings = readFileSync(resolve(root, 'content/hub.yaml'), 'utf8')
  writeFileSync(
    join(content, 'hub.yaml'),
    settings.replace(/^url: .*$/m, 'url: https://hub.test/community/'),
  )
  writePosts(join(content, 'posts'), POSTS, 'md')
  // One paragraph more, which costs the build little and brings the search documents over 25 MiB.
  const more = `\n${'A long ride home, in the rain and against the wind. '.repeat(20)}\n`
  for (let at = 0; at < POSTS; at++) appendFileSync(join(content, `posts/post-${at}.md`), more)
}

beforeAll(async () => {
  writeContent()
  cloudflare = await startCloudflare()
})
afterAll(async () => {
  await cloudflare.stop()
  for (const folder of [content, copy]) rmSync(folder, { recursive: true })
})

const print = (line: string) => console.log(line)

/** Runs the work and prints how long it took. */
const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const before = performance.now()
  const result = await work()
  print(`${what}: ${((performance.now() - before) / 1000).toFixed(1)} s`)
  return result
}

const count = (sql: string) => Number(Object.values(cloudflare.database.prepare(sql).get()!)[0])

test(
  'a hub of 10 000 posts is deployed within the limits of Cloudflare, and reports its progress',
  async () => {
    const { code, output, seconds, megabytes } = await deployCopy(copy, content, cloudflare)
    expect(code, output).toBe(0)
    print(`deployed in ${seconds.toFixed(0)} s with ${megabytes.toFixed(0)} MB`)
    expect(output).toMatch(/^ {2}\d[\d ]* files written$/m)
    expect(output).toContain('is at https://hub.test/community/')
    expect(statSync(documentsFile(site)).size).toBeGreaterThan(25 * 1024 ** 2)
    expect(cloudflare.assets.length).toBeGreaterThan(POSTS)
    expect(cloudflare.assets.filter((path) => path.includes('search.json'))).toEqual([])
    expect(count("select count(*) from documents where id like 'post:%'")).toBe(POSTS)
    // Neither an import, which takes the database offline, nor a query for each post.
    expect(cloudflare.requests.filter((path) => path.includes('/import'))).toEqual([])
    expect(cloudflare.queries.length).toBeLessThan(300)
  },
  20 * MINUTES,
)

test('after one post has changed, one document is sent', async () => {
  const db = drizzle(reach(cloudflare), { casing: 'snake_case' })
  const changed = {
    [Symbol.asyncIterator]: async function* (): AsyncGenerator<SearchDocument> {
      for await (const document of readDocuments(site))
        yield document.id === 'post:post-7'
          ? { ...document, text: 'Axolotl', hash: 'new' }
          : document
    },
  }
  cloudflare.queries.length = 0
  expect(await timed('one changed post', () => loadDocuments(db, changed))).toEqual({
    changed: 1,
    gone: 0,
  })
  expect(cloudflare.queries.filter(({ sql }) => sql.includes('INSERT')).length).toBe(1)
  expect(cloudflare.queries.length).toBeLessThan(6)
})

test(
  'its pages, lists, feeds and search are served',
  async () => {
    const state = resolve(copy, 'state')
    const hub = readHub(site)
    const { people } = readSettings(content)
    const documents = readDocuments(site)
    await timed('local database', () => prepare(state, { hub, documents, content, people }))
    const port = await freePort()
    const server = serve({ assets: site, bundle, state, port })
    try {
      await timed('start of the server', () => server.ready)
      const posts = Array.from({ length: POSTS / 50 }, (_, at) => `posts/post-${at * 50}/`)
      const others = ['', 'kinds/news/', 'kinds/news/20/', 'tags/parts/', 'spaces/public/']
      const feeds = ['feed.xml', 'feed.json', 'sitemap-0.xml', 'people/mara/100/']
      for (const path of [...posts, ...others, ...feeds, 'search/?q=saddle'])
        expect((await fetch(`http://127.0.0.1:${port}/community/${path}`)).status, path).toBe(200)
      const found = await fetch(`http://127.0.0.1:${port}/community/search/?q=saddle`)
      expect(await found.text()).toContain('/community/posts/post-')
    } finally {
      await server.stop()
    }
  },
  10 * MINUTES,
)
