import { expect, test } from 'vitest'
import { ruleLabel } from '../../../site/levels/labels'

test('a rule is described by the names of the levels', () => {
  expect(ruleLabel('anyone')).toBe('Anyone')
  expect(ruleLabel('level:expert')).toBe('Expert and above')
  expect(ruleLabel('group:testers')).toBe('The group testers')
})
