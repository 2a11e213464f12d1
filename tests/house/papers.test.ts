import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { isGround, ROLES } from './layout'
import { walks } from './walks'

const ARCHITECTURE = 'docs/architecture.md'
const root = resolve(import.meta.dirname, '../..')
const papers = globSync('{*.md,docs/**/*.md,{cli,content,site,tests,worker}/README.md}', {
  cwd: root,
}).map((path) => ({ path, text: readFileSync(resolve(root, path), 'utf8') }))

const linesOf = (text: string, kind: RegExp) => [...text.matchAll(kind)].map(([, found]) => found!)

/** The text without its examples: links in code lead nowhere. */
const withoutCode = (text: string) => text.replaceAll(/^```.*?^```|`[^`\n]*`/gms, '')

/** A file of the project in backticks: `worker/app.ts`, or with wildcards. */
const FILE = /`((?:worker|site|cli|docs|tests)\/[\w./*-]+)`/g
const LINK = /\]\((?!https?:)([^)\s]+)\)/g

/** The anchor that a heading gets: "How to add a room" has `how-to-add-a-room`. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s+/g, '-')

test.each(papers)('every file that $path names is there', ({ text }) => {
  const named = new Set(linesOf(text, FILE))
  expect([...named].filter((path) => globSync(path, { cwd: root }).length === 0)).toEqual([])
})

/** The name of a file alone in backticks: `page-actions.ts`, or with folders before it. */
const SHORT_FILE = /`((?!(?:worker|site|cli|docs|tests)\/)[\w*-][\w./*-]*\.tsx?)`/g

// docs/style.md names files that do not exist, as examples.
const named = papers.filter(({ path }) => path !== 'docs/style.md')

test.each(named)('every file that $path names without its folder is there', ({ path, text }) => {
  const found = (name: string) =>
    globSync([`${dirname(path)}/${name}`, `{worker,site,cli,tests}/**/${name}`], { cwd: root })
  expect(linesOf(text, SHORT_FILE).filter((name) => found(name).length === 0)).toEqual([])
})

/** A folder in the first column of a table of folders. */
const FOLDER = /(?<=^\|[^|]*)`([\w-]+)\/`/gm

test.each(['cli', 'site', 'tests', 'worker'])(
  'every folder in the table of %s/README.md is there',
  (folder) => {
    const { text } = papers.find(({ path }) => path === `${folder}/README.md`)!
    const missing = linesOf(text, FOLDER).filter((name) => !existsSync(resolve(root, folder, name)))
    expect(missing).toEqual([])
  },
)

/** A name and the file it is in: `` `showPage(…)` (`worker/http/layout.tsx`) ``. */
const NAME_IN_FILE =
  /`(\w+)(?:\([^`]*\))?` (?:in |\()`((?:worker|site|cli|tests)\/[\w./-]+\.tsx?)`/g

test.each(papers)('every name is in the file where $path says it is', ({ text }) => {
  const wrong = [...text.matchAll(NAME_IN_FILE)].filter(
    ([, name, path]) =>
      !new RegExp(`\\b${name}\\b`).test(readFileSync(resolve(root, path!), 'utf8')),
  )
  expect(wrong.map(([found]) => found)).toEqual([])
})

test.each(papers)('every link of $path leads to a file and a heading', ({ path, text }) => {
  const broken = linesOf(withoutCode(text), LINK).filter((link) => {
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? path : `${dirname(path)}/${file}`
    if (!existsSync(resolve(root, target))) return true
    if (!anchor) return false
    const headings = linesOf(readFileSync(resolve(root, target), 'utf8'), /^#+ (.*)$/gm)
    return !headings.map((heading) => anchorOf(heading)).includes(anchor)
  })
  expect(broken).toEqual([])
})

test('docs/decisions/README.md lists every decision', () => {
  const index = papers.find(({ path }) => path === 'docs/decisions/README.md')!.text
  const decisions = globSync('0*.md', { cwd: resolve(root, 'docs/decisions') })
  expect(decisions.length).toBeGreaterThan(10)
  expect(decisions.filter((name) => !index.includes(`(${name})`))).toEqual([])
})

test('docs/style.md has each role that a file can have', () => {
  const { text } = papers.find(({ path }) => path === 'docs/style.md')!
  const described = linesOf(text, /^\| `([a-z-]+)\.tsx?(?:\(x\))?`/gm)
  expect(described.toSorted()).toEqual([...ROLES].toSorted())
})

/** Of each walk in bold: the first file of each numbered line, and all files that it names. */
const walkIn = (text: string, name: string) => {
  const [, steps = ''] =
    new RegExp(String.raw`^\*\*${name}\.\*\*.*\n\n((?:\d\. .*\n)+)`, 'im').exec(text) ?? []
  return { main: linesOf(steps, /^\d\. `([^`]+)`/gm), named: linesOf(steps, FILE) }
}

test.each(walks)('docs/architecture.md has the files to $name', ({ name, entry, steps }) => {
  const { main, named } = walkIn(papers.find(({ path }) => path === ARCHITECTURE)!.text, name)
  expect(main).toEqual([entry, ...steps].filter((path) => !isGround(path)))
  expect(named).toEqual(expect.arrayContaining(steps))
})

test.each(['README.md', ARCHITECTURE])('%s leads to what newcomers look for', (paper) => {
  const rows = linesOf(papers.find(({ path }) => path === paper)!.text, /^\| ([^|]+?) *\|/gm)
  expect(rows).toEqual(
    expect.arrayContaining([
      'where a comment is created',
      'the rate limit',
      'the page cache',
      'the sign-in email',
      'who may accept an answer',
      'the audit log',
      'the content check of offers',
      "the spam filter's training",
      'the migration that added votes',
      'how to add a setting',
      'the test that proves erasure',
    ]),
  )
  expect(rows.some((row) => row.startsWith('where the CSP is set'))).toBe(true)
})
