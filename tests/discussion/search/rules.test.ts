import { expect, test } from 'vitest'
import { fromCursor, toCursor, toMatch } from '../../../worker/discussion/search/rules'

test.each([
  ['brake pads', '"brake" "pads"*'],
  ['"brake pads"', '"brake" "pads"*'],
  ['brake AND NOT pads', '"brake" "AND" "NOT" "pads"*'],
  ['NEAR(brake pads, 2)', '"NEAR" "brake" "pads" "2"*'],
  ['title:brake*', '"title" "brake"*'],
  ['  rock-and-roll ', '"rock" "and" "roll"*'],
  ['cafe\u0301', '"café"*'],
  ['自転車', '"自転車"*'],
  ['\ud800brake\0', '"brake"*'],
])('what somebody typed is words and never an operator: %j', (typed, match) => {
  expect(toMatch(typed)).toBe(match)
})

test.each(['', '   ', '"', '*', '!!! --- ???', '👍', '\u0301'])(
  'without a word there is nothing to look for: %j',
  (typed) => {
    expect(toMatch(typed)).toBeUndefined()
  },
)

test('a question as long as a book is cut before it is looked at', () => {
  expect(toMatch('a'.repeat(100_000))!.length).toBeLessThan(250)
  expect(toMatch('a '.repeat(100_000))!.split(' ')).toHaveLength(12)
})

test.each([
  { score: -1.5, number: 12 },
  { score: -0.000001, number: 1 },
  { score: -1e-9, number: 7 },
  { score: 0, number: 0 },
])('a page of results ends at %j, and the next one begins there', (cursor) => {
  expect(toCursor(fromCursor(cursor))).toEqual(cursor)
})

test.each(['', '1', '~', 'a~1', '1~a', '1~1; drop table documents', '1~-1', 'NaN~1', '-~1'])(
  'a made-up end of a page is the first page: %j',
  (text) => {
    expect(toCursor(text)).toBeUndefined()
  },
)
