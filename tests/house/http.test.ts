import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

/** As a string, because the types of the Worker's platform do not fit beside those of Node. */
const WORKER: string = '../../worker/app'
const { app }: { app: { routes: { method: string; path: string }[] } } = await import(WORKER)

const paper = readFileSync(resolve(import.meta.dirname, '../../docs/http.md'), 'utf8')

/** The cells of every table row that begins with a method. */
const rows = [...paper.matchAll(/^\| (GET|POST)\s*\|(.*)\|$/gm)].map(([, method, cells]) => [
  method!,
  ...cells!.split('|').map((cell) => cell.trim()),
])

/**
 * `B posts/<slug>/` as a pattern without the names of its parameters: `/posts/…/`. A parameter that is
 * part of a name (`:page{sitemap-.+.xml}`) keeps the rest of the name.
 */
const shapeOf = (method: string, address: string) =>
  `${method} ${address.replace(/:\w+\{([\w-]+)\.\+(\.\w+)\}/, '$1*$2').replaceAll(/<[^>]+>|:\w+(?:\{[^}]*\}+)?/g, '*')}`

const documented = rows.map(([method, address]) => {
  const path = address!.replaceAll('`', '')
  return shapeOf(method!, path.startsWith('B') ? `/${path.slice(1).trim()}` : `/..${path}`)
})

const routed = app.routes
  .filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'))
  .map(({ method, path }) => shapeOf(method, path))

test('every address that the Worker answers is in docs/http.md', () => {
  expect(routed.length).toBeGreaterThan(100)
  expect([...new Set(routed)].filter((route) => !documented.includes(route))).toEqual([])
})

test('every address in docs/http.md is answered by the Worker', () => {
  expect(documented.filter((address) => !routed.includes(address))).toEqual([])
})

test('an address has one row in docs/http.md, with fields, who may use it, and the answer', () => {
  expect(documented.filter((address, at) => documented.indexOf(address) !== at)).toEqual([])
  for (const row of rows) {
    expect(row, row.join(' | ')).toHaveLength(5)
    expect(row.filter((cell) => cell === '')).toEqual([])
  }
})
