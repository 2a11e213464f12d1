import { expect, test } from 'vitest'
import { handleFault, handleFrom, toHandle } from '../../../worker/accounts/members/handle.rules'
import { paths } from '../../paths'

const hub = {
  people: {
    mara: { name: 'Mara Lindqvist', role: 'Workshop lead' },
    owen: { name: 'Owen Pritchard' },
  },
  reservedNames: ['Northgate Cycles', 'Mara Lindqvist', 'Owen Pritchard'],
}

test.each([
  ['rosa'],
  ['Rosa'],
  ['ab'],
  ['r2'],
  ['rosa-2'],
  ['van-der-berg'],
  ['2cv'],
  ['x'.repeat(30)],
  ['maria'],
  ['lindqvist'],
  ['owens-bike'],
  ['hosting'],
  ['testa'],
])('%s is a valid handle', (handle) => {
  expect(handleFault(handle, hub)).toBeUndefined()
})

test.each([
  ['nothing', '', 'empty'],
  ['spaces', '   ', 'empty'],
  ['one letter', 'r', 'too-short'],
  ['31 characters', 'x'.repeat(31), 'too-long'],
  ['a space', 'rosa park', 'malformed'],
  ['an underscore', 'rosa_park', 'malformed'],
  ['a dot', 'rosa.park', 'malformed'],
  ['a slash', 'rosa/../me', 'malformed'],
  ['a percent sign', 'rosa%2f', 'malformed'],
  ['markup', '<b>rosa</b>', 'malformed'],
  ['a hyphen before it', '-rosa', 'malformed'],
  ['a hyphen after it', 'rosa-', 'malformed'],
  ['hyphens alone', '--', 'malformed'],
  ['a Cyrillic o', 'r\u043esa', 'not-latin'],
  ['a Greek o', 'r\u03bfsa', 'not-latin'],
  ['an accent', 'rosá', 'not-latin'],
  ['a combining accent', 'rosa\u0301', 'not-latin'],
  ['wide letters', 'ｒｏｓａ', 'not-latin'],
  ['the sign for kelvin, which lower case folds', 'ros\u212a', 'not-latin'],
  ['a long s, which upper case folds', 'ro\u017fa', 'not-latin'],
  ['a space without width', 'ro\u200bsa', 'not-latin'],
  ['an override of direction', '\u202erosa', 'not-latin'],
  ['NUL', 'ro\0sa', 'not-latin'],
  ['a lone surrogate', 'rosa\ud800', 'not-latin'],
  ['an emoji', '🚲🚲', 'not-latin'],
] as const)('a handle with %s is refused', (_, handle, fault) => {
  expect(handleFault(handle, hub)).toBe(fault)
})

const reserved = `me desk admin owner host hub api sign-in auth feed new search support help everyone
  posts people topics healthz dev Admin ADMIN adm1n ad-min h0st rne`

test.each(reserved.split(/\s+/))('%s is reserved', (handle) => {
  expect(handleFault(handle, hub)).toBe('reserved')
})

test.each([
  ['the handle of a person in the content', 'mara'],
  ['what resembles it', 'rnara'],
  ['its capitals', 'MARA'],
  ['their name', 'mara-lindqvist'],
  ['their name and more', 'mara-lindqvist-workshop'],
  ["the hub's name", 'northgate-cycles'],
  ["the hub's name and more", 'northgatecycles-help'],
])('a member cannot look like a host: %s', (_, handle) => {
  expect(handleFault(handle, hub)).toBe('reserved')
})

test('a person in the content may have their own handle and name, and no other’s', () => {
  expect(handleFault('mara', hub, 'mara')).toBeUndefined()
  expect(handleFault('mara-lindqvist', hub, 'mara')).toBeUndefined()
  expect(handleFault('owen', hub, 'mara')).toBe('reserved')
  expect(handleFault('admin', hub, 'mara')).toBe('reserved')
})

test('the first segment of every address of the hub is reserved', async () => {
  const { base, conversation, thread, commentsFeed, ...others } = paths
  const post = { id: 'post:x', slug: 'x' }
  const firsts = Object.values(others)
    .map((path) => (path as (...names: unknown[]) => string)('x', 'x'))
    .concat(conversation(post), thread(post, {}), commentsFeed(post))
    .map((path) => path.slice(base.length).split(/[/?]/)[0]!)
    .filter((first) => /^[a-z-]+$/.test(first))
  expect(firsts.length).toBeGreaterThan(20)
  for (const first of firsts) expect(handleFault(first, hub), first).toBe('reserved')
})

test('capitals become lower case, and nothing else changes', () => {
  expect(toHandle(' Rosa ')).toBe('rosa')
})

test.each([
  ['Rosa', 'rosa'],
  ['Zoë Ångström-Łoś', 'zoe-angstrom-los'],
  ['O’Brien Jr.', 'obrien-jr'],
  ['Nguyễn Thị Ánh', 'nguyen-thi-anh'],
  ['  --- ', 'member'],
  ['王小明', 'member'],
  ['Б', 'member'],
  ['A', 'member'],
  ['Rosa 王', 'rosa'],
  ['Karl-Theodor Maria Nikolaus Johann', 'karl-theodor-maria-nikolaus-jo'],
  ['abcdefghijklmnopqrstuvwxyzabc defg', 'abcdefghijklmnopqrstuvwxyzabc'],
])('the name %s suggests %s', (name, handle) => {
  expect(handleFrom(name)).toBe(handle)
  expect(handleFault(handle === 'member' ? 'member-2' : handle, hub)).toBeUndefined()
})
