import { describe, expect, test } from 'vitest'
import {
  PERMANENT,
  isBanned,
  isPermanentlyBanned,
} from '../../../worker/accounts/members/ban.rules'
import {
  checkBan,
  checkGrant,
  checkPerson,
  checkRole,
  type DecisionInput,
} from '../../../worker/moderation/people/form'
import { REASON_LIMIT } from '../../../worker/audit/rules'
import { endOfBan, levelsFor, refusalOfBan } from '../../../worker/moderation/people/rules'
import { isHost } from '../../../worker/accounts/members/rules'

const now = new Date('2026-11-22T12:00:00Z')
const may = { comment: 'at-once', links: 1, perHour: 1, start: true, followedLinks: false } as const
const hub = {
  timezone: 'Europe/London',
  levels: ['guest', 'newcomer', 'regular', 'expert'].map((id) => ({
    id,
    name: id,
    may: { ...may, accept: false },
  })),
  people: { mara: { name: 'Mara' } },
}
const typed = (words: DecisionInput): Required<DecisionInput> => ({
  role: '',
  person: '',
  kind: '',
  level: '',
  term: 'until',
  until: '',
  reason: 'Because',
  ...words,
})

const rosa = { id: 'rosa', role: null, bannedUntil: null, invitedAt: null }

test('only hosts and owners may use the desk', () => {
  expect([{ role: 'host' }, { role: 'owner' }].map((one) => isHost(one as never))).toEqual([
    true,
    true,
  ])
  expect([undefined, { role: null }].map(isHost)).toEqual([false, false])
})

describe('a ban', () => {
  test('of oneself, of a host or of an owner is refused', () => {
    expect(refusalOfBan({ id: 'ada' }, { ...rosa, id: 'ada' })?.reason).toBe('yourself')
    expect(refusalOfBan({ id: 'ada' }, { ...rosa, role: 'host' })?.reason).toBe('host')
    expect(refusalOfBan({ id: 'ada' }, { ...rosa, role: 'owner' })?.reason).toBe('host')
    expect(refusalOfBan({ id: 'ada' }, rosa)).toBeUndefined()
  })

  test.each([
    ['no day', { until: '' }, ['until-empty']],
    ['an unreadable day', { until: 'soon' }, ['until-unreadable']],
    ['a day that is over', { until: '2026-11-21' }, ['until-past']],
    ['a day too far away', { until: '2226-11-21' }, ['until-too-late']],
    ['a day that is today', { until: '2026-11-22' }, []],
    ['no end', { term: 'for-good' }, []],
    ['an ignored day', { term: 'for-good', until: 'soon' }, []],
    ['no reason', { until: '2026-12-01', reason: ' \n ' }, ['reason-empty']],
    ['an invisible reason', { until: '2026-12-01', reason: '\u200b\u2800' }, ['reason-empty']],
    ['the longest reason', { until: '2026-12-01', reason: '💡'.repeat(REASON_LIMIT) }, []],
    [
      'too long a reason',
      { until: '2026-12-01', reason: 'x'.repeat(REASON_LIMIT + 1) },
      ['reason-too-long'],
    ],
    ['nothing', { reason: '' }, ['until-empty', 'reason-empty']],
  ])('with %s', (_, words, reasons) => {
    const { faults = [] as never } = checkBan(typed(words), hub, now)
    expect(faults.map(({ reason }) => reason)).toEqual(reasons)
  })

  test('lasts until the end of its day in the time zone of the hub', () => {
    const bannedUntil = endOfBan(typed({ until: '2026-07-01' }), hub)!
    expect(bannedUntil.toISOString()).toBe('2026-07-01T22:59:59.999Z')
    expect(isBanned({ bannedUntil }, new Date('2026-07-01T22:59:59Z'))).toBe(true)
    expect(isBanned({ bannedUntil }, new Date('2026-07-01T23:00:00Z'))).toBe(false)
    expect(isPermanentlyBanned({ bannedUntil })).toBe(false)
    expect(isPermanentlyBanned({ bannedUntil: endOfBan(typed({ term: 'for-good' }), hub)! })).toBe(
      true,
    )
    expect(isBanned({ bannedUntil: PERMANENT }, new Date('2999-01-01'))).toBe(true)
    expect(isBanned(rosa, now)).toBe(false)
  })
})

describe('a level', () => {
  test('can be granted from the third one up, and limited below the last', () => {
    expect(levelsFor('grant', hub.levels).map(({ id }) => id)).toEqual(['regular', 'expert'])
    expect(levelsFor('hold', hub.levels).map(({ id }) => id)).toEqual([
      'guest',
      'newcomer',
      'regular',
    ])
    expect(levelsFor('grant', hub.levels.slice(0, 1))).toEqual([])
    expect(levelsFor('hold', hub.levels.slice(0, 1))).toEqual([])
  })

  test.each([
    ['grant', 'regular', []],
    ['grant', 'newcomer', ['level-unknown']],
    ['grant', 'owner', ['level-unknown']],
    ['hold', 'guest', []],
    ['hold', 'expert', ['level-unknown']],
    ['hold', '', ['level-unknown']],
  ])('%s %s', (kind, level, reasons) => {
    const { faults = [] as never } = checkGrant(typed({ kind, level }), hub)
    expect(faults.map(({ reason }) => reason)).toEqual(reasons)
  })

  test('needs a reason to be granted or limited', () => {
    for (const kind of ['grant', 'hold']) {
      const { faults } = checkGrant(typed({ kind, level: 'regular', reason: '' }), hub)
      expect(faults).toEqual([{ field: 'reason', reason: 'reason-empty' }])
    }
  })
})

describe('a role', () => {
  test.each([
    ['host', rosa, 1, []],
    ['owner', rosa, 1, []],
    ['admin', rosa, 1, ['role-unknown']],
    ['', rosa, 1, ['role-unknown']],
    ['toString', rosa, 1, ['role-unknown']],
    ['host', { ...rosa, bannedUntil: PERMANENT }, 1, ['banned']],
    ['host', { ...rosa, bannedUntil: new Date('2026-01-01') }, 1, []],
    ['member', { ...rosa, role: 'owner' as const }, 1, ['last-owner']],
    ['member', { ...rosa, role: 'owner' as const, invitedAt: now }, 1, []],
    ['host', { ...rosa, role: 'owner' as const }, 1, ['last-owner']],
    ['owner', { ...rosa, role: 'owner' as const }, 1, []],
    ['member', { ...rosa, role: 'owner' as const }, 2, []],
    ['member', { ...rosa, role: 'host' as const }, 1, []],
  ])('%s for %j of %d owners', (role, member, owners, reasons) => {
    const { faults = [] as never } = checkRole(typed({ role }), member, owners, now)
    expect(faults.map(({ reason }) => reason)).toEqual(reasons)
  })

  test('of a member is null', () => {
    expect(checkRole(typed({ role: 'member' }), rosa, 1, now).values?.role).toBeNull()
  })
})

test.each([
  ['mara', undefined, []],
  ['mara', 'rosa', []],
  ['mara', 'ben', ['person-taken']],
  ['nobody', undefined, ['person-unknown']],
  ['constructor', undefined, ['person-unknown']],
  ['', undefined, []],
])('linking to person %j, who is linked to %s', (person, takenBy, reasons) => {
  const { faults = [] as never } = checkPerson(typed({ person }), hub, rosa, takenBy)
  expect(faults.map(({ reason }) => reason)).toEqual(reasons)
})
