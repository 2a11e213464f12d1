import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkContent } from '../../../site/content-check/content'

const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

const post = (body: string, head = '') =>
  `---\ntitle: Old\ndate: 2012-01-01\nauthors: [mara]\n${head}---\n\n${body}\n`

/** What the check says of a hub with these networks, and these files besides. */
const check = async (networks: string, files: Record<string, string> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-'))
  made.push(folder)
  const all = {
    'hub.yaml': 'name: N\nurl: https://hub.example/community/\n',
    'people/mara.yaml': 'name: Mara\n',
    'networks.yaml': networks,
    ...files,
  }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const { errors, warnings } = await checkContent(folder)
  const told = ({ file, line, message }: (typeof errors)[number]) => `${file}:${line} ${message}`
  return { errors: errors.map(told), warnings: warnings.map(told) }
}

const network = (more: string) => `- id: a\n  name: A\n  follow: https://a.example/us\n  ${more}\n`

test.each([
  ['icon: mastodno', 'is not a Simple Icon; did you mean `mastodon`'],
  ['icon: linkedin', 'is not a Simple Icon; '],
  ['icon: ./none.svg', 'is not a file in the content folder'],
  ['icon: ../outside.svg', 'is not a file in the content folder'],
  ['icon: ./words.svg', 'has no shapes; expected an SVG file with shapes'],
  ['icon: ./large.svg', 'is too large; expected at most 8 KiB'],
])('%s is refused', async (line, message) => {
  const { errors } = await check(network(line), {
    'words.svg': 'Not a drawing.',
    'large.svg': `<svg viewBox="0 0 1 1"><path d="M${'0 '.repeat(5000)}"/></svg>`,
  })
  expect(errors).toEqual([expect.stringContaining(`networks.yaml:4 \`${line}\` ${message}`)])
})

test('removed parts of an icon are reported, and an icon of shapes only is not', async () => {
  const draw = (more: string) => `<svg viewBox="0 0 9 9"><path d="M0 0" ${more}/></svg>`
  const told = await check(network('icon: ./own.svg'), { 'own.svg': draw('style="fill:red"') })
  expect(told).toEqual({
    errors: [],
    warnings: [
      'networks.yaml:4 `icon: ./own.svg` is shown without style: only shapes are kept, in the text colour',
    ],
  })
  const plain = await check(network('icon: ./own.svg'), { 'own.svg': draw('fill="#f00"') })
  expect(plain).toEqual({ errors: [], warnings: [] })
})

test.each([
  ['https://{instance}/share?text={url}', []],
  ['https://{instance}.example/share?text={url}', ['expected {instance} for the whole host alone']],
  ['https://a.example/{instance}?text={url}', ['expected {instance} for the whole host alone']],
  ['https://{instance}/{instance}?text={url}', ['expected {instance} for the whole host alone']],
  ['https://{instance}@evil.example/?{url}', ['expected {instance} for the whole host alone']],
])('of the share link %s', async (share, messages) => {
  const { errors } = await check(network(`share: ${share}`))
  expect(errors).toEqual(messages.map((message) => expect.stringContaining(message)))
})

test('posts that link to a retired network are listed, with their lines', async () => {
  const left =
    '- id: plus\n  name: Plus\n  follow: https://www.plus.example/us\n  retired: 2019-04-02\n'
  const files = {
    'posts/body.md': post(
      'First.\n\nSee [us](https://plus.example/us/1) and <https://uk.plus.example/>.',
    ),
    'posts/head.mdx': post(
      'Words.',
      'kind: resource\nlinks: [{ label: L, url: "http://plus.example/x" }]\n',
    ),
    'posts/other.mdx': post('[Not them](https://surplus.example/).'),
    // Where the talk went on is on record, and shown to nobody.
    'posts/home.mdx': post(
      'Words.',
      'elsewhere: [{ network: plus, url: "https://plus.example/9" }]\n',
    ),
  }
  expect((await check(left, files)).warnings).toEqual([
    'posts/body.md:9 links to https://plus.example/us/1 on Plus, which is retired',
    'posts/body.md:9 links to https://uk.plus.example/ on Plus, which is retired',
    'posts/head.mdx:6 links to http://plus.example/x on Plus, which is retired',
  ])
  const used = left.replace('  retired: 2019-04-02\n', '')
  expect((await check(used, files)).warnings).toEqual([])
  // A host that another network in use has is not left.
  const both = `${left}- id: again\n  name: Again\n  follow: https://plus.example/again\n`
  expect((await check(both, files)).warnings).toEqual([])
})

test('an original link of a post that is not https is reported', async () => {
  const files = {
    'posts/a.mdx': post('Words.', 'elsewhere:\n  - network: a\n    url: http://a.example/1\n'),
  }
  expect((await check(network('invite: Come.'), files)).warnings).toEqual([
    'posts/a.mdx:7 http://a.example/1 is not https',
  ])
})

test('a follow link of an active network that is not https is reported', async () => {
  const plain = (more: string) => network(more).replace('https:', 'http:')
  expect((await check(plain('invite: Come.'))).warnings).toEqual([
    'networks.yaml:3 http://a.example/us is not https',
  ])
  expect((await check(plain('retired: 2019-04-02'))).warnings).toEqual([])
})

test('a retirement date in the future is reported: the line applies at once', async () => {
  expect(await check(network('retired: 2126-01-01'))).toEqual({
    errors: [],
    warnings: [
      'networks.yaml:4 `retired: 2126-01-01` is in the future, but the next build retires the network at once. Add the line on the day itself',
    ],
  })
})
