import { describe, expect, test } from 'vitest'
import type { Level } from '../../../site/contract/permissions'
import { newId } from '../../../worker/lib/id'
import { statusOf } from '../../../worker/lib/define-form'
import { REPORT_REASON_LIMIT, reportForm } from '../../../worker/discussion/reports/form'
import { isNewGuest } from '../../../worker/accounts/members/new-guest.rules'
import { isRegular, isReportable } from '../../../worker/discussion/reports/rules'
import { secondsUntilMidnight } from '../../../worker/lib/utc-day'

const may = {
  comment: 'at-once',
  links: 1,
  perHour: 1,
  start: false,
  followedLinks: false,
  accept: false,
} as const
const levels: Level[] = [
  { id: 'guest', name: 'Guest', may },
  { id: 'newcomer', name: 'Newcomer', may },
  { id: 'regular', name: 'Regular', reach: { approvedComments: 3 }, may },
  { id: 'friend', name: 'Friend', may },
]
const [guest, newcomer, regular, friend] = levels as [Level, Level, Level, Level]
const as = (role: 'guest' | 'member' | 'host', level: Level, isSilenced = false) =>
  isRegular({ role, level, groups: [], isSilenced }, levels)

describe('who counts towards a hold', () => {
  test('members from the third level on, or from one that must be earned', () => {
    expect([as('member', regular), as('member', friend)]).toEqual([true, true])
    const steep = [guest, { ...newcomer, reach: { days: 3 } }]
    expect(isRegular({ role: 'member', level: steep[1]!, groups: [] }, steep)).toBe(true)
  })

  test('not guests, newcomers, hosts, nor whoever is silenced', () => {
    expect([as('guest', guest), as('guest', newcomer), as('member', newcomer)]).toEqual([
      false,
      false,
      false,
    ])
    expect([as('host', friend), as('member', regular, true)]).toEqual([false, false])
  })
})

test('readers report what they can read: what is published or faded', () => {
  const states = ['held', 'published', 'faded', 'removed'] as const
  expect(states.filter((state) => isReportable({ state }))).toEqual(['published', 'faded'])
})

test('a reason is cleaned, may be nothing, and has an end', () => {
  const check = (reason: string) => reportForm.check({ ...reportForm.blank, reason })
  expect(check(' \n ').values!.reason).toBeUndefined()
  expect(check(' An advert\u0000\r\n').values!.reason).toBe('An advert')
  expect(check('x'.repeat(REPORT_REASON_LIMIT)).faults).toBeUndefined()
  expect(check('x'.repeat(REPORT_REASON_LIMIT + 1)).faults).toEqual([
    { field: 'reason', reason: 'too-long', max: REPORT_REASON_LIMIT },
  ])
})

test('a cookie is new for a day', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  expect(isNewGuest(newId(new Date('2026-11-21T12:00:01Z')), now)).toBe(true)
  expect(isNewGuest(newId(new Date('2026-11-21T12:00:00Z')), now)).toBe(false)
})

test('whoever must wait hears for how long; whoever has something to change, does not', () => {
  const now = new Date('2026-11-22T23:59:00Z')
  const statuses = ['too-many', 'too-fast', 'not-saved', 'own'].map((reason) =>
    statusOf({ reason }),
  )
  expect(statuses).toEqual([429, 429, 503, 422])
  expect(secondsUntilMidnight(now)).toBe(60)
})
