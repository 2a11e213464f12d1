import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { reserveAnnouncement } from '../../../worker/promotion/networks/commands'
import { listAnnouncements } from '../../../worker/promotion/networks/queries'
import { type House, makeHouse, picture } from './house'

let house: House
beforeAll(async () => {
  house = await makeHouse()
}, 120_000)
afterAll(() => house.close())
beforeEach(() => house.listen())
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const MINUTE = 60_000
const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE)
const ledger = (slug: string) => listAnnouncements(house.db, `post:${slug}`)

test('a post is out at both networks, and says itself where it stands', async () => {
  const address = house.post('hours', 'summary: The workshop closes at six.\n')
  const { output, errors, code } = await house.announce('hours')
  expect({ errors, code }).toEqual({ errors: '', code: 0 })

  const [status] = house.mastodon.statuses
  expect(status).toMatchObject({
    text: `Winter hours of hours\n\nThe workshop closes at six.\n\n${address}`,
    visibility: 'public',
    language: 'en',
  })
  const [[key, record] = []] = [...house.bluesky.records]
  expect(record).toMatchObject({
    langs: ['en-GB'],
    embed: {
      external: {
        uri: address,
        title: 'Winter hours of hours',
        description: 'The workshop closes at six.',
        thumb: { mimeType: 'image/png', size: picture.length },
      },
    },
  })
  const there = `https://bsky.app/profile/north.example/post/${key}`
  expect(output).toContain(`Sent: ${status!.url}`)
  expect(output).toContain(`Sent: ${there}`)
  expect(output).toContain('https://www.linkedin.com/sharing/share-offsite/?url=')
  expect(house.read('hours')).toContain(
    `elsewhere:\n  - network: mastodon\n    url: ${status!.url}\n  - network: bluesky\n    url: ${there}\n---\n`,
  )
  expect(await ledger('hours')).toMatchObject([
    { network: 'bluesky', url: there },
    { network: 'mastodon', url: status!.url },
  ])
})

test('the address in a text on Bluesky leads to the post, counted in bytes', async () => {
  const summary = 'Grüße an alle 🚲 and https://ride.example.org/a?b=1, see you!'
  const address = house.post('facets', `summary: '${summary}'\n`)
  await house.announce('facets', { to: 'bluesky' })
  const record = [...house.bluesky.records.values()].at(-1)!
  const bytes = new TextEncoder().encode(record.text)
  const links = record.facets!.map(({ index, features }) => [
    new TextDecoder().decode(bytes.slice(index.byteStart, index.byteEnd)),
    (features[0] as { uri: string }).uri,
  ])
  expect(links).toEqual([
    ['https://ride.example.org/a?b=1', 'https://ride.example.org/a?b=1'],
    [record.text.split('\n').at(-1), address],
  ])
  expect(address).toContain(record.text.split('\n').at(-1)!.replace('…', ''))
})

test('a post without a summary begins as its text does, and nobody is called by name', async () => {
  house.post('calls', '')
  house.write(
    'posts/calls.mdx',
    house
      .read('calls')
      .replace(
        'Winter hours of calls',
        'Ask @mara@social.example.com, or @tom, at https://a.example/?of=@tom',
      ),
  )
  await house.announce('calls', { to: 'mastodon' })
  const [{ text } = { text: '' }] = house.mastodon.statuses
  expect(text).toContain('From Monday the workshop closes at six.')
  expect(text.replaceAll('\u200B', '')).toContain('Ask @mara@social.example.com, or @tom')
  expect(text).toContain('https://a.example/?of=@tom')
  // As Mastodon finds those who are meant.
  expect(text).not.toMatch(/(?<![=/\w])@\w+/)
})

