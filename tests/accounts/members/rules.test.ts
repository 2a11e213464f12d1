import { describe, expect, test } from 'vitest'
import type { Level } from '../../../site/contract/permissions'
import { viewerOf, memberLevelOf } from '../../../worker/accounts/members/rules'

const now = new Date('2026-11-22T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000)

const level = (id: string, reach?: Level['reach']): Level => ({
  id,
  name: id,
  reach,
  may: {
    comment: 'at-once',
    links: 1,
    perHour: 5,
    start: true,
    followedLinks: false,
    accept: false,
  },
})

const ladder = [
  level('guest'),
  level('newcomer'),
  level('regular', { approvedComments: 3, days: 7 }),
  level('chosen'),
  level('expert', { answers: 5 }),
]

const nothing = { approvedComments: 0, firstApprovedAt: null, answers: 0 }
const regular = { approvedComments: 3, firstApprovedAt: daysAgo(7), answers: 0 }
const expert = { approvedComments: 9, firstApprovedAt: daysAgo(1), answers: 5 }
const grant = (id: string) => ({ kind: 'grant', level: id }) as const
const hold = (id: string) => ({ kind: 'hold', level: id }) as const

describe('a member has', () => {
  test.each([
    ['the second level for signing in', nothing, [], 'newcomer'],
    ['the second, a comment short', { ...regular, approvedComments: 2 }, [], 'newcomer'],
    ['the second, a day short', { ...regular, firstApprovedAt: daysAgo(6.99) }, [], 'newcomer'],
    ['the level whose every condition is met', regular, [], 'regular'],
    ['the highest that is reached, whatever lies between', expert, [], 'expert'],
    ['a level that nothing reaches, by a grant', regular, [grant('chosen')], 'chosen'],
    ['what they reached, where that is above a grant', expert, [grant('regular')], 'expert'],
    ['the highest of several grants', nothing, [grant('expert'), grant('regular')], 'expert'],
    ['a hold, where they have reached more', expert, [hold('regular')], 'regular'],
    ['what they reached, where a hold is above it', regular, [hold('expert')], 'regular'],
    ['a hold against a grant', nothing, [grant('expert'), hold('newcomer')], 'newcomer'],
    ['the lowest of several holds', expert, [hold('regular'), hold('guest')], 'guest'],
    ['what they reached, where the ladder has lost a grant', regular, [grant('gone')], 'regular'],
    ['what they reached, where the ladder has lost a hold', regular, [hold('gone')], 'regular'],
  ])('%s', (_name, earned, grants, expected) => {
    expect(memberLevelOf(ladder, earned, grants, now).id).toBe(expected)
  })
})

test('a second level with conditions is not reached by signing in alone', () => {
  const steep = [level('guest'), level('known', { approvedComments: 1 })]
  expect(memberLevelOf(steep, nothing, [], now).id).toBe('guest')
  expect(memberLevelOf(steep, regular, [], now).id).toBe('known')
})

test('with one level, every member has it', () => {
  expect(memberLevelOf([level('all')], nothing, [], now).id).toBe('all')
})

/** All combinations of a few amounts, grants and holds. */
const amounts = [0, 2, 3, 5].flatMap((approvedComments) =>
  [null, daysAgo(6), daysAgo(7), daysAgo(400)].flatMap((firstApprovedAt) =>
    [0, 4, 5].map((answers) => ({ approvedComments, firstApprovedAt, answers })),
  ),
)
const given = [[], ...ladder.flatMap(({ id }) => [[grant(id)], [hold(id)]])]
const rank = (earned: (typeof amounts)[number], grants: (typeof given)[number]) =>
  ladder.indexOf(memberLevelOf(ladder, earned, grants, now))

test('more activity never gives a lower level', () => {
  for (const less of amounts)
    for (const more of amounts) {
      const isMore =
        more.approvedComments >= less.approvedComments &&
        more.answers >= less.answers &&
        (more.firstApprovedAt ?? now) <= (less.firstApprovedAt ?? now)
      if (isMore)
        for (const grants of given)
          expect(rank(more, grants)).toBeGreaterThanOrEqual(rank(less, grants))
    }
})

test('a grant never lowers, a hold never raises, and ending either restores the earned level', () => {
  for (const earned of amounts)
    for (const { id } of ladder) {
      const own = rank(earned, [])
      expect(rank(earned, [grant(id)])).toBe(Math.max(own, ladder.indexOf(found(id))))
      expect(rank(earned, [hold(id)])).toBe(Math.min(own, ladder.indexOf(found(id))))
    }
})

const found = (id: string) => ladder.find((each) => each.id === id)!

describe('the viewer', () => {
  const guest = {
    id: 'g',
    name: 'Rosa',
    email: 'rosa@example.org',
    website: null,
    remember: false,
    confirmedAt: null,
    createdAt: now,
  }
  const hub = { levels: ladder }

  test('an unknown or unconfirmed guest has the lowest level', () => {
    const stranger = { role: 'guest', level: ladder[0], groups: [] }
    expect(viewerOf(hub, undefined, undefined, now)).toEqual(stranger)
    expect(viewerOf(hub, undefined, guest, now)).toEqual(stranger)
  })

  test('a confirmed guest has the second level, and is no member', () => {
    const { role, level } = viewerOf(hub, undefined, { ...guest, confirmedAt: now }, now)
    expect([role, level.id]).toEqual(['guest', 'newcomer'])
  })

  test('a signed-in member has their own level, whatever the guest cookie says', () => {
    const member = { ...regular, role: null, silencedUntil: null, grants: [] }
    const { role, level } = viewerOf(hub, member, guest, now)
    expect([role, level.id]).toEqual(['member', 'regular'])
  })

  test('a role comes from the table of members, and no level gives one', () => {
    for (const role of ['host', 'owner'] as const)
      expect(
        viewerOf(hub, { ...nothing, role, silencedUntil: null, grants: [] }, undefined, now).role,
      ).toBe(role)
  })
})
