import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(root, path), 'utf8')

const sources = ['cli', 'site', 'worker', 'tests'].flatMap((folder) =>
  readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
    // The bench talks to its own children in the environment.
    .filter((name) => /\.(?:tsx?|mjs|astro)$/.test(name) && !name.startsWith('bench'))
    .map((name) => read(`${folder}/${name}`)),
)

/** Known everywhere, and no settings of ours. */
const foreign = new Set(['DEBUG', 'NODE_ENV'])

test('every setting that the code reads is in the table of cli/README.md', () => {
  const inEnvironment = sources.flatMap((source) =>
    [...source.matchAll(/process\.env(?:\.|\[')([A-Z][A-Z_]+)/g)].map(([, name]) => name!),
  )
  const bindings = /interface Bindings \{(.*?)\n\}/s.exec(read('worker/env.ts'))![1]!
  const ofTheWorker = [...bindings.matchAll(/^ {2}([A-Z_]+)\?:/gm)].map(([, name]) => name!)
  const settings = new Set([...inEnvironment, ...ofTheWorker].filter((name) => !foreign.has(name)))
  expect(settings.size).toBeGreaterThan(6)
  const table = read('cli/README.md')
  expect([...settings].filter((name) => !table.includes(`\`${name}\``))).toEqual([])
})

test('wrangler.toml leaves the local mailbox shut', () => {
  expect(read('wrangler.toml')).not.toMatch(/HUB_LOCAL|SITE_DEV/)
})

test('wrangler.toml holds no secret', () => {
  expect(read('wrangler.toml')).not.toMatch(/SECRET/)
})

test('a deployed hub stores its log, and neither the addresses nor the headers of requests', () => {
  const toml = read('wrangler.toml')
  expect(toml).toMatch(/^\[observability\]\nenabled = true\nredact_query_string = true$/m)
  expect(toml).toMatch(/^\[observability\.logs\]\ninvocation_logs = false$/m)
})
