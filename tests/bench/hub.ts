import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { deriveConfiguration } from '../../cli/configuration'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { freePort } from '../../cli/port'
import { root } from '../../cli/settings'
import { readSample, type SampleComment } from '../../cli/sample-file'
import { startWrangler } from '../../cli/wrangler'
import { fillConversations } from './comments'
import { postBody } from './posts'
import { chance, drawing } from './random'

const run = promisify(execFile)

/** Where all that a benchmark makes lies; not in git. */
export const folder = resolve(root, '.wrangler/bench')
const content = resolve(folder, 'content')
export const assets = resolve(folder, 'hub')
const state = resolve(folder, 'state')

/** The posts that are measured, named for how many comments they have; all say the same words. */
const slugs = ['ten', 'fifty', 'thousand', 'ten-thousand', 'talk'] as const
export type Slug = (typeof slugs)[number]

/** The base of the sample hub, whose settings the measured one has. */
export const base = '/community/'

const writeContent = () => {
  rmSync(content, { recursive: true, force: true })
  cpSync(resolve(root, 'content'), content, { recursive: true })
  const words = postBody(drawing(chance(7)))
  for (const slug of slugs)
    writeFileSync(
      resolve(content, 'posts', `${slug}.mdx`),
      `---\ntitle: How a chain wears\ndate: 2026-01-01\nauthors: [mara]\nsummary: What a chain tells you before it breaks.\n---\n\n${words}\n`,
    )
}

/** An offer with a cap that no measuring reaches; it stands in no place. */
const writeOffer = () =>
  writeFileSync(
    resolve(content, 'offers', 'capped.mdx'),
    `---\ntitle: One for many\naction: { label: Go, url: 'https://shop.example/' }\nwhere: { front: false }\ndisclosure: Our own\ncap: 1000000000\n---\n\nWords.\n`,
  )

/** What people say in the sample hub, with real words: random ones would pack too well. */
const realComments = () => {
  const bodies = ({ body, replies = [] }: SampleComment): string[] => [
    body,
    ...replies.flatMap(bodies),
  ]
  return readSample(content).flatMap(({ comments = [] }) => comments.flatMap(bodies))
}

const writeSite = () =>
  run(process.execPath, ['--import', 'tsx', 'cli/build.ts', '--out', assets], {
    cwd: root,
    env: { ...process.env, HUB_CONTENT: content },
  })

/** Where a file is served as it is, by the same server and without the Worker. */
export const bare = (slug: string) => `/bare/${slug}/`

const writeBare = (slug: string, html: Buffer | string) => {
  mkdirSync(resolve(assets, `.${bare(slug)}`), { recursive: true })
  writeFileSync(resolve(assets, `.${bare(slug)}index.html`), html)
}

const configure = (file: string, changes: { main?: string } = {}) => {
  const path = deriveConfiguration(resolve(folder, file), {
    assets,
    vars: { HUB_LOCAL: '1', HUB_SECRET: 'a secret for measuring alone' },
  })
  const derived = JSON.parse(readFileSync(path, 'utf8'))
  derived.assets.run_worker_first.push('!/bare/*')
  writeFileSync(path, JSON.stringify({ ...derived, ...changes }))
  return path
}

/** Builds the hub that is measured and fills its conversations, anew. */
export const prepareHub = async (): Promise<void> => {
  writeContent()
  writeOffer()
  await writeSite()
  for (const slug of slugs)
    writeBare(slug, readFileSync(resolve(assets, `.${base}posts/${slug}/index.html`)))
  rmSync(state, { recursive: true, force: true })
  await withDatabase(async (database) => {
    await migrate(database)
    await fillConversations(database, {
      'post:ten': 10,
      'post:fifty': realComments().slice(0, 50),
      'post:thousand': 1000,
      'post:ten-thousand': 10_000,
    })
  })
}

/** Lends the database of the hub that is measured. */
export const withDatabase = <T>(work: (database: D1Database) => Promise<T>): Promise<T> =>
  withLocalDatabase(state, work)

/** A hub that runs as `npm start` runs one, without a line of log for each request. */
export interface Running {
  origin: string
  /** The process that started all others of it. */
  pid: number
  post: (slug: Slug, query?: string) => string
  stop: () => Promise<void>
}

/** Starts it; or, in its place, another Worker of this folder with all that is the hub's. */
export const startHub = async (other?: 'meter' | 'floor'): Promise<Running> => {
  const configuration = other
    ? configure(`${other}.json`, { main: resolve(import.meta.dirname, `${other}.ts`) })
    : configure('hub.json')
  const port = await freePort()
  const wrangler = startWrangler(
    [
      'dev',
      `--config=${configuration}`,
      '--ip=127.0.0.1',
      `--port=${port}`,
      `--persist-to=${state}`,
      '--log-level=error',
      '--show-interactive-dev-session=false',
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  )
  wrangler.stderr!.pipe(process.stderr)
  const ended = once(wrangler, 'exit')
  await Promise.race([
    once(wrangler, 'message'),
    ended.then(() => {
      throw new Error('The hub ended before it was ready; what it said is above.')
    }),
  ])
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    pid: wrangler.pid!,
    post: (slug, query = '') => `${origin}${base}posts/${slug}/${query}`,
    stop: async () => {
      // What the bundler cries when it is cut off is nobody's concern.
      wrangler.stderr!.unpipe().resume()
      wrangler.kill('SIGTERM')
      await ended
    },
  }
}

/** Serves what a reader gets, whole, as a file too: the page's bytes without the Worker's work. */
export const keepFilled = async (slugs: Slug[]): Promise<void> => {
  const hub = await startHub()
  try {
    for (const slug of slugs) {
      const answer = await fetch(hub.post(slug))
      writeBare(`${slug}-filled`, await answer.text())
    }
  } finally {
    await hub.stop()
  }
}
