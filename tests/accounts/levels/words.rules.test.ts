import { expect, test } from 'vitest'
import { whoMay } from '../../../site/levels/words'

test('who may do something is told by the names of the ladder', () => {
  expect(whoMay('anyone')).toBe('Anyone')
  expect(whoMay('level:expert')).toBe('Expert and above')
  expect(whoMay('group:testers')).toBe('The group testers')
})
