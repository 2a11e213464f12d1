import { expect, test } from 'vitest'
import { clean, cleanLine, lengthOf } from '../../worker/lib/clean-text'

test('what somebody typed is kept in one form', () => {
  expect(clean('  code\r\n\r\ncafe\u0301\r')).toBe('  code\n\ncaf\u00e9')
  expect(clean('\n \n    indented\n\n')).toBe('    indented')
  expect(cleanLine(' Ada\t\n Lovelace ')).toBe('Ada Lovelace')
})

test('lone surrogates, NUL and controls never reach the database', () => {
  expect(clean('a\ud800b')).toBe('a\ufffdb')
  expect(clean('\0a\x07b\x1b[31mc\x7f\x9b')).toBe('ab[31mc')
  expect(clean('tab\tand\nline')).toBe('tab\tand\nline')
})

test('no feed is broken by a character that XML forbids', () => {
  expect(clean('a\ufffe\uffff\x0c\ud83d b')).toBe('a\ufffd b')
})

test.each([
  ['spaces', ' \n\t\u00a0\u3000'],
  ['zero width', '\u200b\u2060\ufeff'],
  ['filler', '\u3164\u115f'],
  ['braille', '\u2800\u2800'],
  ['marks', '\u0301\u0302'],
])('a text of nothing but %s is empty', (_, text) => expect(clean(text)).toBe(''))

test('marks piled on a letter can not climb over other words, and writing keeps its own', () => {
  expect(clean(`Z${'\u0335'.repeat(500)}!`).length).toBeLessThanOrEqual(12)
  for (const word of [
    'Nguy\u1ec5n',
    '\u0928\u092e\u0938\u094d\u0924\u0947',
    '\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u0596\u05d9\u05ea',
    '\u0f67\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82',
  ])
    expect(clean(word)).toBe(word.normalize('NFC'))
})

test('length is counted in characters, in every script', () => {
  expect(lengthOf('\u6f22'.repeat(10_000))).toBe(10_000)
  expect(lengthOf('\u{1f389}'.repeat(10_000))).toBe(10_000)
})
