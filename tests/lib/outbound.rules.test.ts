import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchPublicPage, isAllowedUrl } from '../../worker/lib/safe-fetch'
import { isPublicHost } from '../../worker/lib/public-host'

const may = (address: string) => {
  const url = URL.parse(address)
  return url !== null && isAllowedUrl(url)
}

test.each([
  'https://rosa.example.org/',
  'http://rosa.example.org/',
  'https://rosa.example.org:443/',
  'http://rosa.example.org:80/',
  'https://rosa.example.org:80/',
  'https://münchen.de/',
  'https://local.example.org/',
  'https://localhost.example.org/',
  'https://internal-affairs.org/',
  'http://8.8.8.8/',
  'http://172.32.0.1/',
  'http://100.128.0.1/',
  'http://192.169.0.1/',
  'http://[2606:4700::1111]/',
])('SSRF: %s may be asked', (address) => {
  expect(may(address)).toBe(true)
})

test.each([
  ['another protocol', 'ftp://rosa.example.org/'],
  ['a file', 'file:///etc/passwd'],
  ['gopher', 'gopher://rosa.example.org/'],
  ['data', 'data:text/html,<a rel=me>'],
  ['javascript', 'javascript:alert(1)'],
  ['another port', 'https://rosa.example.org:8080/'],
  ['a port of mail', 'http://rosa.example.org:25/'],
  ['a name and password', 'https://rosa:secret@rosa.example.org/'],
  ['a name alone', 'https://rosa@rosa.example.org/'],
  ['another host behind an @', 'https://rosa.example.org@127.0.0.1/'],
  ['no dot', 'http://intranet/'],
  ['localhost', 'http://localhost/'],
  ['localhost with a dot', 'http://localhost./'],
  ['localhost in capitals', 'http://LOCALHOST/'],
  ['a name below localhost', 'http://a.localhost/'],
  ['.local', 'http://printer.local/'],
  ['.local with a dot', 'http://printer.local./'],
  ['.internal', 'http://metadata.google.internal/'],
  ['.home.arpa', 'http://router.home.arpa/'],
  ['.lan', 'http://router.lan/'],
  ['.test', 'http://hub.test/'],
  ['two dots', 'http://rosa.example.org../'],
  ['full stops of another script', 'http://127。0。0。1/'],
  ['letters of another script', 'http://ｌｏｃａｌｈｏｓｔ/'],
  ['loopback', 'http://127.0.0.1/'],
  ['loopback, elsewhere in its network', 'http://127.8.9.10/'],
  ['loopback, shortened', 'http://127.1/'],
  ['loopback, hexadecimal', 'http://0x7f.1/'],
  ['loopback, hexadecimal at once', 'http://0x7f000001/'],
  ['loopback, octal', 'http://0177.0.0.1/'],
  ['loopback, octal with zeros', 'http://00000177.1/'],
  ['loopback, one number', 'http://2130706433/'],
  ['loopback, a dot after it', 'http://127.0.0.1./'],
  ['loopback, percent-encoded', 'http://%31%32%37.0.0.1/'],
  ['loopback, wide digits', 'http://１２７.０.０.１/'],
  ['loopback, digits on plates', 'http://①②⑦.⓪.⓪.①/'],
  ['this host', 'http://0.0.0.0/'],
  ['this host, shortened', 'http://0/'],
  ['private 10', 'http://10.0.0.1/'],
  ['private 172.16', 'http://172.16.0.1/'],
  ['private 172.31', 'http://172.31.255.254/'],
  ['private 192.168', 'http://192.168.1.1/'],
  ['private, one number', 'http://3232235777/'],
  ['link-local and the metadata of clouds', 'http://169.254.169.254/latest/meta-data/'],
  ['link-local, one number', 'http://2852039166/'],
  ['CGNAT', 'http://100.64.0.1/'],
  ['the end of CGNAT', 'http://100.127.255.254/'],
  ['for documents', 'http://203.0.113.1/'],
  ['for benchmarks', 'http://198.19.0.1/'],
  ['multicast', 'http://224.0.0.1/'],
  ['broadcast', 'http://255.255.255.255/'],
  ['loopback, IPv6', 'http://[::1]/'],
  ['loopback, IPv6 in full', 'http://[0:0:0:0:0:0:0:1]/'],
  ['unspecified, IPv6', 'http://[::]/'],
  ['loopback, mapped', 'http://[::ffff:127.0.0.1]/'],
  ['loopback, mapped and hexadecimal', 'http://[::ffff:7f00:1]/'],
  ['a public address, mapped', 'http://[::ffff:8.8.8.8]/'],
  ['loopback, compatible', 'http://[::127.0.0.1]/'],
  ['loopback, translated', 'http://[64:ff9b::7f00:1]/'],
  ['loopback, 6to4', 'http://[2002:7f00:1::]/'],
  ['Teredo', 'http://[2001:0:7f00:1::]/'],
  ['unique local', 'http://[fd00::1]/'],
  ['link-local, IPv6', 'http://[fe80::1]/'],
  ['multicast, IPv6', 'http://[ff02::1]/'],
  ['for documents, IPv6', 'http://[2001:db8::1]/'],
])('SSRF: %s may not be asked: %s', (_, address) => {
  expect(may(address)).toBe(false)
})

test('a host is judged as the URL parser writes it', () => {
  expect(isPublicHost('www.example.org')).toBe(true)
  expect(isPublicHost('[::1]')).toBe(false)
})

