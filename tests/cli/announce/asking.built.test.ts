import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { keyAt } from '../../../cli/announce/bluesky'
import { listAnnouncements } from '../../../worker/promotion/networks/queries'
import { command } from '../command'
import { type House, makeHouse } from './house'
import { serve } from './serve'

let house: House
beforeAll(async () => {
  house = await makeHouse()
}, 120_000)
afterAll(() => house.close())
beforeEach(() => {
  house.listen()
  house.mastodon.seen.length = house.bluesky.seen.length = 0
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** Nothing was handed to a network, and nothing was kept. */
const expectSilence = async () => {
  const seen = [...house.mastodon.seen, ...house.bluesky.seen]
  expect(seen.filter(({ method }) => method !== 'GET')).toEqual([])
  expect(await listAnnouncements(house.db, 'post:shy')).toEqual([])
}

/** Where a server was, and is no more. */
const nobodyAt = async () => {
  const { origin, close } = await serve(() => ({}))
  await close()
  return origin
}

test.each([
  ['a draft', 'draft: true\n', 'shy is a draft'],
  [
    'a post whose time has not come',
    'publish: 2126-01-02T08:00\n',
    'shy is not published before 2 January 2126',
  ],
  [
    'a post that not everybody may read',
    'space: crew\n',
    'is in the space “The crew”, which is not public',
  ],
  ['a post in no space', 'space: cellar\n', 'is in the space cellar, which is not in spaces.yaml'],
  ['a post with mistakes', 'kind: newz\n', 'posts/shy.mdx:5  `kind: newz`: expected one of'],
])('%s is not announced', async (_, head, sentence) => {
  house.post('shy', head)
  for (const isDry of [true, false])
    await expect(house.announce('shy', { isDry })).rejects.toThrow(sentence)
  await expectSilence()
})

test('a post that is not deployed is not announced', async () => {
  house.post('undeployed', '', false)
  await expect(house.announce('undeployed')).rejects.toThrow('Deploy first')
  const { output, code } = await house.announce('undeployed', { isDry: true })
  expect(output).toContain('Deploy first: `npm run deploy`.')
  expect(output).toContain('Winter hours of undeployed')
  expect(code).toBe(0)
  await expectSilence()
})

test('a hub that nobody reaches is not announced', async () => {
  const settings = readFileSync(join(house.content, 'hub.yaml'), 'utf8')
  house.write('hub.yaml', settings.replace(/^url:.*$/m, `url: ${await nobodyAt()}/community/`))
  house.post('shy')
  await expect(house.announce('shy')).rejects.toThrow('Is the hub deployed?')
  house.write('hub.yaml', settings)
  await expectSilence()
})

test('a name that is nearly a post’s is told, and an old one leads to the new', async () => {
  house.post('lantern-ride', 'formerly: [night-ride]\n')
  await expect(house.announce('lantern-rides')).rejects.toThrow('did you mean `lantern-ride`?')
  await expect(house.announce('night-ride')).rejects.toThrow('was renamed: announce lantern-ride.')
})

test('a post is found by its permanent id too', async () => {
  house.post('hours-in-winter', 'id: winter-hours\n')
  const { output } = await house.announce('winter-hours', { isDry: true })
  expect(output).toContain('/posts/hours-in-winter/')
  await expect(house.announce('winter-hour')).rejects.toThrow('There is no post winter-hour')
})

test('a dry run shows what would be sent, to the letter, and sends nothing', async () => {
  const address = house.post('dry', 'summary: The workshop closes at six.\n')
  vi.stubEnv('MASTODON_TOKEN', '')
  const { output, errors, code } = await house.announce('content/posts/dry.mdx', { isDry: true })
  expect({ errors, code }).toEqual({ errors: '', code: 0 })
  const text = `    Winter hours of dry\n\n    The workshop closes at six.\n\n    ${address}`
  expect(output).toContain(`73 of 500 characters, to ${house.mastodon.origin}\n\n${text}\n`)
  expect(output).toContain('Needed before it can be sent: MASTODON_TOKEN.')
  expect(output).toMatch(/\d+ of 300 characters/)
  expect(output).toContain('with a card, image/png, 1 KiB: Winter hours of dry · The workshop')
  expect(house.read('dry')).not.toContain('elsewhere')
  await expectSilence()
})

test('a dry run knows what was announced, and what it can not know', async () => {
  house.post('rehearsed')
  await house.announce('rehearsed', { to: 'bluesky' })
  const nobody = await nobodyAt()
  vi.stubEnv('MASTODON_SERVER', nobody)
  const { output, code } = await house.announce('rehearsed', { isDry: true })
  expect(code).toBe(0)
  expect(output).toMatch(/Announced on .*\nNothing would be sent\./)
  expect(output).toContain(`of 500 characters, to ${nobody}\n\n    Winter hours of rehearsed`)
  expect(output).toContain(`${nobody} does not answer as a Mastodon server: ECONNREFUSED`)
  const real = await house.announce('rehearsed', { to: 'mastodon' })
  expect(real.code).toBe(1)
  expect(await listAnnouncements(house.db, 'post:rehearsed')).toMatchObject([
    { network: 'bluesky' },
  ])
})

test('a server that speaks of no limits has the usual ones', async () => {
  house.post('older')
  house.mastodon.trouble('/api/v2/instance', { status: 404, body: { error: 'Not Found' } })
  const { output } = await house.announce('older', { to: 'mastodon' })
  expect(output).toContain('of 500 characters')
  expect(output).toContain('Sent: ')
})

test('an address on this machine is told to nobody outside of it', async () => {
  house.post('shy')
  vi.stubEnv('MASTODON_SERVER', 'https://social.example.com')
  const sentence = 'is not a public address'
  await expect(house.announce('shy', { to: 'mastodon' })).rejects.toThrow(sentence)
  await expectSilence()
})

test('a page that is not the post’s is pointed out, and one that is shut to machines', async () => {
  house.post('parked')
  const path = '/community/posts/parked/'
  house.hub.trouble(path, { body: 'This domain is for sale.' })
  const dry = { to: 'mastodon', isDry: true }
  expect((await house.announce('parked', dry)).output).toContain(
    'does not name this address as its canonical one',
  )
  house.hub.trouble(path, { status: 403, body: 'Are you a robot?' })
  expect((await house.announce('parked', dry)).output).toContain('answers 403.')
})

test('a network without its secrets is passed over; one that is asked for is not', async () => {
  vi.stubEnv('BLUESKY_PASSWORD', '')
  house.post('half-set-up')
  await expect(house.announce('half-set-up', { to: 'mastodon,bluesky' })).rejects.toThrow(
    'Bluesky needs BLUESKY_PASSWORD.',
  )
  const { output, code } = await house.announce('half-set-up')
  expect(output).toContain('Skipped, because it is not set up: Bluesky needs BLUESKY_PASSWORD.')
  expect(output).toContain('Sent: https://social.example.com/')
  expect(code).toBe(0)
  vi.stubEnv('MASTODON_TOKEN', '')
  await expect(house.announce('half-set-up')).rejects.toThrow(
    /MASTODON_TOKEN.*\n.*BLUESKY_PASSWORD/,
  )
})

test('secrets may stand in a file beside the hub’s own', async () => {
  vi.stubEnv('MASTODON_TOKEN', '')
  mkdirSync(house.state, { recursive: true })
  writeFileSync(join(house.state, 'announce.env'), 'MASTODON_TOKEN="a token of Mastodon"\n')
  house.post('from-a-file')
  const { output } = await house.announce('from-a-file', { to: 'mastodon' })
  expect(output).toContain('Sent: ')
})

test.each([
  ['http://social.example.com', 'Not a valid server: http://social.example.com'],
  ['social.example.com', 'Not a valid server: social.example.com'],
])('a secret does not go to %s', async (server, sentence) => {
  vi.stubEnv('MASTODON_SERVER', server)
  house.post('shy')
  await expect(house.announce('shy', { to: 'mastodon' })).rejects.toThrow(sentence)
})

test('a server that leads elsewhere gets no secret carried there', async () => {
  const [before, path] = [house.bluesky.seen.length, '/api/v1/statuses']
  const location = `${house.bluesky.origin}/xrpc/thief`
  house.post('led-astray')
  house.mastodon.trouble(path, { status: 307, headers: { location }, body: '' })
  const { code } = await house.announce('led-astray', { to: 'mastodon' })
  expect(code).toBe(1)
  expect(house.bluesky.seen.length).toBe(before)
})

test('a retired network takes nothing, nor one that the hub does not have', async () => {
  house.post('shy')
  house.write(
    'networks.yaml',
    house.networks.replace('name: Bluesky', 'name: Bluesky\n  retired: 2026-01-01'),
  )
  await expect(house.announce('shy', { to: 'bluesky' })).rejects.toThrow('Bluesky is retired')
  const { output } = await house.announce('shy', { isDry: true })
  expect(output).not.toContain('Bluesky')
  house.write('networks.yaml', house.networks.replace('id: bluesky', 'id: bluebird'))
  await expect(house.announce('shy', { to: 'bluesky' })).rejects.toThrow('has no network `bluesky`')
  await expect(house.announce('shy', { to: 'x' })).rejects.toThrow(
    '--to expects mastodon and bluesky',
  )
  house.write('networks.yaml', house.networks)
})

test('keys of records follow each other as their moments do', () => {
  const keys = [0, 1, 1_700_000_000_000, 1_700_000_000_001].map((at) => keyAt(new Date(at)))
  expect(keys).toEqual(keys.toSorted())
  for (const key of keys) expect(key).toMatch(/^[234567a-j][234567a-z]{12}$/)
  // One that a real server gave out, for a post of that microsecond.
  expect(keyAt(new Date(0))).toBe('2222222222222')
})

test('what talks to other networks is in no other part of the project', () => {
  const talking = globSync('{worker,site,cli}/**/*.{ts,tsx,astro}').filter((path) =>
    /from '(?:masto|@atcute)/.test(readFileSync(path, 'utf8')),
  )
  expect(talking.toSorted()).toEqual(['cli/announce/bluesky.ts', 'cli/announce/mastodon.ts'])
})

test('every secret and server is named where settings are', () => {
  const table = readFileSync(resolve('cli/README.md'), 'utf8')
  const names = [
    'MASTODON_SERVER',
    'MASTODON_TOKEN',
    'BLUESKY_SERVER',
    'BLUESKY_NAME',
    'BLUESKY_PASSWORD',
  ]
  expect(names.filter((name) => !table.includes(`\`${name}\``))).toEqual([])
})

test('the command shows what it would send, without a hub on this machine', async () => {
  house.post('by-hand')
  const settings = {
    HUB_CONTENT: house.content,
    HUB_STATE: join(house.state, 'elsewhere'),
    MASTODON_SERVER: house.mastodon.origin,
  }
  const dry = ['hub', '--', 'announce', 'by-hand', '--to', 'mastodon', '--dry-run']
  const { output, errors, code } = await command(dry, settings).ended()
  expect({ errors, code }).toEqual({ errors: '', code: 0 })
  expect(output).toContain('Winter hours of by-hand')
})
