import { createHash } from 'node:crypto'
import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build as buildSite } from 'astro'
import { readSettings } from '../site/parser/settings'
import { checkedSettings } from './content'
import { run } from './cli-error'
import { guard } from './guard'
import { alone } from './lock'
import { contentFolder, root } from './settings'

/** Hashed files never change, so that a browser asks for each of them once. */
const headersFor = (base: string) => `${base}_astro/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
`

/**
 * Builds the content folder into `out`. The new site takes the place of the old one only once it
 * is whole: a build that fails leaves the last good one where it is. Throws what was wrong.
 *
 * @param out the folder of assets; the pages go below the hub's base in it
 */
export const build = async (out: string): Promise<void> => {
  const content = contentFolder()
  const { pathname } = new URL(readSettings(content).hub.url)
  const key = createHash('sha256').update(`${content} ${out}`).digest('hex').slice(0, 12)
  const caches = resolve(root, 'node_modules/.cache/porchlight')
  // What Astro makes on its way finds its packages only from below the root.
  const next = isBelow(root, out) ? `${out}.next` : resolve(caches, `${key}.next`)
  rmSync(next, { recursive: true, force: true })
  // With another one, inherited from whoever calls, Vite takes a build for development, and drafts
  // would be published.
  process.env['NODE_ENV'] = 'production'
  // Astro keeps notes of a build in the root: two at once would read each other's.
  await alone(resolve(caches, 'building'), () =>
    buildSite({
      root,
      outDir: join(next, pathname),
      cacheDir: resolve(caches, key),
      logLevel: 'error',
    }),
  )
  lift(join(next, pathname), next)
  guard(next)
  writeFileSync(join(next, '_headers'), headersFor(pathname))
  replace(next, out)
}

/** What is for the Worker and for loading the search lies at the root, wherever the hub lives. */
const lift = (from: string, to: string) => {
  for (const name of ['hub.json', 'search.json', 'later.json'])
    if (existsSync(join(from, name))) renameSync(join(from, name), join(to, name))
}

/** Not by how the path begins: `/hub-state` is beside `/hub`, where Astro takes it to be inside. */
const isBelow = (folder: string, path: string) => !/^\.\.(?:[\\/]|$)/.test(relative(folder, path))

/** Puts a whole site where it belongs; another disk takes a copy. */
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
  await run(async () => {
    await checkedSettings()
    await build(resolve(values.out ?? resolve(root, 'dist')))
  })
}
