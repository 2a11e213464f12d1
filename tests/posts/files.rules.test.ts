import { expect, test } from 'vitest'
import { sizeInWords, typeOf } from '../../site/posts/files'

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
