import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { root } from '../../cli/settings'
import { writeBareProject } from './bare'
import { base, folder } from './hub'
import { median } from './load'
import { writePosts } from './posts'
import type { Part } from './report'

const run = promisify(execFile)

interface Size {
  posts: number
  ending: 'md' | 'mdx'
  rounds: number
}

const sizes: Size[] = [
  { posts: 1000, ending: 'md', rounds: 3 },
  { posts: 1000, ending: 'mdx', rounds: 1 },
  { posts: 10_000, ending: 'md', rounds: 1 },
]

const content = resolve(folder, 'many')
const built = resolve(folder, 'many-built')
const bare = resolve(folder, 'bare')
/** Where builds keep their notes. */
const notes = resolve(root, 'node_modules/.cache/porchlight')
const meter = pathToFileURL(resolve(import.meta.dirname, 'usage.mjs')).href
const usage = resolve(folder, 'usage.json')
const astro = resolve(root, 'node_modules/astro/bin/astro.mjs')

/** The settings and the people of the sample hub, and so many posts. */
const prepare = ({ posts, ending }: Size) => {
  for (const old of [content, bare]) rmSync(old, { recursive: true, force: true })
  mkdirSync(content, { recursive: true })
  for (const name of [
    'hub.yaml',
    'levels.yaml',
    'networks.yaml',
    'spaces.yaml',
    'logo.svg',
    'people',
  ])
    cpSync(resolve(root, 'content', name), resolve(content, name), { recursive: true })
  writePosts(resolve(content, 'posts'), posts, ending)
  writeBareProject(bare, resolve(content, 'posts'), ending)
}

/** What a build took. */
interface Taken {
  time: number
  /** Of the processor: what else runs does not count. */
  seconds: number
  megabytes: number
}

const node = async (args: string[], env: Record<string, string> = {}): Promise<Taken> => {
  const before = performance.now()
  await run(process.execPath, ['--import', meter, ...args], {
    cwd: root,
    env: { ...process.env, BENCH_USAGE: usage, ...env },
  })
  const time = (performance.now() - before) / 1000
  return { time, ...JSON.parse(readFileSync(usage, 'utf8')) }
}

const expectPages = (folder: string, posts: number) => {
  const found = readdirSync(folder).length
  if (found !== posts) throw new Error(`expected ${posts} pages in ${folder}, found ${found}`)
}

/** Into a folder with a new name, for which the build has no notes yet. */
const buildOurs = async ({ posts }: Size) => {
  mkdirSync(notes, { recursive: true })
  const before = new Set(readdirSync(notes))
  const out = resolve(built, String(Date.now()))
  const taken = await node(['--import', 'tsx', 'cli/build.ts', '--out', out], {
    HUB_CONTENT: content,
    HUB_CARDS: 'off',
  })
  expectPages(resolve(out, `.${base}posts`), posts)
  for (const name of readdirSync(notes))
    if (!before.has(name)) rmSync(resolve(notes, name), { recursive: true })
  rmSync(built, { recursive: true })
  return taken
}

const buildBare = async ({ posts }: Size) => {
  const taken = await node([astro, 'build', '--root', bare, '--silent'])
  expectPages(resolve(bare, 'dist/posts'), posts)
  return taken
}

const middle = (all: Taken[]): Taken => ({
  time: median(all.map(({ time }) => time)),
  seconds: median(all.map(({ seconds }) => seconds)),
  megabytes: median(all.map(({ megabytes }) => megabytes)),
})

/** In turn, and the other way round each time; each begins with no cache. */
const compare = async (size: Size) => {
  const ours: Taken[] = []
  const theirs: Taken[] = []
  for (let round = 0; round < size.rounds; round++) {
    prepare(size)
    if (round % 2 === 0) theirs.push(await buildBare(size))
    ours.push(await buildOurs(size))
    if (round % 2 === 1) theirs.push(await buildBare(size))
  }
  return { ...size, ours: middle(ours), bare: middle(theirs) }
}

/** How long a build takes, beside the least that Astro needs for the same posts. */
export const build = async (): Promise<Part> => {
  const found = []
  for (const size of sizes) found.push(await compare(size))
  return {
    title: 'Build',
    how: `\`npm run build\` of the same posts (300 to 600 words with lists, tables and code) as a bare Astro project, which has a page of each, a list of all, and nothing else; both with Prism, neither with a cache, in turn. The pictures for sharing are left out (\`HUB_CARDS=off\`): they are drawn once in a post's life.`,
    targets: found
      .filter(({ posts }) => posts === 10_000)
      .map(({ ours, bare }) => ({
        what: 'build of 10 000 posts, against a bare Astro build of the same',
        keep: '≤ 1.3 ×',
        found: `${(ours.time / bare.time).toFixed(2)} ×`,
        kept: ours.time / bare.time <= 1.3,
        cause:
          'a page of the hub holds more than its text: head, structured data, neighbours, and besides the pages there are lists, feeds, the search and the check of the content, which the bare project has not.',
      })),
    tables: [
      {
        head: [
          'posts',
          'rounds',
          'the hub, s',
          'bare Astro, s',
          'ratio',
          'processor s',
          'ratio',
          'memory, MB',
        ],
        rows: found.map(({ posts, ending, rounds, ours, bare }) => [
          `${posts.toLocaleString('en').replace(',', ' ')} \`.${ending}\``,
          String(rounds),
          ours.time.toFixed(1),
          bare.time.toFixed(1),
          (ours.time / bare.time).toFixed(2),
          `${ours.seconds.toFixed(1)} · ${bare.seconds.toFixed(1)}`,
          (ours.seconds / bare.seconds).toFixed(2),
          `${ours.megabytes.toFixed(0)} · ${bare.megabytes.toFixed(0)}`,
        ]),
      },
    ],
  }
}
