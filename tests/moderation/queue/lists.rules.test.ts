import { expect, test } from 'vitest'
import {
  firstQueueList,
  parsePosition,
  formatPosition,
  queueListOf,
  shortCount,
} from '../../../worker/moderation/queue/rules'
import { earlierNote, spamNote } from '../../../worker/moderation/queue/messages'

const ID = '0192f0c4-7e6b-7a3c-8f21-5f0a9c3d1e77'
const MEMBER = '0192f0c4-7e6b-7a3c-8f21-5f0a9c3d1e78'

test('a list position is the same after a round trip through its address', () => {
  for (const key of [
    [0.25, ID],
    [0, ID],
    [1e-7, ID],
    [1_700_000_000_000, ID],
    [MEMBER, ID],
  ] as const)
    expect(parsePosition(formatPosition(key))).toEqual(key)
})

test('an invalid list position is undefined', () => {
  for (const text of [undefined, '', '~', `~${ID}`, `x~${ID}`, '0.25~', `0.25~${ID}x`, `--1~${ID}`])
    expect(parsePosition(text), text).toBeUndefined()
})

test('the desk opens the first list that is not empty; the faded list needs no action', () => {
  const none = { held: 0, reported: 0, awaiting: 0, resting: 0, faded: 0 }
  expect(firstQueueList(none)).toBe('held')
  expect(firstQueueList({ ...none, faded: 3 })).toBe('faded')
  expect(firstQueueList({ ...none, faded: 3, resting: 1 })).toBe('resting')
  expect(firstQueueList({ held: 1, reported: 1, awaiting: 1, resting: 1, faded: 1 })).toBe('held')
  expect(queueListOf('toString')).toBeUndefined()
})

test('a count is exact up to its maximum', () => {
  expect([0, 99, 100].map(shortCount)).toEqual(['0', '99', '99+'])
})

test('an author’s earlier comments are summed up in words', () => {
  expect(earlierNote({})).toBe('Their first comment')
  expect(earlierNote({ removed: 1, published: 6 })).toBe('Before: 6 published, 1 removed')
  expect(earlierNote({ published: 24, faded: 1 })).toBe('Their last 25: 24 published, 1 faded')
})

test('the spam filter says nothing before it has enough examples', () => {
  expect(spamNote({ spam: 0 })).toBeUndefined()
  expect(spamNote({ spam: 0.01 })).toContain('Spam is very unlikely')
  expect(spamNote({ spam: 1 })).toContain('Spam is very likely')
})
