import { expect, test } from 'vitest'
import { areHere, tenths } from '../../markdown/hostile'
import { dangersInPage } from '../../markdown/oracle'
import { ours } from '../../markdown/ours'
import { countHarmless, dangersOf, nobody, pageOf } from './saved-profile'

test('the test detects text that is not escaped', () => {
  expect(dangersInPage(`${pageOf(nobody)}<img src=x onerror=alert(1)>`)).not.toEqual([])
  expect(dangersInPage(pageOf({ ...nobody, website: 'javascript:alert(1)' }))).not.toEqual([])
})

test('stored XSS: our own hostile texts do nothing in a profile', () => {
  for (const text of ours) expect(dangersOf(text), text).toEqual([])
})

test.skipIf(!areHere)(
  'stored XSS: each tenth of the public collections does nothing in a profile (skipped without HUB_CORPORA)',
  () => {
    expect(countHarmless(Object.values(tenths()).flat())).toBeGreaterThan(100)
  },
)
