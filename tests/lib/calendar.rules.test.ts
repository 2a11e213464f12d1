import { expect, test } from 'vitest'
import { dayOf, endOfDay } from '../../worker/lib/calendar'

test.each([
  ['in winter', '2026-11-30', 'Europe/London', '2026-11-30T23:59:59.999Z'],
  ['in summer', '2026-07-01', 'Europe/London', '2026-07-01T22:59:59.999Z'],
  ['when the clocks go back that night', '2026-10-25', 'Europe/London', '2026-10-25T23:59:59.999Z'],
  ['when they went back that morning', '2026-10-24', 'Europe/London', '2026-10-24T22:59:59.999Z'],
  ['when they go forward', '2026-03-29', 'Europe/London', '2026-03-29T22:59:59.999Z'],
  ['far in the east', '2026-11-30', 'Pacific/Kiritimati', '2026-11-30T09:59:59.999Z'],
  ['far in the west', '2026-11-30', 'Pacific/Pago_Pago', '2026-12-01T10:59:59.999Z'],
  ['half an hour off', '2026-11-30', 'Asia/Kolkata', '2026-11-30T18:29:59.999Z'],
  // Beirut's clocks go from midnight to one: the day before ends where there is no midnight.
  ['where midnight is skipped', '2026-03-28', 'Asia/Beirut', '2026-03-28T21:59:59.999Z'],
  ['at the end of a year', '2026-12-31', 'UTC', '2026-12-31T23:59:59.999Z'],
  ['on a leap day', '2028-02-29', 'UTC', '2028-02-29T23:59:59.999Z'],
])('a day ends %s', (_, day, zone, end) => {
  expect(endOfDay(day, zone)?.toISOString()).toBe(end)
  expect(dayOf(new Date(end), zone)).toBe(day)
})

test.each([
  '',
  'tomorrow',
  '2026-02-30',
  '2026-13-01',
  '2026-00-10',
  '30.11.2026',
  '2026-11-30T10:00',
])('%j is no day', (typed) => {
  expect(endOfDay(typed, 'UTC')).toBeUndefined()
})

test('the day of a moment is the one on the wall', () => {
  expect(dayOf(new Date('2026-07-01T23:30Z'), 'Europe/London')).toBe('2026-07-02')
  expect(dayOf(new Date('2026-11-30T02:00Z'), 'America/New_York')).toBe('2026-11-29')
})
