import { expect, test } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import { RetiredNetworkPage } from '../../../worker/promotion/networks/view'
import { paths } from '../../paths'

const hub = {
  paths,
  name: 'Hub',
  language: 'en-GB',
  timezone: 'UTC',
  networks: [],
} as unknown as Hub
const now = new Date('2026-11-22T12:00:00Z')
const told = (day: string) =>
  String(
    RetiredNetworkPage({ hub, network: { id: 'plus', name: 'Plus', at: Date.parse(day) }, now }),
  )

test('a retired network says until when the company was there', () => {
  expect(told('2019-04-02')).toContain('We were there until 2 April 2019. Find us here')
})

test('a retirement date in the future is not shown', () => {
  expect(told('2030-01-01')).toContain('<p>Find us here')
  expect(told('2030-01-01')).not.toMatch(/until|2030/)
})
