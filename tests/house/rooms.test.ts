import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const pattern = '{worker,site,cli}/**/*.{ts,tsx,astro}'
const sources = globSync(pattern, { cwd: root }).map((path) => ({
  path,
  source: readFileSync(resolve(root, path), 'utf8'),
}))

/** What a file imports and runs; types cross every border. */
const imported = (source: string) =>
  [...source.matchAll(/^import (?!type )(?:[^'"]*? from )?'([^']+)'/gm)].map(([, from]) => from!)

const within = (half: string) => sources.filter(({ path }) => path.startsWith(`${half}/`))

/** What each kind of file may never import. */
const FORBIDDEN: Record<string, RegExp> = {
  'table.ts': /hono|\/(?:routes|view|queries|rules)$/,
  'rules.ts': /hono|drizzle-orm|\/(?:queries|routes|view)$/,
  'queries.ts': /hono|\/(?:routes|view)$/,
  'view.tsx': /drizzle-orm|^hono$|\/(?:routes|queries)$/,
}

test.each(Object.entries(FORBIDDEN))('%s keeps to its own side', (name, forbidden) => {
  const files = within('worker').filter(({ path }) => basename(path) === name)
  expect(files.length).toBeGreaterThan(0)
  for (const { path, source } of files)
    expect(
      imported(source).filter((from) => forbidden.test(from)),
      path,
    ).toEqual([])
})

test('no room imports the routes of another', () => {
  for (const { path, source } of within('worker')) {
    if (path === 'worker/app.ts') continue
    expect(
      imported(source).filter((from) => from.endsWith('/routes')),
      path,
    ).toEqual([])
  }
})

test('the two halves meet in the contract alone', () => {
  for (const half of ['worker', 'site'] as const) {
    const other = half === 'worker' ? 'site' : 'worker'
    for (const { path, source } of within(half)) {
      const crossing = imported(source)
        .filter((from) => from.startsWith('.'))
        .map((from) => relative(root, resolve(root, dirname(path), from)))
        .filter(
          (target) => target.startsWith(`${other}/`) && !/^site\/contract(?:\/|$)/.test(target),
        )
      expect(crossing, path).toEqual([])
    }
  }
})

test('the contract imports its own folder alone', () => {
  const contract = sources.filter(({ path }) => dirname(path) === 'site/contract')
  expect(contract.length).toBeGreaterThan(5)
  for (const { path, source } of contract) {
    const all = [...source.matchAll(/^(?:import|export)\b[^'=]*?\bfrom '([^']+)'/gm)]
    expect(
      all.map(([, from]) => from!).filter((from) => !/^\.\/[\w-]+$/.test(from)),
      path,
    ).toEqual([])
  }
})

test('only the room that owns a table writes to it', () => {
  const owners = new Map(
    within('worker')
      .filter(({ path }) => basename(path) === 'table.ts')
      .flatMap(({ path, source }) =>
        [...source.matchAll(/export const (\w+) = sqliteTable/g)].map(
          ([, table]) => [table!, dirname(path)] as const,
        ),
      ),
  )
  expect(owners.size).toBeGreaterThan(5)
  for (const { path, source } of within('worker'))
    for (const [, table] of source.matchAll(/\.(?:insert|update|delete)\(\s*(\w+)\s*\)/g)) {
      const owner = owners.get(table!)
      if (owner) expect(dirname(path), `${path} writes to ${table}`).toBe(owner)
    }
})

test('every form says where it leads and how', () => {
  for (const { path, source } of [...within('worker'), ...within('site')])
    for (const [form] of source.matchAll(/<form\b[^>]*>/g)) {
      expect(form, path).toMatch(/\bmethod="?(?:post|get)/)
      expect(form, path).toMatch(/\baction=/)
    }
})

test('an address is spelled in the contract and where it is answered, and nowhere else', () => {
  const spelled =
    /['"`]\/?(?:posts|kinds|tags|spaces|people|conversations|comments|confirmation)\/(?!\*)/
  const allowed = /site\/contract\/|routes\.tsx?$|worker\/app\.ts$|site\/(?:reading|check|prose)\//
  for (const { path, source } of [...within('worker'), ...within('site')]) {
    if (allowed.test(path)) continue
    const code = source.replaceAll(/^\s*(?:\/?\*|\/\/|import|export .* from).*$/gm, '')
    expect(code.match(spelled)?.[0], path).toBeUndefined()
  }
})

test('no file holds more than a reader can', () => {
  const long = sources.filter(({ source }) => source.split('\n').length > 300)
  expect(long.map(({ path }) => path)).toEqual([])
})
