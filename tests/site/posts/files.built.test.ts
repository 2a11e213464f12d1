import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { sizeInWords, typeOf } from '../../../site/posts/files'
import { built } from '../../built'

test.each([
  [1, '1 byte'],
  [943, '943 bytes'],
  [13_482, '13 kB'],
  [1_240_000, '1.2 MB'],
  [48_000_000, '48 MB'],
])('%i bytes are told as %s', (bytes, words) => {
  expect(sizeInWords(bytes, 'en-GB')).toBe(words)
})

test('the type of a file is what its name ends in', () => {
  expect(typeOf('wend-loop.gpx')).toBe('GPX')
  expect(typeOf('README')).toBe('')
})

test('a resource has a place for what it gives, and none when it gives words alone', () => {
  const page = (path: string) => readFileSync(resolve(built, path, 'toolbox/index.html'), 'utf8')
  expect(page('hub/community/posts')).toMatch(/<section[^>]*id="to-take-away"/)
  const words = page('root/posts')
  expect(words).toContain('pair of pliers')
  expect(words).not.toContain('to-take-away')
})