test('a long text fits what each network takes, and this server more than others', async () => {
  house.post('long', `summary: ${'Every word counts. '.repeat(80)}\n`)
  house.mastodon.limits.max_characters = 900
  const { errors, code } = await house.announce('long')
  house.mastodon.limits.max_characters = 500
  expect({ errors, code }).toEqual({ errors: '', code: 0 })
  expect(house.mastodon.statuses[0]!.text.length).toBeGreaterThan(850)
  expect([...house.bluesky.records.values()].at(-1)!.text.length).toBeGreaterThan(270)
})

test('a second announcement is refused, and says where the first one stands', async () => {
  house.post('twice')
  await house.announce('twice')
  const before = [house.mastodon.statuses.length, house.bluesky.records.size, house.read('twice')]
  const { errors, code } = await house.announce('twice')
  expect(code).toBe(1)
  expect(errors).toContain(`Announced on`)
  expect(errors).toContain(house.mastodon.statuses[0]!.url)
  expect(errors).toContain('https://bsky.app/profile/north.example/post/')
  const after = [house.mastodon.statuses.length, house.bluesky.records.size, house.read('twice')]
  expect(after).toEqual(before)
})

test('what an editor wrote down counts as announced too', async () => {
  house.post(
    'known',
    'elsewhere: [{ network: mastodon, url: https://social.example.com/@north/9 }]\n',
  )
  const { errors, code } = await house.announce('known', { to: 'mastodon' })
  expect(code).toBe(1)
  expect(errors).toContain('Already announced: https://social.example.com/@north/9')
})

test('a post that moves is still announced once: its id counts', async () => {
  house.post('moving', 'id: the-one\n')
  await house.announce('moving', { to: 'mastodon' })
  house.post('moved', 'id: the-one\nformerly: [moving]\n')
  const { code, output } = await house.announce('moved', { to: 'mastodon' })
  expect(code).toBe(0)
  expect(output).not.toContain('Sent:')
  expect(house.read('moved')).toContain(house.mastodon.statuses[0]!.url)
})

test('asked to, it announces again, and the newer one takes the place of the older', async () => {
  house.post('again')
  await house.announce('again', {}, later(-60))
  const [first] = house.mastodon.statuses
  const { code } = await house.announce('again', { isAgain: true })
  expect(code).toBe(0)
  const [second] = house.mastodon.statuses
  expect(second!.id).not.toBe(first!.id)
  expect(house.read('again')).toContain(second!.url)
  expect(house.read('again')).not.toContain(first!.url)
})

test('what fails at one network stops no other, and leaves nothing behind', async () => {
  house.post('half')
  house.mastodon.trouble('/api/v1/statuses', {
    status: 429,
    headers: { 'x-ratelimit-reset': '2026-11-22T18:00:00Z' },
    body: { error: 'Too many requests' },
  })
  const first = await house.announce('half')
  expect(first.code).toBe(1)
  expect(first.errors).toContain('429 Too many requests. Try again after 2026-11-22 18:00 UTC.')
  expect(first.output).toContain('Sent: https://bsky.app/')
  expect(await ledger('half')).toMatchObject([{ network: 'bluesky' }])

  const second = await house.announce('half')
  expect(second.output).toContain('Sent: https://social.example.com/')
  expect(second.errors).toContain('Announced on')
})

test.each([
  ['MASTODON_TOKEN', 'mastodon', '401 The access token is invalid. Check MASTODON_TOKEN.'],
  ['BLUESKY_PASSWORD', 'bluesky', '401 AuthenticationRequired, Invalid identifier or password.'],
])('a wrong %s is told, and never shown', async (name, to, sentence) => {
  vi.stubEnv(name, 'not the secret')
  house.post(`wrong-${to}`)
  const { errors, output, code } = await house.announce(`wrong-${to}`, { to })
  expect(code).toBe(1)
  expect(errors).toContain(sentence)
  expect(errors + output).not.toContain('not the secret')
  expect(await ledger(`wrong-${to}`)).toEqual([])
})

