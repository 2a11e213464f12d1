import { expect, test } from 'vitest'
import { initialsOf } from '../../../site/contract/initials'
import { listNames, tintOf } from '../../../site/people/list'

test.each([
  ['Mara Lindqvist', 'ML'],
  ['Anneke van der Berg', 'AB'],
  ['Prince', 'P'],
  ['élodie  (hire) Śliwa', 'ÉŚ'],
  ['14', ''],
  ['מרים לוי', 'מל'],
  ['מרים Levi', 'מ'],
  ['Анна Levi', 'А'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('a person has one of five tints, with or without a file of their own', () => {
  for (const handle of ['mara', 'tom', 'nobody']) expect([0, 1, 2, 3, 4]).toContain(tintOf(handle))
  expect(tintOf('mara')).not.toBe(tintOf('owen'))
})

test('names are joined as in a sentence', () => {
  expect(listNames(['Mara', 'Owen', 'Tom'])).toBe('Mara, Owen and Tom')
  expect(listNames(['Mara'])).toBe('Mara')
})
