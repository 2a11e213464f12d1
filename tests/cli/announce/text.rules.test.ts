import { expect, test } from 'vitest'
import { listShares } from '../../../cli/announce/shares'
import { addressesIn, cut, fitText, graphemesIn, withAddressesOf } from '../../../cli/announce/text'

const words = {
  title: 'Winter opening hours',
  summary: 'From Monday the workshop closes at six, and opens at eight for those who commute.',
  address: 'https://www.example.com/community/posts/winter-hours/',
}
const letters = (text: string) => graphemesIn(text).length

test('what fits is said whole: title, summary, address', () => {
  expect(fitText(words, 500, letters)).toBe(
    `${words.title}\n\n${words.summary}\n\n${words.address}`,
  )
})

test('without a summary, a title and an address are enough', () => {
  expect(fitText({ ...words, summary: '' }, 500, letters)).toBe(
    `${words.title}\n\n${words.address}`,
  )
})

test('a summary that is too long ends with a whole word', () => {
  expect(fitText(words, 120, letters)).toBe(
    `${words.title}\n\nFrom Monday the workshop closes at six…\n\n${words.address}`,
  )
})

test('of a summary nothing is left rather than next to nothing', () => {
  expect(fitText(words, 90, letters)).toBe(`${words.title}\n\n${words.address}`)
})

test('a title gives way before the address does', () => {
  expect(fitText(words, 68, letters)).toBe(`Winter…\n\n${words.address}`)
})

test.each([
  ['astronauts', '👩‍🚀'.repeat(600)],
  ['marks upon marks', 'Z̷͉̈a̴̜͋l̶͙̽g̸̹̔o̵̟̚ '.repeat(200)],
  ['no spaces', '春天我們再來 '.trim().repeat(90)],
  ['one endless word', 'x'.repeat(900)],
])('a text never grows over the limit, nor cuts a character in two: %s', (_, summary) => {
  for (const longest of [80, 100, 137, 300, 500]) {
    const text = fitText({ ...words, summary }, longest, letters)
    expect(letters(text)).toBeLessThanOrEqual(longest)
    expect(text.endsWith(words.address)).toBe(true)
    expect(text.isWellFormed()).toBe(true)
  }
  const short = fitText({ ...words, summary }, 300, letters)
  expect(letters(short)).toBeGreaterThan(250)
})

test('an address in a summary is never cut in two', () => {
  const summary = `Come and see what we built at https://${'a'.repeat(60)}.example.org/ this winter`
  expect(cut(summary, 70)).toBe('Come and see what we built at…')
})

test('a word that just fits is not cut off', () => {
  expect(cut('One two three', 8)).toBe('One two…')
  expect(cut('One two three', 9)).toBe('One two…')
  expect(cut('One two three', 13)).toBe('One two three')
})

test('an address ends before what ends its sentence', () => {
  const text = 'See https://a.example/x, and (http://b.example/y?z=1).'
  expect(addressesIn(text)).toEqual([
    { at: 4, url: 'https://a.example/x' },
    { at: 30, url: 'http://b.example/y?z=1' },
  ])
  expect(withAddressesOf(23, 'at https://a.example/x')).toHaveLength(26)
})

const piece = {
  conversation: 'post:winter-hours',
  file: '',
  language: 'en',
  elsewhere: [],
  ...words,
  title: 'Hours & more',
}
const urlOf = encodeURIComponent(words.address)

test('LinkedIn, Facebook and X can be shared to by hand, whether the hub is there or not', () => {
  expect(listShares([], piece)).toEqual([
    { name: 'LinkedIn', url: `https://www.linkedin.com/sharing/share-offsite/?url=${urlOf}` },
    { name: 'Facebook', url: `https://www.facebook.com/sharer/sharer.php?u=${urlOf}` },
    { name: 'X', url: `https://x.com/intent/post?text=Hours%20%26%20more&url=${urlOf}` },
  ])
})

test('a network that the hub names is shared to as the hub says, and one that was left not at all', () => {
  const networks = [
    {
      id: 'mastodon',
      name: 'Mastodon',
      follow: 'https://social.example.com/@north',
      share: 'https://{instance}/share?text={title}%20{url}',
    },
    {
      id: 'linkedin',
      name: 'LinkedIn',
      follow: 'https://l.example/',
      share: 'https://l.example/?{url}',
    },
    { id: 'x', name: 'X', retired: new Date(0) },
    { id: 'facebook', name: 'Facebook', follow: 'https://facebook.example/' },
  ]
  expect(listShares(networks, piece)).toEqual([
    {
      name: 'Mastodon',
      url: `https://social.example.com/share?text=Hours%20%26%20more%20${urlOf}`,
    },
    { name: 'LinkedIn', url: `https://l.example/?${urlOf}` },
    { name: 'Facebook', url: `https://www.facebook.com/sharer/sharer.php?u=${urlOf}` },
  ])
})
