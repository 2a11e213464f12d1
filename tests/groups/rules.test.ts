import { describe, expect, test } from 'vitest'
import { admissionTo, type Level, type Space } from '../../site/contract'
import {
  type Fault,
  faultsInGroup,
  groupIn,
  groupsNamed,
  idOf,
  type Words,
} from '../../worker/groups/rules'

const words = (typed: Partial<Words>): Words => ({
  id: '',
  name: '',
  about: '',
  handle: '',
  reason: '',
  answer: '',
  reply: '',
  ...typed,
})

const space = (rules: Partial<Space> = {}): Space => ({
  id: 'here',
  name: 'Here',
  read: 'anyone',
  comment: 'anyone',
  start: 'anyone',
  ...rules,
})

const levels = ['guest', 'newcomer', 'regular'].map((id) => ({ id, name: id }) as Level)

test.each([
  ['Club riders', 'club-riders'],
  ['  Früh & spät!  ', 'fruh-spat'],
  ['Ünïcödé', 'unicode'],
  ['自転車', ''],
  ['--', ''],
])('rules know the group %j as %j', (name, id) => {
  expect(idOf(name)).toBe(id)
})

describe('a group is refused', () => {
  test.each<[string, Partial<Words>, Fault]>([
    ['without a name', { name: ' ' }, { field: 'name', reason: 'empty' }],
    ['with a long name', { name: 'x'.repeat(61) }, { field: 'name', reason: 'too-long' }],
    [
      'with a long purpose',
      { name: 'A', about: 'x'.repeat(301) },
      { field: 'about', reason: 'too-long' },
    ],
    [
      'whose name leaves nothing for rules',
      { name: '自転車' },
      { field: 'name', reason: 'unspelled' },
    ],
    ['that rules could not name', { name: 'A', id: 'a:b' }, { field: 'id', reason: 'malformed' }],
    ['that is there', { name: 'Crew' }, { field: 'id', reason: 'taken' }],
  ])('%s', (_name, typed, fault) => {
    expect(faultsInGroup(words(typed), ['crew'])).toEqual([fault])
  })

  test('when there are more than anybody keeps in mind', () => {
    const many = Array.from({ length: 200 }, (_, index) => `group-${index}`)
    expect(faultsInGroup(words({ name: 'One more' }), many)).toEqual([
      { field: 'name', reason: 'too-many' },
    ])
  })
})

test('a group is known to rules as it is called, or as somebody says', () => {
  expect(groupIn(words({ name: ' Club  riders ', about: ' ' }))).toEqual({
    id: 'club-riders',
    name: 'Club riders',
    about: null,
  })
  expect(groupIn(words({ name: '自転車', id: 'riders' })).id).toBe('riders')
})

test('each group that the spaces name is named once', () => {
  const spaces = [
    space({ read: 'group:a', comment: 'group:a' }),
    space({ start: 'group:b' }),
    space(),
  ]
  expect(groupsNamed({ spaces })).toEqual(['a', 'b'])
})

describe('whoever is let into a space gets', () => {
  test.each<[string, Partial<Space>, unknown]>([
    ['a place in the group that reads', { read: 'group:a', comment: 'group:b' }, { group: 'a' }],
    ['a place in the group that comments', { comment: 'group:b' }, { group: 'b' }],
    ['a place in the group that starts', { read: 'members', start: 'group:c' }, { group: 'c' }],
    ['the level that reads', { read: 'level:regular', start: 'group:c' }, { level: 'regular' }],
    ['nothing where signing in will do', { read: 'level:newcomer' }, undefined],
    ['nothing where a level speaks, which is earned', { comment: 'level:regular' }, undefined],
    ['nothing where hosts alone read', { read: 'hosts', comment: 'group:a' }, undefined],
    ['nothing where all is open', {}, undefined],
    ['nothing for a level that is not there', { read: 'level:gone' }, undefined],
  ])('%s', (_name, rules, admission) => {
    expect(admissionTo(space(rules), levels)).toEqual(admission)
  })
})
