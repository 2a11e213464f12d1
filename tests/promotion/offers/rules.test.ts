import { expect, test } from 'vitest'
import type { Offer } from '../../../site/contract/offers'
import type { Viewer, Level } from '../../../site/contract/permissions'
import {
  chooseOffer,
  fitsPlace,
  isForViewer,
  isAvailable,
  listCandidates,
  phaseAt,
} from '../../../worker/promotion/offers/rules'

const post = { slug: 'winter-hours', kind: 'news', tags: ['winter', 'shop'] } as const
const place = { ...post, tags: [...post.tags] }
const at = (day: string, time = '12:00') => new Date(`${day}T${time}Z`)
const now = at('2026-11-22')

const may = { comment: 'at-once', links: 1, perHour: 1, start: true } as const
const level = (id: string): Level => ({
  id,
  name: id,
  may: { ...may, followedLinks: false, accept: false },
})
const levels = ['guest', 'newcomer', 'expert'].map(level)

const viewer = (role: Viewer['role'], rank: number, groups: string[] = []): Viewer => ({
  role,
  level: levels[rank]!,
  groups,
})
const guest = viewer('guest', 0)

const offer = (id: string, more: Partial<Offer> = {}): Offer => ({
  id,
  title: id,
  action: { label: 'Go', url: 'https://example.org/' },
  disclosure: 'Ours',
  pitch: '<p>Buy.</p>',
  audience: 'everyone',
  priority: 0,
  ...more,
})

const asking = { place, now, without: new Set<string>() }
const nobodySays = { levels, viewer: undefined, exhausted: undefined }
const idsOf = (offers: readonly Offer[]) => offers.map(({ id }) => id)

test('an offer that names no place is shown everywhere', () => {
  expect([fitsPlace(undefined, place), fitsPlace(undefined, 'front')]).toEqual([true, true])
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
])('an offer for %s: below the post %#', (_, where, isThereToo) => {
  expect(fitsPlace(where, place)).toBe(isThereToo)
})

test('an offer that names places is on the front page only if it says so', () => {
  expect(fitsPlace({ kinds: ['news'], front: false }, 'front')).toBe(false)
  expect(fitsPlace({ kinds: ['news'], front: true }, 'front')).toBe(true)
})

test('an offer is on from its first instant to its last', () => {
  const start = Number(at('2026-11-01', '08:00'))
  const end = Number(at('2026-12-24', '18:00'))
  const standing = (moment: number) => phaseAt({ start, end }, new Date(moment))
  expect([start - 1, start, end, end + 1].map(standing)).toEqual(['ahead', 'on', 'on', 'over'])
  expect(phaseAt({}, now)).toBe('on')
})

test('an offer that ends before it starts is never on', () => {
  const odd = { start: Number(at('2026-12-01')), end: Number(at('2026-11-01')) }
  for (const day of ['2026-10-01', '2026-11-15', '2026-12-15'])
    expect(phaseAt(odd, at(day))).not.toBe('on')
})

const audiences = ['everyone', 'guests', 'members', 'level:newcomer', 'level:expert', 'group:crew']
const people: [string, Viewer, string[]][] = [
  ['a stranger', guest, ['everyone', 'guests']],
  ['a guest who has confirmed', viewer('guest', 1), ['everyone', 'guests', 'level:newcomer']],
  ['a member', viewer('member', 1), ['everyone', 'members', 'level:newcomer']],
  ['an expert', viewer('member', 2), ['everyone', 'members', 'level:newcomer', 'level:expert']],
  [
    'a member of the group',
    viewer('member', 1, ['crew']),
    ['everyone', 'members', 'level:newcomer', 'group:crew'],
  ],
  ['a host', viewer('host', 1), audiences.filter((each) => each !== 'guests')],
]

test.each(people)('%s is shown the offers for them', (_name, somebody, theirs) => {
  const shown = audiences.filter((audience) =>
    isForViewer(offer('any', { audience }), somebody, levels),
  )
  expect(shown).toEqual(theirs)
})

test('a level that no longer exists admits hosts only', () => {
  const gone = offer('any', { audience: 'level:gone' })
  expect(isForViewer(gone, viewer('member', 2), levels)).toBe(false)
})

test('candidates end with the first offer for everyone without a cap', () => {
  const all = [
    offer('for-members', { audience: 'members' }),
    offer('capped', { cap: 5 }),
    offer('certain'),
    offer('for-group', { audience: 'group:crew' }),
  ]
  expect(idsOf(listCandidates(all, asking))).toEqual(['for-members', 'capped', 'certain'])
  expect(idsOf(listCandidates(all.slice(2), asking))).toEqual(['certain'])
})

test('an offer that is not on, has other places or is dismissed is no candidate', () => {
  const all = [
    offer('ahead', { start: Number(at('2026-12-01')) }),
    offer('over', { end: Number(at('2026-11-01')) }),
    offer('elsewhere', { where: { front: true } }),
    offer('away'),
    offer('left'),
  ]
  const without = new Set(['away'])
  expect(idsOf(listCandidates(all, { ...asking, without }))).toEqual(['left'])
})

test('the first candidate for the viewer with clicks left is chosen', () => {
  const all = [
    offer('for-members', { audience: 'members' }),
    offer('capped', { cap: 5 }),
    offer('certain'),
  ]
  const due = (somebody: Viewer, exhausted: string[]) =>
    chooseOffer(all, { levels, viewer: somebody, exhausted: new Set(exhausted) })?.id
  expect(due(viewer('member', 1), [])).toBe('for-members')
  expect(due(guest, [])).toBe('capped')
  expect(due(guest, ['capped'])).toBe('certain')
  expect(chooseOffer([], nobodySays)).toBeUndefined()
})

test('while viewer and clicks are unknown, only offers that need neither are available', () => {
  expect(isAvailable(offer('certain'), nobodySays)).toBe(true)
  expect(isAvailable(offer('for-guests', { audience: 'guests' }), nobodySays)).toBe(false)
  expect(isAvailable(offer('capped', { cap: 5 }), nobodySays)).toBe(false)
})
