import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import { built } from '../../built'

/*
 * The same content built twice: as it is, and with one line more in networks.yaml, by which the
 * company has left Bluesky.
 */

const filesOf = (folder: string) =>
  globSync('**/*.{html,xml,json,txt,css}', { cwd: resolve(built, folder) }).filter(
    (path) => path !== 'hub.json',
  )
const read = (folder: string, path: string) => readFileSync(join(built, folder, path), 'utf8')
const hubOf = (folder: string): Hub => JSON.parse(read(folder, 'hub.json'))
const naming = (folder: string, word: RegExp) =>
  filesOf(folder).filter((path) => word.test(read(folder, path)))

/** What a page says between two places. */
const part = (html: string, from: string, to: string) =>
  html.slice(html.indexOf(from), html.indexOf(to, html.indexOf(from)))

describe('an active network', () => {
  test('is on every page for readers', () => {
    const pages = filesOf('hub').filter((path) => path.endsWith('.html'))
    expect(pages.length).toBeGreaterThan(20)
    expect(naming('hub', /Bluesky/)).toEqual(expect.arrayContaining(pages))
  })

  test('has a share link, a follow link, and a link to the discussion of a post', () => {
    const page = read('hub', 'community/posts/open/index.html')
    expect(part(page, '<hub-share', '</hub-share>')).toContain('https://bsky.example/intent/')
    expect(part(page, '<hub-networks', '</hub-networks>')).toContain('/out/network/bluesky?')
    expect(part(page, 'class="homes"', '</p>').replaceAll(/<[^>]*>/g, '')).toContain(
      'Also discussed on Bluesky and Mastodon',
    )
    expect(part(page, '<footer class="foot"', '</footer>')).toContain(
      '/out/network/bluesky?from=foot',
    )
  })

  test('is named with rel=me on the front page only', () => {
    const link = /<link rel="me" href="https:\/\/bsky\.example\/profile\/hub"/
    expect(naming('hub', link)).toEqual(['community/index.html'])
    expect(read('hub', 'community/index.html')).toContain(
      '"sameAs":["https://mastodon.example/@hub"',
    )
  })
})

describe('a network retired by one line', () => {
  test('is linked from nowhere: no page, feed, share bar or outbound link', () => {
    expect(naming('root', /bsky\.example|network\/bluesky/)).toEqual([])
  })

  test('is named only on the page of all channels', () => {
    expect(naming('root', /Bluesky/)).toEqual(['elsewhere/index.html'])
    const record = part(read('root', 'elsewhere/index.html'), 'Former channels', '</section>')
    expect(record.replaceAll(/<[^>]*>|\s+/g, ' ')).toMatch(/Bluesky\s+until\s+31 January 2026/)
  })

  test('leaves the other networks as they were', () => {
    const page = read('root', 'posts/open/index.html')
    expect(part(page, 'class="homes"', '</p>').replaceAll(/<[^>]*>/g, '')).toMatch(
      /Also discussed on Mastodon\s*$/,
    )
    expect(part(page, '<hub-share', '</hub-share>')).toContain('/share/mastodon/?of=post%3Aopen')
    expect(part(page, '<hub-networks', '</hub-networks>')).toContain('/out/network/mastodon?')
  })

  test('is retired for the Worker too, for old outbound links and share pages', () => {
    expect(hubOf('hub').networks.map(({ id }) => id)).toEqual(['mastodon', 'bluesky', 'board'])
    expect(hubOf('root').networks.map(({ id }) => id)).toEqual(['mastodon', 'board'])
    expect(hubOf('root').retired).toContainEqual({
      id: 'bluesky',
      name: 'Bluesky',
      at: Date.UTC(2026, 0, 31),
    })
  })
})

test('a network with a retirement date in the future is retired already, without a date', () => {
  const record = part(read('root', 'elsewhere/index.html'), 'Former channels', '</section>')
  expect(record.replaceAll(/<[^>]*>|\s+/g, ' ')).toMatch(/Later\s+(?!\s|until)/)
  expect(record).not.toContain('2126')
})

test('a network’s own icon is inlined in the colour of the text', () => {
  const page = read('hub', 'community/elsewhere/index.html')
  expect(page).toContain('<path d="M2 3h16v14H2z" fill="currentColor"></path>')
  expect(page).not.toMatch(/#123456|<title>Board/)
})
