import { expect, test } from 'vitest'
import { listDismissed, withDismissal } from '../../../worker/promotion/offers/dismissals.rules'

const HOUR = 60 * 60 * 1000
const now = new Date('2026-11-22T12:34:56Z')
const after = (hours: number) => new Date(now.getTime() + hours * HOUR)
const offers = Array.from({ length: 30 }, (_, at) => ({ id: `offer-${at}` }))
const [one, other] = offers as [{ id: string }, { id: string }]

const away = (cookie: string | undefined, at = now) => [...listDismissed(cookie, offers, at)]

test('each dismissed offer comes back after 30 days, whatever was dismissed since', () => {
  const first = withDismissal(undefined, one.id, offers, now)
  const second = withDismissal(first, other.id, offers, after(24))
  expect(away(second, after(24))).toEqual([other.id, one.id])
  expect(away(second, after(30 * 24))).toEqual([other.id, one.id])
  expect(away(second, after(30 * 24 + 1))).toEqual([other.id])
  expect(away(second, after(31 * 24 + 1))).toEqual([])
})

test('an offer dismissed again starts a new 30 days', () => {
  const first = withDismissal(undefined, one.id, offers, now)
  const again = withDismissal(first, one.id, offers, after(48))
  expect(again.split('~')).toHaveLength(1)
  expect(away(again, after(31 * 24))).toEqual([one.id])
})

test('only the latest twenty dismissals are remembered, so the cookie stays small', () => {
  let cookie: string | undefined
  for (const { id } of offers) cookie = withDismissal(cookie, id, offers, now)
  expect(away(cookie)).toHaveLength(20)
  expect(away(cookie)).toContain('offer-29')
  expect(away(cookie)).not.toContain('offer-9')
  expect(cookie!.length).toBeLessThan(500)
})

const soon = Math.floor(now.getTime() / HOUR) + 5

test.each([
  ['nothing', ''],
  ['an offer that the hub has not', `nobody.${soon}`],
  ['no hour', 'offer-1'],
  ['an hour that has passed', 'offer-1.1'],
  ['an hour that no dismissal reaches', 'offer-1.99999999'],
  ['an hour that is none', 'offer-1.1e9'],
  ['markup', `<script>.${soon}`],
  ['another separator', `offer-1.${soon},offer-2.${soon}`],
  ['far too much', `${'~'.repeat(5000)}offer-1.${soon}`],
])('a cookie with %s dismisses nothing', (_name, cookie) => {
  expect(away(cookie)).toEqual([])
})

test('valid entries beside invalid ones are used', () => {
  expect(away(`rubbish~offer-1.${soon}`)).toEqual(['offer-1'])
})
