import { globSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'

const root = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(root, path), 'utf8')

const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'))
const declared: Record<string, string> = {
  ...dependencies,
  ...devDependencies,
  ...optionalDependencies,
}

interface Locked {
  version: string
  integrity?: string
  resolved?: string
}
const locked: [string, Locked][] = Object.entries<Locked>(
  JSON.parse(read('package-lock.json')).packages,
).filter(([path]) => path !== '')

const SOURCES = ['{worker,site,cli,tests}/**/*.{ts,tsx,mjs,js,astro}', '*.{ts,mjs}']

/** The script parts of a file: of an Astro component its frontmatter and its `<script>`s. */
const scriptsOf = (path: string, source: string): string =>
  path.endsWith('.astro')
    ? [/^---$([\s\S]*?)^---$/gm, /<script[^>]*>([\s\S]*?)<\/script>/g]
        .flatMap((part) => [...source.matchAll(part)])
        .map(([, script]) => script)
        .join('\n')
    : source

/** Modules that a file imports, requires or has resolved by name. */
const importsOf = (path: string): string[] => {
  const source = scriptsOf(path, read(path))
  const resolved = source.matchAll(/\)\.resolve\(\s*'([^']+)'|require\.resolve\(\s*['`]([^'`]+)/g)
  return [
    ...ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName),
    ...[...resolved].map(([, one, other]) => (one ?? other)!),
  ]
}

const isPackage = (name: string) =>
  !/^(?:[./]|(?:astro|cloudflare|virtual):)/.test(name) && !isBuiltin(name)

/** `@scope/name/file` is a file of `@scope/name`. */
const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

test('every package that a file imports is declared', () => {
  const files = globSync(SOURCES, { cwd: root })
  const used = files.flatMap((path) =>
    importsOf(path)
      .filter(isPackage)
      .map((name) => ({ path, name: packageOf(name) })),
  )
  expect(new Set(used.map(({ name }) => name)).size).toBeGreaterThan(25)
  expect(used.filter(({ name }) => !Object.hasOwn(declared, name))).toEqual([])
})

test('no file reads another package by its path in node_modules', () => {
  for (const path of globSync(SOURCES, { cwd: root }))
    for (const [, name] of read(path).matchAll(/node_modules\/((?:@[\w.-]+\/)?\w[\w.-]*)\//g))
      expect(Object.keys(declared), path).toContain(name)
})

test('every package for which the Worker has a stand-in is installed', () => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const names = new Set(locked.map(([path]) => path.replace(/^.*node_modules\//, '')))
  for (const name of Object.keys(rawConfig.alias ?? {}).filter(isPackage))
    expect(names).toContain(packageOf(name))
})

test('every entry of the lock file has the checksum of its package', () => {
  const missing = locked.filter(
    ([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''),
  )
  expect(locked.length).toBeGreaterThan(500)
  expect(missing.map(([path]) => path)).toEqual([])
})

test('the lock file names no registry: each machine asks the one that it is set to', () => {
  expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
  expect(read('.npmrc')).toContain('omit-lockfile-registry-resolved=true')
})

test('what is declared is what is locked', () => {
  for (const [name, version] of Object.entries(declared))
    expect(locked.find(([path]) => path === `node_modules/${name}`)?.[1].version, name).toBe(
      version,
    )
})
