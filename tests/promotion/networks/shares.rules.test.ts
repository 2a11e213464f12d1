import { expect, test } from 'vitest'
import { hasInstances, shareLink } from '../../../site/contract/networks'
import { parseServer } from '../../../worker/promotion/networks/rules'

test('a share link has the address and the title, escaped', () => {
  expect(
    shareLink('https://social.example/?u={url}&t={title}', {
      url: 'https://hub.example/posts/a/',
      title: 'Tea & "toast" for $& and $1',
    }),
  ).toBe(
    'https://social.example/?u=https%3A%2F%2Fhub.example%2Fposts%2Fa%2F&t=Tea%20%26%20%22toast%22%20for%20%24%26%20and%20%241',
  )
})

test('half a surrogate pair in a title does not break the link', () => {
  expect(shareLink('https://s.example/?u={url}&t={title}', { url: 'x', title: 'a\ud83d' })).toBe(
    'https://s.example/?u=x&t=a%EF%BF%BD',
  )
})

test('a share link for a network with many servers leads to the reader’s own', () => {
  const share = 'https://{instance}/share?text={title}%20{url}'
  expect(hasInstances({ share })).toBe(true)
  expect(hasInstances({})).toBe(false)
  expect(
    shareLink(share, { url: 'https://h.example/', title: 'A', instance: 'mastodon.social' }),
  ).toBe('https://mastodon.social/share?text=A%20https%3A%2F%2Fh.example%2F')
})

test.each([
  ['mastodon.social', 'mastodon.social'],
  ['  Mastodon.Social ', 'mastodon.social'],
  ['https://mastodon.social', 'mastodon.social'],
  ['http://mastodon.social/@rosa?a#b', 'mastodon.social'],
  ['@rosa@mastodon.social', 'mastodon.social'],
  ['rosa@mastodon.social', 'mastodon.social'],
  ['https://mastodon.social/@rosa@elsewhere.org', 'mastodon.social'],
  ['https://mastodon.social/@you', 'mastodon.social'],
  ['Mastodon.Social.', 'mastodon.social'],
  ['mastodon.social:443', 'mastodon.social'],
  ['https://mastodon.social:443/@you', 'mastodon.social'],
  ['acct:you@mastodon.social', 'mastodon.social'],
  ['＠you＠mastodon.social', 'mastodon.social'],
  ['a.b.c.social', 'a.b.c.social'],
  ['münchen.social', 'xn--mnchen-3ya.social'],
])('“%s” is the server %s', (typed, server) => {
  expect(parseServer(typed)).toBe(server)
})

test.each([
  '',
  '@',
  'rosa',
  '@rosa',
  'mastodon.social:8443',
  'mastodon.social:443:443',
  'mastodon.social:4430',
  'mastodon.social..',
  'localhost.',
  '127.0.0.1.:443',
  'acct:acct:you@mastodon.social',
  'evil.org＠',
  'https://rosa:secret@mastodon.social/',
  'https://evil.org\\@mastodon.social/',
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://mastodon.social/',
  '//mastodon.social',
  '/mastodon.social',
  'mastodon.social evil.org',
  'mastodon.social\nevil.org',
  'mastodon.social%2F@evil.org%5C',
  'mastodon%00.social',
  'localhost',
  'hub.localhost',
  'printer.local',
  'intranet',
  '127.0.0.1',
  '127.1',
  '0x7f000001',
  '2130706433',
  '[::1]',
  '10.0.0.8',
  '169.254.169.254',
  'https://[::ffff:127.0.0.1]/',
  '203.0.114.9',
  'social.',
  '.social',
  'mastodon..social',
  '"><script>.social',
  `${'a'.repeat(60)}.`.repeat(6) + 'social',
])('“%s” is not a server', (typed) => {
  expect(parseServer(typed)).toBeUndefined()
})
