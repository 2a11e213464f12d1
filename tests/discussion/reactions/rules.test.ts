import { expect, test } from 'vitest'
import { newId } from '../../../worker/lib/id'
import { isNewGuest } from '../../../worker/accounts/members/new-guest.rules'
import { emojisBySubject } from '../../../worker/discussion/reactions/rules'
import { secondsUntilMidnight } from '../../../worker/lib/utc-day'
import { reactionLabel } from '../../../worker/ui/reaction-bar'

const at = (text: string) => new Date(text)

test('a cookie makes nobody known before it is a day old', () => {
  const visitor = newId(at('2026-11-01T12:00:00Z'))
  expect(isNewGuest(visitor, at('2026-11-01T12:00:00Z'))).toBe(true)
  expect(isNewGuest(visitor, at('2026-11-02T11:59:59Z'))).toBe(true)
  expect(isNewGuest(visitor, at('2026-11-02T12:00:00Z'))).toBe(false)
})

test.each([
  ['2026-11-01T00:00:00Z', 86_400],
  ['2026-11-01T23:59:59Z', 1],
  ['2026-11-01T23:59:59.500Z', 1],
])('at %s the limits of the day last another %i seconds', (now, seconds) => {
  expect(secondsUntilMidnight(at(now))).toBe(seconds)
})

test('what somebody gave is known by what they gave it to', () => {
  const own = emojisBySubject([
    { subject: 'a', emoji: '👍' },
    { subject: 'a', emoji: '🎉' },
    { subject: 'b', emoji: '👍' },
  ])
  expect([...own.get('a')!]).toEqual(['👍', '🎉'])
  expect(own.get('c')).toBeUndefined()
})

test('a reaction is named in words, and one we have no word for names itself', () => {
  expect(reactionLabel('👍', 3)).toBe('Thumbs up, 3')
  expect(reactionLabel('❤️', 0)).toBe('Heart')
  expect(reactionLabel('🦔', 1)).toBe('🦔, 1')
})
