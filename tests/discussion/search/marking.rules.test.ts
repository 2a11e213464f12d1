import { expect, test } from 'vitest'
import {
  excerptOf,
  highlight,
  type Segment,
} from '../../../worker/discussion/search/highlight.rules'

const shown = (pieces: Segment[]) =>
  pieces.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('')

test.each([
  ['Old brake pads', 'brake', 'Old [brake] pads'],
  ['Brakes and BRAKE', 'brake', '[Brakes] and [BRAKE]'],
  ['Brakes and brake', 'brake and', 'Brakes [and] [brake]'],
  ['Im Café, im café', 'cafe', 'Im [Café], im [café]'],
  ['Cafe\u0301', 'CAFÉ', '[Cafe\u0301]'],
  ['Nothing here', 'brake', 'Nothing here'],
  ['', 'brake', ''],
  ['<b>brake</b>', 'brake', '<b>[brake]</b>'],
  ['自転車のブレーキ', '自転車', '[自転車のブレーキ]'],
])('of %j the search for %j marks %j', (text, question, marked) => {
  expect(shown(highlight(text, question))).toBe(marked)
  expect(shown(excerptOf(text, question))).toBe(marked)
})

test('an excerpt is a few words around what was asked for, and says where it was cut', () => {
  const text = `${'before '.repeat(100)}the brake ${'after '.repeat(100)}`
  const excerpt = shown(excerptOf(text, 'brake'))
  expect(excerpt).toMatch(/^…(before )+the \[brake\] (after ?)+…$/)
  expect(excerpt.split(' ')).toHaveLength(32)
})

test('an excerpt is taken from where most of the words stand', () => {
  const text = `brake ${'and so on '.repeat(50)} a brake with new pads ${'and so on '.repeat(50)}`
  expect(shown(excerptOf(text, 'brake pads'))).toContain('a [brake] with new [pads]')
})

test('what is found at the beginning or the end is shown from there', () => {
  const many = 'so on '.repeat(50)
  expect(shown(excerptOf(`Brake ${many}`, 'brake'))).toMatch(/^\[Brake\] so on/)
  expect(shown(excerptOf(`${many} the brake!`, 'brake'))).toMatch(/the \[brake\]!$/)
})

test('a text that says nothing else is cut as any other', () => {
  const excerpt = shown(excerptOf('brake '.repeat(4000), 'brake'))
  expect(excerpt).toBe(`${'[brake] '.repeat(32).trim()}…`)
})
