import { describe, expect, test } from 'vitest'
import {
  type Action,
  actions,
  type Viewer,
  type Level,
  limitsOf,
  may,
  type Space,
} from '../../../site/contract/permissions'
import { refusalFor } from '../../../worker/accounts/access/messages'
import { paths } from '../../paths'

const level = (id: string, may: Partial<Level['may']> = {}): Level => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  may: {
    comment: 'at-once',
    links: 1,
    perHour: 5,
    start: true,
    followedLinks: false,
    accept: false,
    ...may,
  },
})

const guest = level('guest', { comment: 'held', start: false })
const newcomer = level('newcomer')
const regular = level('regular')
const expert = level('expert', { accept: true })
const muted = level('muted', { comment: 'no', start: false })
const ladder = [muted, guest, newcomer, regular, expert]

const space = (rules: Partial<Space> = {}): Space => ({
  id: 'here',
  name: 'Here',
  read: 'anyone',
  comment: 'anyone',
  start: 'anyone',
  ...rules,
})

const as = (role: Viewer['role'], level: Level, groups: string[] = []): Viewer => ({
  role,
  level,
  groups,
})

const stranger = as('guest', guest)
const confirmed = as('guest', newcomer)
const member = as('member', newcomer)

describe('a space that requires', () => {
  test.each<[string, Viewer, string]>([
    ['anyone', stranger, 'yes'],
    ['members', stranger, 'sign-in'],
    ['members', confirmed, 'sign-in'],
    ['members', member, 'yes'],
    ['members', as('member', muted), 'yes'],
    ['level:guest', stranger, 'yes'],
    ['level:newcomer', stranger, 'level'],
    ['level:newcomer', confirmed, 'yes'],
    ['level:newcomer', member, 'yes'],
    ['level:regular', confirmed, 'level'],
    ['level:regular', member, 'level'],
    ['level:regular', as('member', regular), 'yes'],
    ['level:regular', as('member', expert), 'yes'],
    ['level:gone', as('member', expert), 'level'],
    ['group:testers', stranger, 'group'],
    ['group:testers', as('member', expert, ['other']), 'group'],
    ['group:testers', as('member', newcomer, ['testers']), 'yes'],
    ['hosts', as('member', expert), 'hosts'],
    ['nonsense', as('member', expert), 'hosts'],
    ['', as('member', expert), 'hosts'],
    ['hosts', as('host', newcomer), 'yes'],
    ['level:gone', as('owner', newcomer), 'yes'],
  ])('%s to read says to %o: %s', (read, viewer, expected) => {
    expect(may(viewer, 'read', space({ read }), ladder)).toBe(expected)
  })
})

describe('both the level and the space must allow it', () => {
  test.each<[string, Viewer, Action, Partial<Space>, string]>([
    ['a level that is held is held', stranger, 'comment', {}, 'held'],
    ['a level at once is at once', member, 'comment', {}, 'yes'],
    ['a level that may not is refused', as('member', muted), 'comment', {}, 'level'],
    ['a guest whose level may not can sign in', as('guest', muted), 'comment', {}, 'sign-in'],
    ['the space refuses what the level allows', member, 'comment', { comment: 'hosts' }, 'hosts'],
    ['a space for members refuses a guest', stranger, 'comment', { comment: 'members' }, 'sign-in'],
    ['a guest starts nothing', confirmed, 'start', {}, 'sign-in'],
    ['a member whose level says so starts', member, 'start', {}, 'yes'],
    ['the space may ask for more to start', member, 'start', { start: 'level:expert' }, 'level'],
    ['an answer is accepted by a level that may', as('member', expert), 'accept', {}, 'yes'],
    ['and not by another', as('member', regular), 'accept', {}, 'level'],
    [
      'nor where they may not comment',
      as('member', expert),
      'accept',
      { comment: 'group:a' },
      'group',
    ],
    [
      'a guest accepts nothing, even of an able level',
      as('guest', expert),
      'accept',
      {},
      'sign-in',
    ],
  ])('%s', (_name, viewer, action, rules, expected) => {
    expect(may(viewer, action, space(rules), ladder)).toBe(expected)
  })
})

test('a viewer who may not read a space may do nothing in it', () => {
  for (const read of ['members', 'level:expert', 'group:a', 'hosts'])
    for (const action of actions)
      expect(may(stranger, action, space({ read }), ladder), `${read} ${action}`).not.toMatch(
        /^(yes|held)$/,
      )
})

test('hosts and owners have every permission, and their comments are never held', () => {
  for (const role of ['host', 'owner'] as const)
    for (const action of actions)
      for (const rule of ['anyone', 'members', 'hosts', 'level:expert', 'group:a', 'x']) {
        const asked = space({ read: rule, comment: rule, start: rule })
        expect(may(as(role, muted), action, asked, ladder)).toBe('yes')
      }
  expect(limitsOf(as('host', guest)).links).toBeGreaterThan(1_000_000)
  expect(limitsOf(member)).toMatchObject({ links: 1, perHour: 5 })
})

test('a higher level may never read less than a lower one', () => {
  for (const read of [
    'anyone',
    'members',
    'hosts',
    'group:a',
    ...ladder.map(({ id }) => `level:${id}`),
  ])
    for (const role of ['guest', 'member'] as const) {
      const answers = ladder.map((each) => may(as(role, each), 'read', space({ read }), ladder))
      expect(answers.lastIndexOf('yes'), read).toBe(
        answers.includes('yes') ? ladder.length - 1 : -1,
      )
    }
})

describe('the message of a refused permission:', () => {
  const hub = { paths, levels: ladder }
  test.each([
    ['sign-in', 'comment', { comment: 'members' }, 'Only members may comment here.', 'sign-in/'],
    [
      'level',
      'read',
      { read: 'level:regular' },
      'Only Regular and above may read here.',
      'levels/',
    ],
    ['level', 'accept', {}, 'Only Expert may accept an answer here.', 'levels/'],
    ['level', 'comment', {}, 'Only Guest and above may comment here.', 'levels/'],
    ['group', 'read', { read: 'group:crew' }, 'Only the group crew may read here.', 'levels/'],
    ['hosts', 'start', { start: 'hosts' }, 'Only hosts may start a conversation here.', 'levels/'],
  ] as const)('%s to %s', (answer, action, rules, sentence, href) => {
    const refusal = refusalFor(answer, action, space(rules), hub)
    expect(refusal.sentence).toBe(sentence)
    expect(refusal.link.href).toMatch(new RegExp(`${href}$`))
  })
})

test('a silenced member can only read; a host cannot be silenced', () => {
  const silenced: Viewer = { role: 'member', level: expert, groups: [], isSilenced: true }
  const answers = (space_: Space, viewer = silenced) =>
    actions.map((action) => may(viewer, action, space_, ladder))
  expect(answers(space())).toEqual(['yes', 'silenced', 'silenced', 'silenced'])
  expect(answers(space({ read: 'hosts' }))).toEqual(['hosts', 'hosts', 'hosts', 'hosts'])
  expect(answers(space(), { ...silenced, role: 'host' })).toEqual(['yes', 'yes', 'yes', 'yes'])
  expect(refusalFor('silenced', 'comment', space(), { paths, levels: ladder })).toEqual({
    sentence: 'A host has silenced you here.',
    link: { label: 'Until when, and why', href: '/community/me/#silence' },
  })
})
