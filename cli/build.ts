import { createHash } from 'node:crypto'
import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build as buildSite } from 'astro'
import { readSettings } from '../site/parser/settings'
import { checkContentFolder } from './content'
import { runCommand } from './cli-error'
import { moveRestrictedPosts } from './guard'
import { withLock } from './lock'
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
    buildSite({
      root,
      outDir: join(next, pathname),
      cacheDir: resolve(caches, key),
      logLevel: 'error',
    }),
  )
  lift(join(next, pathname), next)
  moveRestrictedPosts(next)
  writeFileSync(join(next, '_headers'), headersFor(pathname))
  replace(next, out)
}

/** Moves the files for the Worker and the search index to the root, whatever the hub's base is. */
const lift = (from: string, to: string) => {
  for (const name of ['hub.json', 'search.json', 'later.json'])
    if (existsSync(join(from, name))) renameSync(join(from, name), join(to, name))
}

/** Not a prefix comparison: `/hub-state` is beside `/hub`, although Astro takes it to be inside. */
const isBelow = (folder: string, path: string) => !/^\.\.(?:[\\/]|$)/.test(relative(folder, path))

/** Replaces the old site by renaming; copies first if the new one is elsewhere, maybe on another disk. */
const replace = (made: string, out: string) => {
  const [next, old] = [`${out}.next`, `${out}.old`]
  rmSync(old, { recursive: true, force: true })
  if (made !== next) {
    rmSync(next, { recursive: true, force: true })
    cpSync(made, next, { recursive: true })
    rmSync(made, { recursive: true })
  }
  if (existsSync(out)) renameSync(out, old)
  renameSync(next, out)
  rmSync(old, { recursive: true, force: true })
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } })
  await runCommand(async () => {
    await checkContentFolder()
    await build(resolve(values.out ?? resolve(root, 'dist')))
  })
}
