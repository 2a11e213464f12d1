import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const pattern = '{worker,site,cli}/**/*.{ts,tsx,astro}'
const sources = globSync(pattern, { cwd: root }).map((path) => ({
  path,
  source: readFileSync(resolve(root, path), 'utf8'),
}))

const within = (half: string) => sources.filter(({ path }) => path.startsWith(`${half}/`))

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
  const allowed =
    /site\/contract(?:\.ts$|\/)|routes\.tsx?$|worker\/app\.ts$|site\/(?:parser|content-check|mdx)\//
  for (const { path, source } of [...within('worker'), ...within('site')]) {
    if (allowed.test(path)) continue
    const code = source.replaceAll(/^\s*(?:\/?\*|\/\/|import|export .* from).*$/gm, '')
    expect(code.match(spelled)?.[0], path).toBeUndefined()
  }
})
