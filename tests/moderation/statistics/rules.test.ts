import { expect, test } from 'vitest'
import type { PulseRules } from '../../../site/contract/hub'
import {
  isWithinPromise,
  shiftsBetween,
  workingTime,
} from '../../../worker/moderation/statistics/desk-hours.rules'

const HOUR = 60 * 60 * 1000
const MINUTE = 60 * 1000
const WEEKDAYS = { days: [1, 2, 3, 4, 5], opens: 9 * 60, closes: 17 * 60 }
const DAILY = { days: [0, 1, 2, 3, 4, 5, 6], opens: 0, closes: 24 * 60 }
/** From Saturday to Monday: over the end of a week, as `Sat-Mon` is read. */
const WEEKENDS = { days: [6, 0, 1], opens: 10 * 60, closes: 14 * 60 }

type Hours = PulseRules['hours']

const rota = (from: string, to: string, hours: Hours, timezone: string) =>
  shiftsBetween(new Date(from), new Date(to), {
    timezone,
    pulse: { hours, answer: { workingDays: 1 } },
  })

// 20 November 2026 is a Friday.
test.each<[string, Hours, string, string, string, number]>([
  ['within a day', WEEKDAYS, 'UTC', '2026-11-20T10:00Z', '2026-11-20T11:30Z', 1.5 * HOUR],
  ['over a night', WEEKDAYS, 'UTC', '2026-11-19T16:00Z', '2026-11-20T10:00Z', 2 * HOUR],
  ['over a weekend', WEEKDAYS, 'UTC', '2026-11-20T16:00Z', '2026-11-23T10:00Z', 2 * HOUR],
  ['of a Sunday', WEEKDAYS, 'UTC', '2026-11-22T00:00Z', '2026-11-22T23:59Z', 0],
  ['of a night', WEEKDAYS, 'UTC', '2026-11-19T17:00Z', '2026-11-20T09:00Z', 0],
  ['of no time', WEEKDAYS, 'UTC', '2026-11-20T10:00Z', '2026-11-20T10:00Z', 0],
  ['of a whole week', WEEKDAYS, 'UTC', '2026-11-16T00:00Z', '2026-11-23T00:00Z', 40 * HOUR],
  ['in summer', WEEKDAYS, 'Europe/London', '2026-07-01T07:00Z', '2026-07-01T09:00Z', HOUR],
  [
    'far in the west',
    WEEKDAYS,
    'America/Los_Angeles',
    '2026-11-21T00:00Z',
    '2026-11-21T05:00Z',
    HOUR,
  ],
  [
    'far in the east',
    WEEKDAYS,
    'Pacific/Kiritimati',
    '2026-11-19T19:00Z',
    '2026-11-19T20:00Z',
    HOUR,
  ],
  [
    '45 minutes off',
    WEEKDAYS,
    'Asia/Kathmandu',
    '2026-11-20T03:00Z',
    '2026-11-20T04:00Z',
    45 * MINUTE,
  ],
  [
    'half an hour off',
    WEEKDAYS,
    'Asia/Kolkata',
    '2026-11-20T11:00Z',
    '2026-11-20T12:00Z',
    30 * MINUTE,
  ],
  ['round the clock', DAILY, 'Europe/London', '2026-11-20T10:00Z', '2026-11-22T10:00Z', 48 * HOUR],
  [
    'round the clock, when an hour is skipped',
    DAILY,
    'Europe/London',
    '2026-03-29T00:00Z',
    '2026-03-29T23:00Z',
    23 * HOUR,
  ],
  [
    'round the clock, when an hour comes twice',
    DAILY,
    'Europe/London',
    '2026-10-24T23:00Z',
    '2026-10-26T00:00Z',
    25 * HOUR,
  ],
  // Beirut's clocks skip midnight itself, and Havana's show it twice.
  [
    'round the clock, when midnight is skipped',
    DAILY,
    'Asia/Beirut',
    '2026-03-28T12:00Z',
    '2026-03-29T12:00Z',
    24 * HOUR,
  ],
  [
    'round the clock, when midnight comes twice',
    DAILY,
    'America/Havana',
    '2026-10-31T12:00Z',
    '2026-11-01T12:00Z',
    24 * HOUR,
  ],
  [
    'in a shift that begins where the clocks skip an hour',
    { ...DAILY, opens: 90, closes: 180 },
    'Europe/London',
    '2026-03-29T00:00Z',
    '2026-03-29T12:00Z',
    30 * MINUTE,
  ],
  ['from Saturday to Monday', WEEKENDS, 'UTC', '2026-11-20T00:00Z', '2026-11-25T00:00Z', 12 * HOUR],
])('working time in desk hours, %s', (_, hours, zone, from, to, time) => {
  expect(workingTime(rota(from, to, hours, zone), new Date(from), new Date(to))).toBe(time)
})

