import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { built } from '../../built'
import { documentsFile, readDocuments } from '../../../cli/build-output'

const documentsOf = (hub: string): Record<string, string>[] =>
  JSON.parse(readFileSync(documentsFile(resolve(built, hub)), 'utf8'))

test('the search is told of every post, page and person, once, in words', () => {
  const rows: Record<string, string>[] = documentsOf('sample')
  const ids = rows.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toContain('post:winter-hours')
  expect(ids).toContain('page:house-rules')
  for (const { text, hash, address } of rows) {
    expect(text).not.toMatch(/<(p|a|div|h\d)\b|\*\*|:::|^import /m)
    expect(hash).toMatch(/^[0-9a-f]{32}$/)
    expect(address).toMatch(/^(posts|pages|people)\/[a-z0-9-]+\/$/)
  }
})

test('what a kind says beside its body is found as well', () => {
  const rows: Record<string, string>[] = documentsOf('hub')
  const textOf = (id: string) => rows.find((row) => row['id'] === id)?.['text']
  expect(textOf('post:outage')).toContain('A cable had come off its wheel.')
  expect(textOf('post:toolbox')).toContain('The maker')
})

test('what the build tells the Worker is not among the pages, and what it loads is in no folder', () => {
  expect(existsSync(resolve(built, 'hub/hub.json'))).toBe(true)
  for (const name of ['community/hub.json', 'community/search.json', 'search.json'])
    expect(existsSync(resolve(built, 'hub', name))).toBe(false)
})

test('the file of the search is read a document at a time', async () => {
  const found = []
  for await (const document of readDocuments(resolve(built, 'hub'))) found.push(document)
  expect(found).toEqual(documentsOf('hub'))
})
