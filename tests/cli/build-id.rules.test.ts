import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nameBuild } from '../../cli/build-id'

const site = {
  'hub.json': '{"base":"/community/"}',
  'community/index.html': '<p>Welcome</p>',
  'community/_astro/page.abc.css': 'p { color: green }',
  'community/feed.xml': '<feed/>',
}

/** The id of a build with these files. */
const idOf = (files: Record<string, string>): unknown => {
  const folder = mkdtempSync(join(tmpdir(), 'build-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  nameBuild(folder)
  const { build, base } = JSON.parse(readFileSync(join(folder, 'hub.json'), 'utf8'))
  expect(base).toBe('/community/')
  return build
}

test('the same site built again has the same id', () => {
  expect(idOf(site)).toMatch(/^[\da-f]{12}$/)
  expect(idOf({ ...site })).toBe(idOf(site))
})

test.each([
  ['a page', { 'community/index.html': '<p>Good day</p>' }],
  ['a setting', { 'hub.json': '{"base":"/community/","name":"Other"}' }],
  ['a feed', { 'community/feed.xml': '<feed></feed>' }],
  ['a page more', { 'community/new/index.html': '' }],
  ['the name of a hashed file', { 'community/_astro/page.def.css': '' }],
])('a site in which %s differs has another id', (_, change) => {
  expect(idOf({ ...site, ...change } as Record<string, string>)).not.toBe(idOf(site))
})
