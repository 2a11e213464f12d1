import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { withElsewhere, writeElsewhere } from '../../../cli/announce/write-elsewhere'

const home = { network: 'mastodon', url: 'https://social.example.com/@north/1' }
const there = { network: 'bluesky', url: 'https://bsky.app/profile/north.example/post/3k' }

/** A head that nobody's tool would write: every bit of it is somebody's. */
const odd = `title:   "Winter   hours"   # for now
date: 2026-11-02

tags: [ workshop,shop ]
summary: >-
  From Monday
  at six.
`

test('a first home comes last in the head, and all else stays as it was typed', () => {
  expect(withElsewhere(`---\n${odd}---\n\n# Body\n\n---\n`, home)).toBe(
    `---\n${odd}elsewhere:\n  - network: mastodon\n    url: ${home.url}\n---\n\n# Body\n\n---\n`,
  )
})

test('lines end as those around them do, and what stands before the head stays', () => {
  const text = '\uFEFF---\r\ntitle: A\r\n---\r\nBody\r\n'
  expect(withElsewhere(text, home)).toBe(
    `\uFEFF---\r\ntitle: A\r\nelsewhere:\r\n  - network: mastodon\r\n    url: ${home.url}\r\n---\r\nBody\r\n`,
  )
})

const added = `- network: mastodon\n    url: ${home.url}\n`
test.each([
  [
    'a list',
    `elsewhere:\n  - network: bluesky\n    url: ${there.url} # ours\ndraft: false\n`,
    `elsewhere:\n  - network: bluesky\n    url: ${there.url} # ours\n  ${added}draft: false\n`,
  ],
  [
    'a list at the edge',
    `elsewhere:\n- network: bluesky\n  url: ${there.url}\n\n# the end\n`,
    `elsewhere:\n- network: bluesky\n  url: ${there.url}\n- network: mastodon\n  url: ${home.url}\n\n# the end\n`,
  ],
  [
    'a list of braces',
    `elsewhere:\n  - { network: bluesky, url: "${there.url}" }\n`,
    `elsewhere:\n  - { network: bluesky, url: "${there.url}" }\n  ${added}`,
  ],
  [
    'a list in brackets',
    `elsewhere: [{ network: bluesky, url: ${there.url} }] # ours\n`,
    `elsewhere: [{ network: bluesky, url: ${there.url} }, { network: mastodon, url: ${home.url} }] # ours\n`,
  ],
  [
    'a list in brackets over several lines',
    `elsewhere: [\n  { network: bluesky, url: ${there.url} },\n]\n`,
    `elsewhere: [\n  { network: bluesky, url: ${there.url} }, { network: mastodon, url: ${home.url} },\n]\n`,
  ],
  ['an empty list', 'elsewhere: []\n', `elsewhere: [{ network: mastodon, url: ${home.url} }]\n`],
  ['nothing', 'elsewhere: # soon\ndraft: false\n', `elsewhere: # soon\n  ${added}draft: false\n`],
])('a home is added to %s', (_, before, after) => {
  const around = (head: string) => `---\ntitle: A\n${head}---\nBody\n`
  expect(withElsewhere(around(before), home)).toBe(around(after))
})

test('a second home at one network takes the place of the first', () => {
  const text = (url: string) =>
    `---\ntitle: A\nelsewhere:\n  - url: ${url}   # where we are\n    network: mastodon\n  - { network: bluesky, url: ${there.url} }\n---\n`
  expect(withElsewhere(text('"https://old.example/1"'), home)).toBe(text(home.url))
})

test('an address that YAML would read otherwise stands in quotes', () => {
  const url = 'https://a.example/x#, y: {z}'
  expect(withElsewhere('---\ntitle: A\n---\n', { network: 'x', url })).toContain(`url: "${url}"`)
})

test.each([
  ['no head', 'Just words\n'],
  ['a head in braces', '---\n{ title: A }\n---\n'],
  ['a head with an anchor for it', '---\nhomes: &h []\nelsewhere: *h\n---\n'],
  ['words', '---\ntitle: A\nelsewhere: everywhere\n---\n'],
])('what can not be added to is left alone: %s', (_, text) => {
  expect(() => withElsewhere(text, home)).toThrow('cannot be edited automatically')
})

const folder = mkdtempSync(join(tmpdir(), 'hub-homes-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the file stays what it was: its rights, and the link that leads to it', () => {
  const file = join(folder, 'post.mdx')
  const link = join(folder, 'link.mdx')
  writeFileSync(file, '---\ntitle: Grüße\n---\n')
  chmodSync(file, 0o640)
  symlinkSync(file, link)
  writeElsewhere(link, home)
  expect(readFileSync(file, 'utf8')).toContain(home.url)
  expect(statSync(file).mode & 0o777).toBe(0o640)
  expect(readdirSync(folder).toSorted()).toEqual(['link.mdx', 'post.mdx'])
})

test('a file that is not text is left as it is', () => {
  const file = join(folder, 'latin.mdx')
  const bytes = Buffer.from('---\ntitle: Gr\xfc\xdfe\n---\n', 'latin1')
  writeFileSync(file, bytes)
  expect(() => writeElsewhere(file, home)).toThrow('not in UTF-8')
  expect(readFileSync(file).equals(bytes)).toBe(true)
})