/* The world outside: a real server, where the first part of the path is the host that was asked. */

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const asked: string[] = []
let server: Server

const to = (location: string) => (answer: ServerResponse) =>
  answer.writeHead(302, { location }).end('<a rel=me>')

const sites: Record<string, (answer: ServerResponse, request: IncomingMessage) => unknown> = {
  '/plain.example.org/': (answer, { headers }) =>
    answer.writeHead(200, HTML).end(`<p>${headers['user-agent']} ${headers.cookie ?? 'no cookie'}`),
  '/hops.example.org/3': to('/2'),
  '/hops.example.org/2': to('1'),
  '/hops.example.org/1': to('https://plain.example.org/'),
  '/hops.example.org/4': to('/3'),
  '/loop.example.org/': to('/'),
  '/pair.example.org/a': to('/b'),
  '/pair.example.org/b': to('/a'),
  '/private.example.org/': to('http://127.0.0.1/admin'),
  '/metadata.example.org/': to('//169.254.169.254/latest/meta-data/'),
  '/port.example.org/': to('https://plain.example.org:8080/'),
  '/file.example.org/': to('file:///etc/passwd'),
  '/odd.example.org/': to('http://['),
  '/nowhere.example.org/': (answer) => answer.writeHead(302).end(),
  '/json.example.org/': (answer) =>
    answer.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  '/sniffed.example.org/': (answer) =>
    answer.writeHead(200, { 'content-type': 'text/plain; text/html' }).end('<p>'),
  '/untyped.example.org/': (answer) => answer.writeHead(200).end('<p>'),
  '/failing.example.org/': (answer) => answer.writeHead(500, HTML).end('<p>'),
  '/huge.example.org/': (answer) => {
    answer.writeHead(200, HTML)
    const more = () => {
      while (!answer.destroyed && answer.write('x'.repeat(64 * 1024)));
      if (!answer.destroyed) answer.once('drain', more)
    }
    more()
  },
  '/slow.example.org/': (answer) => {
    answer.writeHead(200, HTML)
    answer.write('<p>')
  },
  '/silent.example.org/': () => undefined,
  '/cut.example.org/': (answer) => {
    answer.writeHead(200, { ...HTML, 'content-length': 1000 })
    answer.write('<p>')
    answer.destroy()
  },
}

beforeAll(async () => {
  server = createServer((request, answer) => {
    asked.push(request.url!)
    sites[request.url!]?.(answer, request)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Asks as the hub does, in a world whose names all lead to our server. */
const get = async (address: string, timeoutMs = 5000) => {
  asked.length = 0
  const { port } = server.address() as AddressInfo
  const through = (url: URL, init: RequestInit) =>
    fetch(`http://127.0.0.1:${port}/${url.hostname}${url.pathname}`, init)
  return fetchPublicPage(address, {
    agent: 'Porchlight (+https://hub.test/)',
    fetch: through as typeof fetch,
    timeoutMs,
  })
}

test('a page is read, and learns who asks and nothing else', async () => {
  expect(await get('https://plain.example.org/')).toEqual({
    url: new URL('https://plain.example.org/'),
    html: '<p>Porchlight (+https://hub.test/) no cookie',
  })
})

test('three times somebody may be sent on, and not four times', async () => {
  expect(await get('https://hops.example.org/3')).toMatchObject({
    url: new URL('https://plain.example.org/'),
  })
  expect(await get('https://hops.example.org/4')).toBe('too-many-hops')
  expect(asked).toHaveLength(4)
})

test.each(['https://loop.example.org/', 'https://pair.example.org/a'])(
  'SSRF: a loop ends: %s',
  async (address) => {
    expect(await get(address)).toBe('too-many-hops')
    expect(asked).toHaveLength(4)
  },
)

test.each([
  ['a private address', 'https://private.example.org/'],
  ['the metadata of a cloud', 'https://metadata.example.org/'],
  ['another port', 'https://port.example.org/'],
  ['a file', 'https://file.example.org/'],
])('SSRF: being sent on to %s ends there', async (_, address) => {
  expect(await get(address)).toBe('not-public')
  expect(asked).toHaveLength(1)
})

test('SSRF: what may not be asked is not asked', async () => {
  expect(await get('http://127.0.0.1/')).toBe('not-public')
  expect(await get('no address')).toBe('not-public')
  expect(asked).toEqual([])
})

test.each([
  ['JSON', 'https://json.example.org/', 'not-html'],
  ['text that speaks of HTML', 'https://sniffed.example.org/', 'not-html'],
  ['what has no type', 'https://untyped.example.org/', 'not-html'],
  ['a failure', 'https://failing.example.org/', 'no-page'],
  ['a move to nowhere', 'https://nowhere.example.org/', 'no-page'],
  ['a move to no address', 'https://odd.example.org/', 'no-page'],
  ['what breaks off', 'https://cut.example.org/', 'unreachable'],
])('%s is no page', async (_, address, refusal) => {
  expect(await get(address)).toBe(refusal)
})

test('of an endless page only the beginning is read', async () => {
  const page = await get('https://huge.example.org/')
  expect(page).toMatchObject({ html: 'x'.repeat(512 * 1024) })
})

test.each(['https://slow.example.org/', 'https://silent.example.org/'])(
  'a page that does not end in time is not waited for: %s',
  async (address) => {
    expect(await get(address, 200)).toBe('too-late')
  },
)
