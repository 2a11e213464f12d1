import { expect, test } from 'vitest'
import { Participants, participantsIn } from '../../../worker/discussion/comments/participants.view'
import type { ThreadRow } from '../../../worker/discussion/comments/queries'
import { paths } from '../../paths'

const hub = {
  paths,
  people: { mara: { name: 'Mara Lindqvist' } },
  language: 'en-GB',
}

const line = (name: string, more: Partial<ThreadRow> = {}) =>
  ({
    id: name,
    name,
    state: 'published',
    person: null,
    handle: null,
    guestId: null,
    ...more,
  }) as ThreadRow

const drawn = (lines: ThreadRow[], isPart = false) =>
  String(Participants({ hub, lines, isPart }) ?? '').replaceAll(/<[^>]*>/g, '')

test('everybody who has said something is there once, by the page that they have', () => {
  const lines = [
    line('Rosa', { handle: 'rosa' }),
    line('Mara', { person: 'mara', handle: 'mara-l' }),
    line('Rosa', { handle: 'Rosa', id: '2' }),
    line('Ben', { guestId: 'b' }),
    line('Ben', { guestId: 'b', id: '3' }),
  ]
  expect(participantsIn(hub, lines)).toEqual([
    { name: 'Rosa', page: 'rosa' },
    { name: 'Mara', page: 'mara' },
    { name: 'Ben', page: null },
  ])
  expect(drawn(lines)).toBe('In this conversation: Rosa, Mara and 1 other')
  expect(drawn(lines, true)).toContain('On this page: ')
})

test.each(['held', 'faded', 'removed'] as const)(
  'whoever has only what is %s was not here',
  (state) => {
    const lines = [line('Rosa', { handle: 'rosa' }), line('Ida', { handle: 'ida', state })]
    expect(participantsIn(hub, lines)).toHaveLength(1)
  },
)

test('one alone is no company, and guests alone have no pages to lead to', () => {
  expect(drawn([line('Rosa', { handle: 'rosa' })])).toBe('')
  expect(drawn([line('Ben', { guestId: 'b' }), line('Tom', { guestId: 't' })])).toBe('')
})

test('of a crowd twelve are named', () => {
  const crowd = Array.from({ length: 40 }, (_, n) => line(`M${n}`, { id: `${n}`, handle: `m${n}` }))
  expect(drawn(crowd)).toMatch(/M11 and 28 others$/)
})