const days = (workingDays: number) => ({ workingDays })
const hours = (count: number) => ({ milliseconds: count * HOUR })

/** When something is asked, and the last moment at which an answer is within the promise. */
test.each<[string, PulseRules['answer'], Hours, string, string, string]>([
  ['on a Friday at 16:00', days(1), WEEKDAYS, 'UTC', '2026-11-20T16:00Z', '2026-11-23T17:00Z'],
  ['on a Friday after closing', days(1), WEEKDAYS, 'UTC', '2026-11-20T22:00Z', '2026-11-23T17:00Z'],
  ['on a Sunday', days(1), WEEKDAYS, 'UTC', '2026-11-22T12:00Z', '2026-11-23T17:00Z'],
  [
    'on a Monday before opening',
    days(1),
    WEEKDAYS,
    'UTC',
    '2026-11-23T00:00Z',
    '2026-11-24T17:00Z',
  ],
  ['on a Monday at 16:59', days(1), WEEKDAYS, 'UTC', '2026-11-23T16:59Z', '2026-11-24T17:00Z'],
  [
    'on a Thursday, of two days',
    days(2),
    WEEKDAYS,
    'UTC',
    '2026-11-19T12:00Z',
    '2026-11-23T17:00Z',
  ],
  ['before closing, of no day', days(0), WEEKDAYS, 'UTC', '2026-11-20T16:00Z', '2026-11-20T17:00Z'],
  ['after closing, of no day', days(0), WEEKDAYS, 'UTC', '2026-11-20T17:01Z', '2026-11-23T17:00Z'],
  ['of five days', days(5), WEEKDAYS, 'UTC', '2026-11-20T12:00Z', '2026-11-27T17:00Z'],
  [
    'where the clocks change over the weekend',
    days(1),
    WEEKDAYS,
    'Europe/London',
    '2026-03-27T16:00Z',
    '2026-03-30T16:00Z',
  ],
  [
    'at home on a Monday, on the clocks of UTC a Sunday',
    days(1),
    WEEKDAYS,
    'Asia/Kathmandu',
    '2026-11-22T18:15Z',
    '2026-11-24T11:15Z',
  ],
  [
    'at home on a Sunday, by a minute',
    days(1),
    WEEKDAYS,
    'Asia/Kathmandu',
    '2026-11-22T18:14Z',
    '2026-11-23T11:15Z',
  ],
  ['of a day round the clock', days(1), DAILY, 'UTC', '2026-11-20T00:01Z', '2026-11-22T00:00Z'],
  [
    'on a Tuesday, where weekends are worked',
    days(1),
    WEEKENDS,
    'UTC',
    '2026-11-24T12:00Z',
    '2026-11-28T14:00Z',
  ],
  [
    'in the morning, of four hours',
    hours(4),
    WEEKDAYS,
    'UTC',
    '2026-11-20T10:00Z',
    '2026-11-20T14:00Z',
  ],
  [
    'on a Friday at 16:00, of four hours',
    hours(4),
    WEEKDAYS,
    'UTC',
    '2026-11-20T16:00Z',
    '2026-11-23T12:00Z',
  ],
  ['at night, of four hours', hours(4), WEEKDAYS, 'UTC', '2026-11-20T02:00Z', '2026-11-20T13:00Z'],
  [
    'on a Sunday, of four hours',
    hours(4),
    WEEKDAYS,
    'UTC',
    '2026-11-22T12:00Z',
    '2026-11-23T13:00Z',
  ],
  [
    'of 24 hours round the clock, when one comes twice',
    hours(24),
    DAILY,
    'Europe/London',
    '2026-10-24T12:00Z',
    '2026-10-25T12:00Z',
  ],
])(
  'an answer to a question asked %s is due at this time and not later',
  (_, promise, when, zone, asked, due) => {
    const later = new Date(Date.parse(due) + 1)
    const shifts = rota(asked, later.toISOString(), when, zone)
    expect(isWithinPromise(promise, shifts, new Date(asked), new Date(asked))).toBe(true)
    expect(isWithinPromise(promise, shifts, new Date(asked), new Date(due))).toBe(true)
    expect(isWithinPromise(promise, shifts, new Date(asked), later)).toBe(false)
  },
)
