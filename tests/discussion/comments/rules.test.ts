import { describe, expect, test } from 'vitest'
import type { Conversation } from '../../../site/contract/conversation'
import type { CommentRules } from '../../../site/contract/hub'
import type { Viewer, Level } from '../../../site/contract/permissions'
import { compareIn } from '../../../worker/discussion/comments/thread-order.rules'
import { guestCommentForm } from '../../../worker/discussion/comments/form'
import {
  holdReason,
  isOwn,
  refusalToComment,
  refusalToAuthor,
} from '../../../worker/discussion/comments/rules'
import { statusOf } from '../../../worker/lib/define-form'

const rules: CommentRules = { hold: 'first', editFor: 900_000, depth: 4, perPage: 50, longest: 100 }
const level = (comment: Level['may']['comment'], links = 1): Level => ({
  id: 'any',
  name: 'Any',
  may: { comment, links, perHour: 5, start: false, followedLinks: false, accept: false },
})
const open: Conversation = {
  id: 'post:a',
  slug: 'a',
  kind: 'news',
  title: 'A',
  space: 'public',
  startedAt: 0,
  changedAt: 0,
  tags: [],
  comments: 'open',
}
const words = {
  ...guestCommentForm.blank,
  body: 'Hello',
  name: 'Rosa',
  email: 'rosa@example.org',
}

const faultsIn = (input: typeof words, reservedNames: string[] = []) =>
  guestCommentForm.check(input, { comments: rules, reservedNames }).faults

describe('holding', () => {
  test.each([
    ['first', 'held', 0, false, 'unconfirmed'],
    ['first', 'held', 0, true, 'all'],
    ['first', 'held', 2, false, 'links'],
    ['first', 'at-once', 0, true, null],
    ['first', 'at-once', 1, true, null],
    ['first', 'at-once', 2, true, 'links'],
    ['all', 'at-once', 0, true, 'all'],
    ['none', 'held', 0, false, null],
    ['none', 'held', 2, false, 'links'],
  ] as const)(
    '%s, a level that is %s, %i links, confirmed %s: %s',
    (hold, may, links, known, why) => {
      const viewer = { role: 'guest', level: level(may), groups: [] } satisfies Viewer
      const answer = may === 'held' ? 'held' : 'yes'
      expect(holdReason({ hold }, { viewer, permission: answer, links, isConfirmed: known })).toBe(
        why,
      )
    },
  )

  test.each(['host', 'owner'] as const)('nothing that a %s says waits for anybody', (role) => {
    const viewer = { role, level: level('held', 0), groups: [] } satisfies Viewer
    for (const hold of ['first', 'all', 'none'] as const)
      expect(
        holdReason({ hold }, { viewer, permission: 'yes', links: 99, isConfirmed: true }),
      ).toBeNull()
  })

  test('new words of somebody who may not comment here any more wait for a host', () => {
    const viewer = { role: 'member', level: level('at-once'), groups: [] } satisfies Viewer
    expect(
      holdReason({ hold: 'none' }, { viewer, permission: 'level', links: 0, isConfirmed: true }),
    ).toBe('all')
  })
})

describe('refusal', () => {
  const parent = { conversation: 'post:a', state: 'published' as const }

  test('an open conversation takes a comment, and a reply to a published one', () => {
    expect(refusalToComment(open, 'held', words, undefined)).toBeUndefined()
    expect(refusalToComment(open, 'yes', { parent: 'x' }, parent)).toBeUndefined()
  })

  test.each(['closed', 'none'] as const)('one that is %s takes nothing', (comments) => {
    expect(refusalToComment({ ...open, comments }, 'yes', words, undefined)?.reason).toBe('closed')
  })

  test.each(['sign-in', 'level', 'group', 'hosts'] as const)(
    'whoever would have to be somebody else is told so: %s',
    (answer) => {
      expect(refusalToComment(open, answer, words, undefined)?.reason).toBe(answer)
    },
  )

  test.each([
    undefined,
    { ...parent, conversation: 'post:b' },
    { ...parent, state: 'held' as const },
    { ...parent, state: 'faded' as const },
    { ...parent, state: 'removed' as const },
  ])('nothing answers %o', (other) => {
    expect(refusalToComment(open, 'held', { parent: 'x' }, other)?.reason).toBe('parent-gone')
  })
})

test('what was written as a guest and as a member are both theirs, and nobody’s is nobody’s', () => {
  const who = { guest: 'g', member: 'm' }
  expect(isOwn({ guestId: 'g', memberId: null }, who)).toBe(true)
  expect(isOwn({ guestId: null, memberId: 'm' }, who)).toBe(true)
  expect(isOwn({ guestId: 'm', memberId: 'g' }, who)).toBe(false)
  expect(isOwn({ guestId: null, memberId: null }, who)).toBe(false)
  expect(isOwn({ guestId: null, memberId: null }, {})).toBe(false)
})

test('every fault is told at once, in the order of the form', () => {
  const wrong = { ...words, body: '\u200b', name: 'Ada', email: 'x', website: 'javascript:1' }
  expect(faultsIn(wrong, ['Ada'])).toEqual([
    { field: 'body', reason: 'empty' },
    { field: 'name', reason: 'name-reserved' },
    { field: 'email', reason: 'email-malformed' },
    { field: 'website', reason: 'website-not-web' },
  ])
})

test('the longest comment is counted in characters, whatever their script', () => {
  expect(faultsIn({ ...words, body: '🏔'.repeat(100) })).toBeUndefined()
  expect(faultsIn({ ...words, body: '🏔'.repeat(101) })).toEqual([
    { field: 'body', reason: 'too-long', max: 100 },
  ])
})

test('waiting helps against 429, trying again against 503, and other words against 422', () => {
  const status = (reason: 'too-many' | 'too-fast' | 'not-saved' | 'empty') => statusOf({ reason })
  expect([status('too-many'), status('too-fast'), status('not-saved'), status('empty')]).toEqual([
    429, 429, 503, 422,
  ])
})

test('an author may change a comment up to the last millisecond, and no longer', () => {
  const comment = { state: 'published' as const, heldFor: null, writtenAt: new Date(0) }
  expect(refusalToAuthor(comment, rules, new Date(899_999))).toBeUndefined()
  expect(refusalToAuthor(comment, rules, new Date(900_000))).toBe('too-late')
  expect(refusalToAuthor({ ...comment, state: 'removed' }, rules, new Date(0))).toBe('gone')
  const resting = { ...comment, state: 'held' as const, heldFor: 'resting' as const }
  expect(refusalToAuthor(resting, rules, new Date(900_000))).toBeUndefined()
})

test('a faded thread comes last in every order, and equals are told apart by age', () => {
  const at = (root: string, rootAppreciation: number, sunk = false) => ({
    root,
    path: root,
    rootAppreciation,
    sunk,
  })
  const all = [at('a', 0, true), at('b', 1), at('c', 1), at('d', 2)]
  const sorted = (order: 'oldest' | 'newest' | 'appreciated') =>
    all
      .toSorted(compareIn(order))
      .map(({ root }) => root)
      .join('')
  expect([sorted('oldest'), sorted('newest'), sorted('appreciated')]).toEqual([
    'bcda',
    'dcba',
    'dbca',
  ])
})
