import { expect, test } from 'vitest'
import { inWeather } from '../../faulty-db'
import { ask, bindings, cold, member } from '../../world'
import { feedOf, wordIn } from './feed'
import { said } from './seed'

test('the feed of a member has their public comments, newest first, and no others', async () => {
  const rosa = await member({ handle: 'rosa-feed', name: 'Rosa & <Park>' })
  const first = await said(rosa, 'First')
  await said(rosa, 'Held', { state: 'held', shown: false })
  await said(rosa, 'Faded', { state: 'faded' })
  await said(rosa, 'For members', { conversation: 'post:in-crew-alert' })
  const last = await said(rosa, 'Last, with <a href="/community/levels/">a link</a>')
  const { feed, body, entries } = await feedOf('rosa-feed')
  expect(wordIn(feed.title)).toBe('Rosa & <Park> at Test House Community')
  expect(wordIn(feed.id)).toBe('https://hub.test/community/people/rosa-feed/feed.xml')
  expect(entries.map(({ id }) => wordIn(id))).toEqual([last, first].map((id) => `urn:uuid:${id}`))
  expect(wordIn(feed.updated)).toBe(wordIn(entries[0].updated))
  expect(wordIn(entries[0].content)).toContain('href="https://hub.test/community/levels/"')
  expect(entries[0].link.attributes.href).toBe(`https://hub.test/community/comments/${last}/`)
  expect(body).not.toContain(rosa.email)
})

test('the feed of a member without comments is valid', async () => {
  const { handle } = await member()
  expect((await feedOf(handle)).entries).toEqual([])
})

test('the feed of a person in content/people has their posts and comments', async () => {
  const ada = await member({ handle: 'ada-feed', name: 'Ada Lovelace', person: 'ada' })
  const posts = (await feedOf('ada')).entries.length
  expect(posts).toBeGreaterThan(0)
  const id = await said(ada, 'Said $& and $1', {
    person: 'ada',
    writtenAt: new Date('2027-05-01T10:00:00Z'),
  })
  const { feed, entries } = await feedOf('ada')
  expect(entries).toHaveLength(posts + 1)
  expect(wordIn(entries.at(-1).id)).toBe(`urn:uuid:${id}`)
  expect(wordIn(entries.at(-1).content)).toContain('Said $& and $1')
  expect(wordIn(feed.updated)).toBe('2027-05-01T10:00:00.000Z')
  expect(wordIn(feed.title)).toContain('Ada Lovelace at Test House Community')
})

test('while the database is unavailable the feed of a person has their posts', async () => {
  const { entries } = await feedOf('ada', { DB: inWeather(bindings.DB, () => 'down') })
  expect(entries.length).toBeGreaterThan(0)
  expect(entries.some(({ id }) => wordIn(id).startsWith('urn:uuid:'))).toBe(false)
})

test('while the database is unavailable the feed of a member answers 503', async () => {
  const env = { DB: inWeather(bindings.DB, () => 'down') }
  const { status, headers } = await ask(cold('people/rosa-feed/feed.xml'), {}, { env })
  expect(status).toBe(503)
  expect(headers.get('retry-after')).toBe('60')
})
