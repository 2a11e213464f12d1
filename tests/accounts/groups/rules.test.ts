import { describe, expect, test } from 'vitest'
import { admissionTo, type Level, type Space } from '../../../site/contract/permissions'
import { checkNewGroup, type GroupFault, newGroupForm } from '../../../worker/accounts/groups/form'
import { groupsInRules, groupIdFrom } from '../../../worker/accounts/groups/rules'

type Input = typeof newGroupForm.blank

const check = (typed: Partial<Input>, ids: string[] = []) =>
  checkNewGroup({ ...newGroupForm.blank, ...typed }, ids)

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
])('the group %j gets the id %j', (name, id) => {
  expect(groupIdFrom(name)).toBe(id)
})

describe('a group is refused', () => {
  test.each<[string, Partial<Input>, GroupFault]>([
    ['without a name', { name: ' ' }, { field: 'name', reason: 'name-empty' }],
    [
      'with a long name',
      { name: 'x'.repeat(61) },
      { field: 'name', reason: 'name-too-long', max: 60 },
    ],
    [
      'with a long purpose',
      { name: 'A', about: 'x'.repeat(301) },
      { field: 'about', reason: 'too-long', max: 300 },
    ],
    ['whose name leaves nothing for rules', { name: '自転車' }, { field: 'name', reason: 'no-id' }],
    ['that rules could not name', { name: 'A', id: 'a:b' }, { field: 'id', reason: 'malformed' }],
    ['that is there', { name: 'Crew' }, { field: 'id', reason: 'taken' }],
  ])('%s', (_name, typed, fault) => {
    expect(check(typed, ['crew']).faults).toEqual([fault])
  })

  test('when the hub has the most groups', () => {
    const many = Array.from({ length: 200 }, (_, index) => `group-${index}`)
    expect(check({ name: 'One more' }, many).faults).toEqual([
      { field: 'name', reason: 'too-many-groups' },
    ])
  })
})

test('the id of a group is made from its name, or given', () => {
  expect(check({ name: ' Club  riders ', about: ' ' }).values).toEqual({
    id: 'club-riders',
    name: 'Club riders',
    about: null,
  })
  expect(check({ name: '自転車', id: 'riders' }).values?.id).toBe('riders')
})

test('each group in the rules of the spaces is listed once', () => {
  const spaces = [
    space({ read: 'group:a', comment: 'group:a' }),
    space({ start: 'group:b' }),
    space(),
  ]
  expect(groupsInRules({ spaces })).toEqual(['a', 'b'])
})

describe('an approved request gives', () => {
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
