import { expect, test } from 'vitest'
import { ruleLabel } from '../../../site/levels/labels'

test('who may do something is told by the names of the ladder', () => {
  expect(ruleLabel('anyone')).toBe('Anyone')
  expect(ruleLabel('level:expert')).toBe('Expert and above')
  expect(ruleLabel('group:testers')).toBe('The group testers')
})
