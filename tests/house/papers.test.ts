import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ROLES } from './layout'

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
