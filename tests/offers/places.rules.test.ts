import { expect, test } from 'vitest'
import { chooseOffer, fits, isShown } from '../../site/offers/rules'

const post = { slug: 'winter-hours', kind: 'news', tags: ['winter', 'shop'] } as const
const at = (day: string) => new Date(`${day}T12:00Z`)

test('an offer that names no place stands everywhere', () => {
  expect(fits(undefined, post)).toBe(true)
  expect(fits(undefined, 'front')).toBe(true)
})

test.each([
  ['its kind', { kinds: ['news'] as const, front: false }, true],
  ['one of its tags', { tags: ['winter'], front: false }, true],
  ['the post itself', { posts: ['winter-hours'], front: false }, true],
  ['another kind', { kinds: ['idea'] as const, front: false }, false],
  [
    'another kind, but one of its tags',
    { kinds: ['idea'] as const, tags: ['shop'], front: false },
    true,
  ],
  ['the front page alone', { front: true }, false],
])('an offer for %s: below the post %#', (_, where, isThere) => {
  expect(fits(where, post)).toBe(isThere)
})

test('an offer that names places stands on the front page only if it says so', () => {
  expect(fits({ kinds: ['news'], front: false }, 'front')).toBe(false)
  expect(fits({ kinds: ['news'], front: true }, 'front')).toBe(true)
})

test('an offer is shown from its start to its end', () => {
  const offer = { start: at('2026-11-01'), end: at('2026-12-24'), audience: 'everyone' }
  expect(isShown(offer, at('2026-10-31'))).toBe(false)
  expect(isShown(offer, at('2026-11-02'))).toBe(true)
  expect(isShown(offer, at('2026-12-25'))).toBe(false)
})

test('an offer for members is not told to strangers', () => {
  expect(isShown({ audience: 'guests' }, at('2026-11-01'))).toBe(true)
  expect(isShown({ audience: 'members' }, at('2026-11-01'))).toBe(false)
  expect(isShown({ audience: 'group:testers' }, at('2026-11-01'))).toBe(false)
})

test('where two fit, the first is shown, which is the more important one', () => {
  const first = { data: { where: { kinds: ['idea'] as const, front: false } } }
  const second = { data: {} }
  const third = { data: {} }
  expect(chooseOffer([first, second, third], post)).toBe(second)
  expect(chooseOffer([first], post)).toBeUndefined()
})
