import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkAssets, CLOUDFLARE } from '../../cli/asset-limits'

const site = mkdtempSync(join(tmpdir(), 'hub-assets-'))
afterEach(() => rmSync(site, { recursive: true }))

const write = (files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(site, name)), { recursive: true })
    writeFileSync(join(site, name), text)
  }
}

/** Limits that a handful of files reaches. */
const SMALL = {
  ...CLOUDFLARE,
  file: 2 * 1024 ** 2,
  files: { free: 3, paid: 5 },
  headers: 1,
  redirects: { all: 2, dynamic: 1 },
  line: 20,
  hub: 1000,
}

test('a site within all limits is not mentioned', () => {
  write({ 'index.html': 'a', '_astro/a.css': 'b', _headers: '/a\n  X: y\n' })
  expect(checkAssets(site, SMALL)).toEqual({ errors: [], warnings: [] })
})

test('every file that is too large is named, with its size and what to do', () => {
  const long = 'x'.repeat(SMALL.file + 1024 ** 2)
  write({ 'posts/a/film.mp4': long, 'posts/b/index.html': long, 'hub.json': long })
  const { errors } = checkAssets(site, SMALL)
  expect(errors.toSorted()).toEqual([
    expect.stringMatching(/^hub\.json is 3\.0 MiB.*at most 2\.0 MiB.*Move old posts/),
    expect.stringMatching(/^posts\/a\/film\.mp4 is 3\.0 MiB.*link to it/),
    expect.stringMatching(/^posts\/b\/index\.html is 3\.0 MiB.*Split/),
  ])
})

test('more files than the free plan takes are a warning, more than any plan takes an error', () => {
  const names = ['a', 'b', 'c', '_astro/card.1.png']
  write(Object.fromEntries(names.map((name) => [name, ''])))
  expect(checkAssets(site, SMALL)).toEqual({
    errors: [],
    warnings: [expect.stringMatching(/4 files; Workers Free.*3.*HUB_CARDS=off\) it has 1 fewer/)],
  })
  write({ d: '', e: '' })
  expect(checkAssets(site, SMALL)).toEqual({
    errors: [expect.stringMatching(/6 files; Cloudflare accepts at most 5/)],
    warnings: [],
  })
})

test('a hub.json that a Worker can hardly hold is a warning', () => {
  write({ 'hub.json': 'x'.repeat(1001) })
  expect(checkAssets(site, SMALL).warnings).toEqual([expect.stringMatching(/128 MB of memory/)])
})

test('rules that Cloudflare would leave out without a word are errors', () => {
  write({
    _headers: `# a comment\n/a\n  X: ${'y'.repeat(30)}\n/b\n  X: y\n`,
    _redirects: '/a /b\n/c/* /d\n/e/:f /g\n',
  })
  expect(checkAssets(site, SMALL).errors).toEqual([
    expect.stringMatching(/^_headers has 2 rules/),
    expect.stringMatching(/^_headers has 35 characters in a line/),
    expect.stringMatching(/^_redirects has 3 rules;/),
    expect.stringMatching(/^_redirects has 2 rules with/),
  ])
})
