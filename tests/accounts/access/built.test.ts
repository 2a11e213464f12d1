import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Hub, ScheduledPosts } from '../../../site/contract/hub'
import { built } from '../../built'
import { openPage, readBuilt } from '../../markup'

/**
 * In every word of every post of `tests/hub` that is restricted or scheduled, and nowhere else.
 */
const MARK = /quetzal|axolotl/i

const root = resolve(built, 'hub')
const { guarded }: Hub = JSON.parse(readBuilt('hub', 'hub.json'))
const files = globSync('**/*.*', { cwd: root }).filter((path) => !path.startsWith('guarded-'))

test('a restricted post is built below an unguessable path, and nowhere else', () => {
  expect(guarded).toMatch(/^guarded-[0-9a-f]{32}$/)
  const page = readBuilt('hub', `${guarded}/community/posts/in-crew/index.html`)
  expect(page).toMatch(MARK)
  expect(readBuilt('hub', `${guarded}/community/posts/in-crew/quetzal-plan.txt`)).toMatch(MARK)
  expect(globSync('community/posts/in-crew*', { cwd: root })).toEqual([])
})

test('its pictures are built beside it, its page loads them from there, and none is public', () => {
  const folder = `${guarded}/community/posts/in-crew`
  const pictures = globSync('quetzal-*.{webp,svg,png}', { cwd: resolve(root, folder) })
  expect(pictures.map((name) => name.split('.')[0]).toSorted()).toEqual([
    'quetzal-cover',
    'quetzal-map',
    'quetzal-sketch',
  ])
  const { all } = openPage('hub', `${folder}/`)
  const shown = all('img').map(({ src }) => src)
  for (const name of pictures) expect(shown).toContain(`/community/posts/in-crew/${name}`)
  const bytes = (path: string) => readFileSync(resolve(root, path)).toString('base64')
  const own = new Set(pictures.map((name) => bytes(`${folder}/${name}`)))
  expect(files.filter((path) => own.has(bytes(path)))).toEqual([])
})

test('every public picture is on a public page, so there is no card of a guarded post', () => {
  const texts = files.filter((path) => /\.(?:html|xml|json|css|js|webmanifest)$/.test(path))
  const all = texts.map((path) => readFileSync(resolve(root, path), 'utf8')).join()
  const pictures = files.filter((path) => /_astro\/.*\.(?:png|webp|avif|jpe?g|gif|svg)$/.test(path))
  expect(pictures.length).toBeGreaterThan(5)
  expect(pictures.filter((path) => !all.includes(path))).toEqual([])
})

test('no public file mentions it: no list, feed, tag, sitemap or search', () => {
  expect(files.length).toBeGreaterThan(30)
  const telling = files.filter(
    (path) => MARK.test(path) || MARK.test(readFileSync(resolve(root, path), 'latin1')),
  )
  expect(telling).toEqual(['hub.json'])
})

test('a scheduled post is built there too, with its pictures and list entries', () => {
  const folder = `${guarded}/community/posts/tomorrow`
  expect(readBuilt('hub', `${folder}/index.html`)).toMatch(MARK)
  const later: ScheduledPosts = JSON.parse(readBuilt('hub', `${guarded}/later.json`))
  expect(Object.keys(later).toSorted()).toEqual(['post:axolotlid', 'post:siren'])
  const shown = JSON.stringify(later)
  expect(shown).not.toContain('_astro')
  const pictures = [...shown.matchAll(/community\/posts\/tomorrow\/([^\s"'\\&]+\.webp)/g)]
  expect(pictures.length).toBeGreaterThan(3)
  const there = globSync('*', { cwd: resolve(root, folder) })
  for (const [, name] of pictures) expect(there).toContain(name)
})

test('no public file contains the guarded path', () => {
  const telling = files.filter((path) =>
    readFileSync(resolve(root, path), 'latin1').includes('guarded-'),
  )
  expect(telling).toEqual(['hub.json'])
})

test('its own page has no structured data, card or feed', () => {
  const { all, meta, facts } = openPage('hub', `${guarded}/community/posts/in-crew/`)
  expect(facts()).toEqual([])
  expect(meta('robots')).toBe('noindex')
  expect(meta('og:image')).toBeUndefined()
  expect(all('link').some(({ href }) => href?.includes('comments.xml'))).toBe(false)
})

test('the page of a restricted space is public: its description, and who may read', () => {
  const page = readBuilt('hub', 'community/spaces/crew/index.html')
  expect(page).toContain('For whoever has signed in.')
  expect(page).toContain('Reading: Members')
  expect(readBuilt('hub', 'community/sitemap-0.xml')).toContain('/community/spaces/crew/')
})
