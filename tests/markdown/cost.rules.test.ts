import { expect, test } from 'vitest'
import { toHtml, toText } from '../../worker/markdown/markdown'
import { clean } from '../../worker/lib/clean-text'
import { shapes } from './shapes'

const LONGEST = 10_000

const write = (text: string) => toText(toHtml(clean(text)))

test.each(Object.entries(shapes))('size: %s stay within ten times what was typed', (_, shape) => {
  const text = shape(LONGEST)
  expect(toHtml(text).length).toBeLessThanOrEqual(10 * text.length + 4000)
})

const lettersIn = (text: string) => text.match(/[a-c]/g)?.length

test.each([
  ['a deep quote and lazy lines'],
  ['quotes in a list'],
  ['a long definition, used often'],
  ['a long title, used often by pictures'],
  ['nested quotes, each line deeper'],
  ['a wide table of empty rows'],
  ['nested emphasis'],
])('what is bounded keeps its words: %s', (name) => {
  const text = shapes[name]!(LONGEST)
  expect(lettersIn(write(text))).toBe(lettersIn(text))
})
