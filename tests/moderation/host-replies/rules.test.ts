import { expect, test } from 'vitest'
import { startersSchema, defaultStarters } from '../../../site/reply-templates/schema'
import { fillPlaceholders } from '../../../worker/moderation/host-replies/placeholders.rules'
import {
  type ToneReason,
  checkTone,
} from '../../../worker/moderation/host-replies/tone-check.rules'
import { isDelayOver, obstacleTo } from '../../../worker/moderation/host-replies/rules'
import { delayOf } from '../../../worker/discussion/comments/delay.rules'
import { delayNotice } from '../../../worker/discussion/comments/delay.messages'

const now = new Date('2026-11-23T12:00:00Z')
const calm = { tone: 0.4, critical: false, isReported: false }
const desk = { rest: 600_000, resting: 'critical' as const }

test('the notice before replying says which replies are delayed, and for how long', () => {
  const minutes = 60_000
  expect(delayNotice({ ...desk, rest: 0, resting: 'all' })).toBeUndefined()
  expect(delayNotice({ ...desk, rest: 5 * minutes, resting: 'all' })).toMatch(
    /^Replies are not published at once. You can review and send yours after 5 min/,
  )
  expect(delayNotice({ ...desk, rest: 5 * minutes, resting: 'critical' })).toMatch(
    /^Replies to critical or reported comments are not published at once. You can review and send yours/,
  )
})

test('a reply is delayed if the comment is unfriendly, reported or critical', () => {
  const until = new Date(now.getTime() + 600_000)
  expect(delayOf(desk, calm, now)).toBeNull()
  expect(delayOf(desk, { ...calm, tone: 0 }, now)).toBeNull()
  expect(delayOf(desk, { ...calm, tone: null }, now)).toBeNull()
  expect(delayOf(desk, { ...calm, tone: -0.01 }, now)).toEqual(until)
  expect(delayOf(desk, { ...calm, isReported: true }, now)).toEqual(until)
  expect(delayOf(desk, { ...calm, critical: true }, now)).toEqual(until)
})

test('a hub can delay all replies, or none', () => {
  expect(delayOf({ ...desk, resting: 'all' }, calm, now)).not.toBeNull()
  expect(delayOf({ rest: 0, resting: 'all' }, { ...calm, critical: true }, now)).toBeNull()
})

test('the delay is over at its last millisecond, not before', () => {
  const at = (ms: number) => isDelayOver({ restsUntil: new Date(now.getTime() + ms) }, now)
  expect([at(1), at(0), at(-1)]).toEqual([false, true, true])
})

test('only the first obstacle is shown', () => {
  const held = {
    reply: { memberId: 'a', restsUntil: now },
    isByHost: true,
    parent: { state: 'published' as const },
    isLocked: false,
  }
  const open = { comments: 'open' as const }
  expect(obstacleTo(held, open)).toBeUndefined()
  expect(obstacleTo({ ...held, isByHost: false, isLocked: true }, open)).toBe('no-host')
  expect(obstacleTo(held, undefined)).toBe('closed')
  expect(obstacleTo({ ...held, isLocked: true }, open)).toBe('locked')
  expect(obstacleTo({ ...held, parent: undefined }, open)).toBe('parent-gone')
  expect(obstacleTo({ ...held, parent: { state: 'removed' } }, open)).toBe('parent-gone')
  expect(obstacleTo({ ...held, parent: { state: 'held' } }, open)).toBe('parent-held')
  expect(obstacleTo({ ...held, parent: { state: 'faded' } }, open)).toBe('parent-faded')
})

const found = (body: string, language = 'en-GB') =>
  Object.fromEntries(checkTone(body, language).map(({ reason, words }) => [reason, words]))

