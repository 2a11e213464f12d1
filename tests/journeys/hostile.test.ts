import { expect, test } from 'vitest'
import { ours } from '../markdown/ours'
import { happenings, pageOf } from './happenings'

test('the test detects text that runs, loads and navigates', async () => {
  const hostile = '<article><img src=x onerror=alert(1)><p onmouseover=prompt(1)>a</p></article>'
  expect(await happenings(`<link rel="icon" href="data:,">${hostile}`)).toEqual(
    expect.arrayContaining([
      '1 articles',
      'https://hub.test/community/x was asked for',
      'alert was called',
      'prompt was called',
    ]),
  )
})

test('stored XSS: our own hostile texts do nothing in Chromium', async () => {
  expect(await happenings(pageOf(ours))).toEqual([`${ours.length} articles`])
})
