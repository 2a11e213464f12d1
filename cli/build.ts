import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build as buildSite } from 'astro'
import { readSettings } from '../site/parser/settings'
import { nameBuild } from './build-id'
import { documentsFile } from './build-output'
import { checkContentFolder } from './content'
import { runCommand } from './cli-error'
import { moveRestrictedPosts } from './guard'
import { withLock } from './lock'
import { formatCount } from './progress'
import { contentFolder, root } from './settings'

/** Hashed files never change, so browsers may cache them permanently. */
const headersFor = (base: string) => `${base}_astro/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
`

/**
 * Builds the content folder into `out`. The new site replaces the old one only when it is complete: a
 * failed build throws and leaves the last good one.
 *
 * @param out the assets folder; the pages go below the hub's base in it
 */
export const build = async (out: string): Promise<void> => {
  const content = contentFolder()
  const { pathname } = new URL(readSettings(content).hub.url)
  const key = createHash('sha256').update(`${content} ${out}`).digest('hex').slice(0, 12)
  const caches = resolve(root, 'node_modules/.cache/porchlight')
  // Astro's intermediate files find their packages only below the root.
  const next = isBelow(root, out) ? `${out}.next` : resolve(caches, `${key}.next`)
  rmSync(next, { recursive: true, force: true })
  // An inherited value other than `production` makes Vite build for development, which would publish
  // drafts.
  process.env['NODE_ENV'] = 'production'
  // Astro stores build state in the root: two concurrent builds would read each other's.
  await withLock(resolve(caches, 'building'), () =>
    withFileCount(next, () =>
      buildSite({
        root,
        outDir: join(next, pathname),
        cacheDir: resolve(caches, key),
        logLevel: 'error',
      }),
    ),
  )
  lift(join(next, pathname), next)
  moveRestrictedPosts(next)
  nameBuild(next)
  writeFileSync(join(next, '_headers'), headersFor(pathname))
  replace(next, out)
}

/** How often a build prints how far it is, in milliseconds. */
const COUNT_INTERVAL = 10_000

/** Prints how many files are in the folder while the work lasts: Astro prints nothing for minutes. */
const withFileCount = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  const timer = setInterval(() => {
    const count = existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0
    console.log(count > 0 ? `  ${formatCount(count)} files written` : '  reading the content')
  }, COUNT_INTERVAL)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/** Moves the files for the Worker to the root, and the search documents beside it, whatever the hub's base is. */
const lift = (from: string, to: string) => {
  for (const name of ['hub.json', 'later.json'])
    if (existsSync(join(from, name))) renameSync(join(from, name), join(to, name))
  renameSync(join(from, 'search.json'), documentsFile(to))
}

/** Not a prefix comparison: `/hub-state` is beside `/hub`, although Astro takes it to be inside. */
const isBelow = (folder: string, path: string) => !/^\.\.(?:[\\/]|$)/.test(relative(folder, path))

/** Replaces the old site by renaming; copies first if the new one is elsewhere, maybe on another disk. */
const replace = (made: string, out: string) => {
  const [next, old] = [`${out}.next`, `${out}.old`]
  rmSync(old, { recursive: true, force: true })
  if (made !== next) {
    rmSync(next, { recursive: true, force: true })
    copy(made, next)
    copy(documentsFile(made), documentsFile(next))
  }
  if (existsSync(out)) renameSync(out, old)
  renameSync(next, out)
  renameSync(documentsFile(next), documentsFile(out))
  rmSync(old, { recursive: true, force: true })
}

const copy = (from: string, to: string) => {
  cpSync(from, to, { recursive: true })
  rmSync(from, { recursive: true })
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } })
  await runCommand(async () => {
    await checkContentFolder()
    await build(resolve(values.out ?? resolve(root, 'dist')))
  })
}