test.each<[ToneReason, string, string]>([
  ['blame', 'You should have read the sign on the door.', 'You should have read'],
  ['blame', "As I already told you, it's in the manual.", 'As I already told you'],
  ['blame', 'That was your own mistake.', 'your own mistake'],
  ['complaint', 'We are a small shop and this hurts.', 'We are a small shop and this hurts'],
  ['complaint', 'We worked very hard on it.', 'We worked very hard'],
  ['complaint', 'Other customers are happy.', 'Other customers are happy'],
  ['sarcasm', 'Thank you for your valuable feedback.', 'Thank you for your valuable feedback'],
  ['sarcasm', 'We are sorry you feel that way.', 'sorry you feel that way'],
  ['sarcasm', 'Sure 🙄', '🙄'],
  ['absolute', 'We always check the brakes.', 'always'],
  ['absolute', 'Nobody else had that.', 'Nobody'],
  ['assumption', 'You probably left it in the rain.', 'You probably left it in the rain'],
  ['assumption', 'I assume that you rang on a Sunday.', 'I assume that you rang on a Sunday'],
  ['promise', 'We will make sure it is right.', 'We will make sure it is right'],
  ['promise', 'You get a full refund.', 'full refund'],
  ['private', 'Write to rosa@example.org.', 'rosa@example.org'],
  ['private', 'We rang +44 1632 960143 twice.', '+44 1632 960143'],
  ['private', 'It is order no. 48213-B.', 'order no. 48213-B'],
  ['private', 'The letter went to 12 Mill Lane.', '12 Mill Lane'],
])('the tone check finds %s in “%s”', (reason, body, words) => {
  expect(found(body)[reason]?.map((each) => each.replace(/\.$/, ''))).toContain(words)
})

test('a kind reply with a question has no findings', () => {
  const answer =
    'Hello Rosa, thank you for telling us. That was our mistake. Which day did you ring? Mara is in the workshop until five and would like to look at it.'
  expect(checkTone(answer, 'en-GB')).toEqual([])
})

test('a year, a price, a size and a time are not personal data', () => {
  for (const body of ['Since 2019?', 'It is £1,250.00?', 'A 700x32 tyre?', 'From 9.00 to 19.30?'])
    expect(found(body)['private'], body).toBeUndefined()
})

test('quoted text is ignored', () => {
  expect(found('> You should have answered\n\nWhich day was that?')).toEqual({})
})

test('in other languages only the language-neutral checks run', () => {
  expect(Object.keys(found('You should always. rosa@example.org', 'de-DE'))).toEqual([
    'no-question',
    'private',
  ])
})

test('the longest possible reply is checked quickly', () => {
  const started = performance.now()
  for (const piece of ['a', '1 ', 'a@', 'you ', '"', 'if you ', 'We will ', 'order 1'])
    checkTone(piece.repeat(100_000 / piece.length), 'en')
  expect(performance.now() - started).toBeLessThan(5000)
})

test('placeholders are filled in; unknown ones stay and are listed', () => {
  const filling = { name: 'Rosa {me}', title: 'Hours', hub: 'Northgate', me: 'Mara' }
  expect(fillPlaceholders('Hello {name}, {me} of {hub} on {title}.', filling)).toEqual({
    text: 'Hello Rosa {me}, Mara of Northgate on Hours.',
    unknown: [],
  })
  expect(fillPlaceholders('{toString} {x} {x} { } {name', filling).unknown).toEqual([
    '{toString}',
    '{x}',
  ])
})

test('the sample’s starters ask a question and have known placeholders', () => {
  expect(startersSchema.safeParse(defaultStarters).success).toBe(true)
  for (const { body } of defaultStarters) {
    expect(body).toContain('?')
    expect(Object.keys(found(body.replace('{name}', 'Rosa')))).toEqual([])
  }
})

test('an unknown placeholder in a starter is an error', () => {
  const parsed = startersSchema.safeParse([{ id: 'a', title: 'A', body: 'Hello {nmae}' }])
  expect(parsed.error?.issues[0]).toMatchObject({
    path: [0, 'body'],
    message: expect.stringContaining('{nmae} is not a placeholder'),
  })
})