test('Bluesky asks for patience as well', async () => {
  house.post('patience')
  house.bluesky.trouble('/xrpc/com.atproto.server.createSession', {
    status: 429,
    headers: { 'ratelimit-reset': String(Date.UTC(2026, 10, 22, 18) / 1000) },
    body: { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' },
  })
  const { errors } = await house.announce('patience', { to: 'bluesky' })
  expect(errors).toContain(
    '429 RateLimitExceeded, Rate Limit Exceeded. Try again after 2026-11-22 18:00',
  )
})

const lastSteps = [
  ['mastodon', '/api/v1/statuses'],
  ['bluesky', '/xrpc/com.atproto.repo.createRecord'],
] as const
const countAt = (to: string) =>
  to === 'mastodon' ? house.mastodon.statuses.length : house.bluesky.records.size

test.each(lastSteps)(
  'an answer that is lost at %s is looked for, and not sent again',
  async (to, path) => {
    const slug = `lost-${to}`
    house.post(slug)
    house[to].trouble(path, 'lost after')
    const before = countAt(to)
    const first = await house.announce(slug, { to })
    expect(first.code).toBe(1)
    expect(first.errors).toContain('It may or may not be published')
    expect(await ledger(slug)).toMatchObject([{ network: to, url: null }])

    const soon = await house.announce(slug, { to })
    expect(soon.code).toBe(1)
    expect(soon.errors).toMatch(
      /has been announcing it on .* since \d\d:\d\d UTC, or was interrupted/,
    )

    const then = await house.announce(slug, { to }, later(3))
    expect(then).toMatchObject({ code: 0, errors: '' })
    expect(then.output).toContain('It was already published, but not recorded: https://')
    expect(countAt(to)).toBe(before + 1)
    expect(house.read(slug)).toContain('elsewhere:')
  },
)

test.each(lastSteps)(
  'a request that %s never got is made again, after a look',
  async (to, path) => {
    const slug = `unheard-${to}`
    house.post(slug)
    house[to].trouble(path, 'lost before')
    const before = countAt(to)
    expect((await house.announce(slug, { to })).code).toBe(1)
    const then = await house.announce(slug, { to }, later(3))
    expect(then).toMatchObject({ code: 0, errors: '' })
    expect(then.output).toContain('Sent: ')
    expect(countAt(to)).toBe(before + 1)
  },
)

test('where a network does not tell whether it is out, only --again sends it', async () => {
  house.post('untold')
  house.mastodon.trouble('/api/v1/statuses', {
    status: 502,
    body: 'Bad gateway',
    headers: { 'content-type': 'text/html' },
  })
  await house.announce('untold', { to: 'mastodon' })
  const silent = () =>
    house.mastodon.trouble('/api/v1/accounts/verify_credentials', {
      status: 403,
      body: { error: 'This action is outside the authorized scopes' },
    })
  silent()
  const { errors, code } = await house.announce('untold', { to: 'mastodon' }, later(3))
  expect(code).toBe(1)
  expect(errors).toContain(
    'may be published, but Mastodon could not be asked: 403 This action is outside',
  )
  expect(errors).toContain(
    'Look at https://social.example.com/@north; if it is not there, add --again.',
  )
  silent()
  const again = await house.announce('untold', { to: 'mastodon', isAgain: true }, later(3))
  expect(again.output).toContain('Sent: https://social.example.com/')
})

test('of two people who announce at one moment, one does', async () => {
  house.post('race')
  const before = house.mastodon.statuses.length
  await Promise.all([
    house.announce('race', { to: 'mastodon' }),
    house.announce('race', { to: 'mastodon' }),
  ])
  expect(house.mastodon.statuses.length).toBe(before + 1)
  const place = { conversation: 'post:race', network: 'bluesky' }
  const both = await Promise.all(
    [1, 2].map((one) => reserveAnnouncement(house.db, place, new Date(one))),
  )
  expect(both.toSorted()).toEqual([false, true])
})
