import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { checkLinks } from '../../../cli/links'
import { checkOutsideLinks } from '../../../cli/outside-links'

/** Somebody else's server: what it was asked, and how many questions it had before it at once. */
const asked: string[] = []
let atOnce = 0
let most = 0

const answers: Record<string, (request: IncomingMessage, answer: ServerResponse) => void> = {
  '/there': (_, answer) => answer.end('Here.'),
  '/no-short-questions': ({ method }, answer) => {
    answer.statusCode = method === 'HEAD' ? 405 : 200
    answer.end()
  },
  '/deleted': (_, answer) => answer.writeHead(410).end(),
  '/members': (_, answer) => answer.writeHead(403).end(),
  '/broken': (_, answer) => answer.writeHead(500).end(),
  '/moved': (_, answer) => answer.writeHead(301, { location: '/there' }).end(),
  '/moved-away': (_, answer) => answer.writeHead(302, { location: '/lost' }).end(),
  '/round': (_, answer) => answer.writeHead(302, { location: '/round' }).end(),
  '/inside': (_, answer) => answer.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
  '/hung-up': ({ socket }) => socket.destroy(),
  '/silent': () => undefined,
  '/enough': (_, answer) => answer.writeHead(429).end(),
}

const server = createServer((request, answer) => {
  asked.push(`${request.method} ${request.url}`)
  atOnce++
  most = Math.max(most, atOnce)
  answer.on('close', () => atOnce--)
  const act = answers[request.url!]
  if (act) act(request, answer)
  else answer.writeHead(404).end()
})

let origin = ''
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked.length = 0
  most = 0
})

/** The internet of these tests ends at this machine. */
const asking = {
  agent: 'Porchlight link check (+https://hub.example/)',
  isAllowed: ({ hostname }: URL) => hostname !== '10.0.0.1',
  pause: 0,
  patience: 10_000,
}
const ask = async (path: string, more = {}) =>
  (await checkLinks([origin + path], { ...asking, ...more })).get(origin + path)

test.each([
  ['/there', 'there', ''],
  ['/moved', 'there', ''],
  ['/no-short-questions', 'there', ''],
  ['/lost', 'gone', 'answers 404'],
  ['/deleted', 'gone', 'answers 410'],
  ['/moved-away', 'gone', 'answers 404'],
  ['/round', 'gone', 'has too many redirects'],
  ['/inside', 'gone', 'is not on the public internet'],
  ['/members', 'unsure', 'answers 403'],
  ['/broken', 'unsure', 'answers 500'],
  ['/hung-up', 'unsure', 'cannot be reached'],
])('%s is %s', async (path, is, why) => {
  const answer = await ask(path)
  expect(answer).toEqual({ is, why: expect.stringContaining(why) })
})

test('a host that does not respond is given up after the timeout', async () => {
  expect(await ask('/silent', { patience: 300 })).toEqual({
    is: 'unsure',
    why: 'does not answer in time',
  })
})

test('an unknown host is reported as such', async () => {
  const url = 'http://nobody.invalid/'
  const answer = (await checkLinks([url], asking)).get(url)
  // Where there is no network at all, nobody can say.
  expect(answer?.why).toMatch(/has a host that does not exist|cannot be reached \(EAI_AGAIN\)/)
})

test('without a network connection no link is reported', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-'))
  writeFileSync(join(folder, 'hub.yaml'), 'name: N\nurl: https://hub.example/\n')
  const network = (id: string) => `- { id: ${id}, name: N, follow: "https://${id}.invalid/" }\n`
  writeFileSync(join(folder, 'networks.yaml'), network('one') + network('two'))
  const { passed, output } = await checkOutsideLinks(folder, asking)
  rmSync(folder, { recursive: true })
  expect(passed).toBe(false)
  expect(output).toMatch(/^No host could be found|EAI_AGAIN/)
})

test('private addresses are not requested without permission', async () => {
  const urls = [
    origin,
    'http://localhost/',
    'http://192.168.1.1/',
    'http://[::1]/',
    'http://a.local/',
  ]
  const found = await checkLinks(urls, { agent: 'x' })
  expect([...found.values()].map(({ why }) => why)).toEqual(
    urls.map(() => 'is not on the public internet'),
  )
  expect(asked).toEqual([])
})

test('a page is requested once for all its anchors, with one request at a time per host', async () => {
  const urls = ['/there', '/there#a', '/there#b', '/moved', '/lost', '/members'].map(
    (path) => origin + path,
  )
  await checkLinks(urls, asking)
  expect(asked.filter((each) => each.endsWith('/there'))).toEqual(['HEAD /there', 'HEAD /there'])
  expect(most).toBe(1)
})

test('a host that limits requests is not asked again', async () => {
  const found = await checkLinks([`${origin}/enough`, `${origin}/there`], asking)
  expect([...found.values()].map(({ is }) => is)).toEqual(['unsure', 'unsure'])
  expect(asked).not.toContain('HEAD /there')
})

test('broken links are listed with their file and line, from all content', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-'))
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text.replaceAll('{o}', origin))
  }
  write('hub.yaml', 'name: N\nurl: https://hub.example/community/\n')
  write('people/mara.yaml', 'name: Mara\nwebsite: {o}/lost-site\n')
  write(
    'networks.yaml',
    '- { id: a, name: A, follow: "{o}/lost-network" }\n- { id: b, name: B, retired: 2020-01-01, follow: "http://left.invalid/" }\n',
  )
  write(
    'posts/one.mdx',
    `---\ntitle: One\ndate: 2026-01-01\nauthors: [mara]\nkind: resource\nlinks:\n  - { label: L, url: "{o}/lost-resource" }\nelsewhere:\n  - { network: a, url: "{o}/lost-home" }\n  - { network: b, url: "{o}/lost-left" }\n---\n\nA [longer]({o}/lost-body-too) one.\n\nThen [this]({o}/lost-body), [that]({o}/there) and [home](/posts/one/).\n`,
  )
  write(
    'offers/o.mdx',
    '---\ntitle: O\naction: { label: Go, url: "{o}/lost-action" }\ndisclosure: Ours\n---\n\nBuy.\n',
  )
  const { passed, output } = await checkOutsideLinks(folder, asking)
  rmSync(folder, { recursive: true })
  expect(passed).toBe(false)
  expect(output.replaceAll(origin, '')).toBe(
    [
      '7 links are broken',
      '  networks.yaml:1  /lost-network answers 404',
      '  offers/o.mdx:3  /lost-action answers 404',
      '  people/mara.yaml:2  /lost-site answers 404',
      '  posts/one.mdx:7  /lost-resource answers 404',
      '  posts/one.mdx:9  /lost-home answers 404',
      '  posts/one.mdx:13  /lost-body-too answers 404',
      '  posts/one.mdx:15  /lost-body answers 404',
      '',
      '1 link works',
    ].join('\n'),
  )
})
