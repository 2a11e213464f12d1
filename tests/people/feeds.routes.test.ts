import { expect, test } from 'vitest'
import { xml2js } from 'xml-js'
import { textIn } from '../text/oracle'
import { ours } from '../text/ours'
import { inWeather } from '../weather'
import { ask, bindings, member } from '../world'
import { said } from './seed'

const feedOf = async (handle: string, env = {}) => {
  const { status, headers, body } = await ask(`/community/people/${handle}/feed.xml`, {}, { env })
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  const { feed } = xml2js(body, {
    compact: true,
    textKey: 'text',
    cdataKey: 'cdata',
    attributesKey: 'attributes',
  }) as Record<string, any>
  const entries: any[] = [feed.entry ?? []].flat()
  return { feed, body, entries }
}

/** The text of an element, in one piece or as CDATA. */
const word = (node: any): string => [node?.text ?? node?.cdata ?? ''].flat().join('')

test('a feed of a member has what they said, newest first, and nothing that is not for everybody', async () => {
  const rosa = await member({ handle: 'rosa-feed', name: 'Rosa & <Park>' })
  const first = await said(rosa, 'First')
  await said(rosa, 'Held', { state: 'held', shown: false })
  await said(rosa, 'Faded', { state: 'faded' })
  await said(rosa, 'For members', { conversation: 'post:in-crew-alert' })
  const last = await said(rosa, 'Last, with <a href="/community/levels/">a link</a>')
  const { feed, body, entries } = await feedOf('rosa-feed')
  expect(word(feed.title)).toBe('Rosa & <Park> at Test House Community')
  expect(word(feed.id)).toBe('https://hub.test/community/people/rosa-feed/feed.xml')
  expect(entries.map(({ id }) => word(id))).toEqual([last, first].map((id) => `urn:uuid:${id}`))
  expect(word(feed.updated)).toBe(word(entries[0].updated))
  expect(word(entries[0].content)).toContain('href="https://hub.test/community/levels/"')
  expect(entries[0].link.attributes.href).toBe(`https://hub.test/community/comments/${last}/`)
  expect(body).not.toContain(rosa.email)
})

test('a feed of somebody who has said nothing is a feed', async () => {
  const { handle } = await member()
  expect((await feedOf(handle)).entries).toEqual([])
})

test('a feed of somebody of content/people has what they wrote and what they said', async () => {
  const ada = await member({ handle: 'ada-feed', name: 'Ada Lovelace', person: 'ada' })
  const posts = (await feedOf('ada')).entries.length
  expect(posts).toBeGreaterThan(0)
  const id = await said(ada, 'Said $& and $1', {
    person: 'ada',
    writtenAt: new Date('2027-05-01T10:00:00Z'),
  })
  const { feed, entries } = await feedOf('ada')
  expect(entries).toHaveLength(posts + 1)
  expect(word(entries.at(-1).id)).toBe(`urn:uuid:${id}`)
  expect(word(entries.at(-1).content)).toContain('Said $& and $1')
  expect(word(feed.updated)).toBe('2027-05-01T10:00:00.000Z')
  expect(word(feed.title)).toContain('Ada Lovelace at Test House Community')
})

test('with the database down it has what they wrote', async () => {
  const { entries } = await feedOf('ada', { DB: inWeather(bindings.DB, () => 'down') })
  expect(entries.length).toBeGreaterThan(0)
  expect(entries.some(({ id }) => word(id).startsWith('urn:uuid:'))).toBe(false)
})

test('with the database down a member’s is unavailable', async () => {
  const env = { DB: inWeather(bindings.DB, () => 'down') }
  const { status, headers } = await ask('/community/people/rosa-feed/feed.xml', {}, { env })
  expect(status).toBe(503)
  expect(headers.get('retry-after')).toBe('60')
})

test('a hostile name breaks no feed', async () => {
  for (const name of ours) {
    const writer = await member({ name })
    await said(writer, 'Words')
    const { feed, entries } = await feedOf(writer.handle)
    expect(entries).toHaveLength(1)
    expect(word(feed.author.name).length, name).toBeGreaterThan(0)
    expect(textIn(word(entries[0].content))).toBe('Words')
  }
})
