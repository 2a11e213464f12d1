import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { formatCount } from './progress'

const MIB = 1024 ** 2

/** Cloudflare's limits: https://developers.cloudflare.com/workers/platform/limits/#static-assets */
export interface AssetLimits {
  /** Bytes of one file. */
  file: number
  /** Files of a version of the Worker, on each plan. */
  files: { free: number; paid: number }
  /** Rules in `_headers`; more are ignored. */
  headers: number
  /** Rules in `_redirects`, and those of them with `*` or `:name`; more are ignored. */
  redirects: { all: number; dynamic: number }
  /** Characters of a line in either. */
  line: number
  /** Bytes of `hub.json`: each isolate of the Worker holds it, and has 128 MB. */
  hub: number
}

export const CLOUDFLARE: AssetLimits = {
  file: 25 * MIB,
  files: { free: 20_000, paid: 100_000 },
  headers: 100,
  redirects: { all: 2100, dynamic: 100 },
  line: 2000,
  hub: 16 * MIB,
}

/** What a deployment of the assets would run into, each with what to do. */
export interface AssetReport {
  /** What Cloudflare refuses. */
  errors: string[]
  /** What it refuses on one plan, or what will be slow. */
  warnings: string[]
}

const mebibytes = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`

/** What to do about a file that is too large, by its name; the last one is for all others. */
const ADVICE: [RegExp, string][] = [
  [
    /(^|\/)(?:hub|later)\.json$/,
    'It grows with the number of posts. Move old posts to a hub of their own.',
  ],
  [/\.html$/, 'Split the post or page into several.'],
  [/\.(?:xml|json)$/, 'It is generated from the posts; please report this.'],
  [
    /./,
    'Make it smaller, or upload it to a video or file host (such as Cloudflare R2) and link to it.',
  ],
]

const adviceFor = (path: string) => ADVICE.find(([pattern]) => pattern.test(path))![1]

/**
 * Compares the assets of a built site with the limits of Cloudflare, so that a deployment is refused
 * before anything is uploaded or migrated.
 *
 * @param site the assets folder
 */
export const checkAssets = (site: string, limits: AssetLimits = CLOUDFLARE): AssetReport => {
  const files = listFiles(site)
  const count = files.length
  const { free, paid } = limits.files
  return {
    errors: [
      ...files.flatMap(({ path, bytes }) =>
        bytes > limits.file
          ? [
              `${path} is ${mebibytes(bytes)}; Cloudflare accepts files of at most ${mebibytes(limits.file)}. ${adviceFor(path)}`,
            ]
          : [],
      ),
      ...(count > paid
        ? [
            `The site has ${formatCount(count)} files; Cloudflare accepts at most ${formatCount(paid)}. ${waysToFewerFiles(files)}`,
          ]
        : []),
      ...checkRules(site, limits),
    ],
    warnings: [
      ...(count > free && count <= paid
        ? [
            `The site has ${formatCount(count)} files; Workers Free accepts at most ${formatCount(free)}, Workers Paid ${formatCount(paid)}. On the free plan this deployment will be refused. ${waysToFewerFiles(files)}`,
          ]
        : []),
      ...checkHub(files, limits),
    ],
  }
}

interface AssetFile {
  /** Relative to the site, with `/`. */
  path: string
  bytes: number
}

const listFiles = (site: string): AssetFile[] =>
  readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { path: relative(site, file).replaceAll('\\', '/'), bytes: statSync(file).size }
    })

const waysToFewerFiles = (files: AssetFile[]) => {
  const cards = files.filter(({ path }) => /(^|\/)_astro\/card\.[^/]*\.png$/.test(path)).length
  return `Without share cards (HUB_CARDS=off) it has ${formatCount(cards)} fewer.`
}

const checkHub = (files: AssetFile[], { hub }: AssetLimits) => {
  const bytes = files.find(({ path }) => path === 'hub.json')?.bytes ?? 0
  if (bytes <= hub) return []
  return [
    `hub.json is ${mebibytes(bytes)}. Each copy of the Worker holds it in its 128 MB of memory, and may run out of it from ${mebibytes(hub)} on. Move old posts to a hub of their own.`,
  ]
}

/** The lines of `_headers` or `_redirects` that are no comment. */
const linesOf = (file: string) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.trim() && !line.trim().startsWith('#'))
    : []

/** Cloudflare ignores what is too much with no more than a warning: a rule for security could be lost. */
const checkRules = (site: string, { headers, redirects, line }: AssetLimits) => {
  const ofHeaders = linesOf(join(site, '_headers'))
  const ofRedirects = linesOf(join(site, '_redirects'))
  const rules = ofHeaders.filter((text) => !/^\s/.test(text)).length
  const dynamic = ofRedirects.filter((text) => /[*]|\/:\w/.test(text.trim().split(/\s+/)[0]!))
  return [
    ...exceeds('_headers', 'rules', rules, headers),
    ...exceeds('_headers', 'characters in a line', longest(ofHeaders), line),
    ...exceeds('_redirects', 'rules', ofRedirects.length, redirects.all),
    ...exceeds('_redirects', 'rules with * or :name', dynamic.length, redirects.dynamic),
    ...exceeds('_redirects', 'characters in a line', longest(ofRedirects), line),
  ]
}

const longest = (lines: string[]) => Math.max(0, ...lines.map(({ length }) => length))

const exceeds = (file: string, what: string, found: number, limit: number) =>
  found > limit
    ? [
        `${file} has ${formatCount(found)} ${what}; Cloudflare accepts at most ${formatCount(limit)}. Shorten it.`,
      ]
    : []
