import { beforeAll, describe, expect, test } from 'vitest'
import { ask, cookieOf, member, send, topic } from '../../world'

const at = '/community/share/mastodon/?of=post%3Aopen'
const path = '/community/share/mastodon/'

/** The links of a page that lead away from the hub's host. */
const waysOut = (body: string) =>
  [...body.matchAll(/<a\b[^>]*href="(https?:[^"]*)"/g)]
    .map(([, href]) => href!.replaceAll('&amp;', '&'))
    .filter((href) => !href.startsWith('https://hub.test'))

describe('a reader who shares on a network with many servers', () => {
  test('is asked for their server, by a form that needs no script', async () => {
    const { status, body, headers } = await ask(at)
    expect(status).toBe(200)
    expect(body).toContain(
      '<form class="sheet" method="post" action="/community/share/mastodon/?of=post%3Aopen"',
    )
    expect(headers.getSetCookie()).toEqual([])
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(waysOut(body)).toEqual([])
  })

  test('gets a link to it, and the server is remembered for this page only', async () => {
    const answer = await send(at, { server: '@rosa@Mastodon.social' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(at)
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^hub-server=mastodon\.social;/)
    for (const attribute of [`Path=${path}`, 'HttpOnly', 'SameSite=Lax', 'Secure', 'Max-Age='])
      expect(cookie).toContain(attribute)

    const { body } = await ask(at, {}, { cookie: cookieOf(answer) })
    expect(waysOut(body)).toEqual([
      'https://mastodon.social/share?text=An%20open%20post%20https%3A%2F%2Fhub.test%2Fcommunity%2Fposts%2Fopen%2F',
    ])
    expect(body).toContain('Continue to mastodon.social')
  })

  test('can have it forgotten', async () => {
    const { status, headers } = await send(at, { forget: 'yes' }, { cookie: 'hub-server=a.social' })
    expect(status).toBe(303)
    expect(headers.getSetCookie()[0]).toMatch(
      /^hub-server=; Max-Age=0; Path=\/community\/share\/mastodon\//,
    )
  })

  test.each(['', 'localhost', '"><script>alert(1)</script>', 'x'.repeat(5000)])(
    'gets “%s” back, with the reason why it is not a server',
    async (server) => {
      const { status, body, headers } = await send(at, { server })
      expect(status).toBe(422)
      expect(body).toContain('That does not look like a server.')
      expect(body).not.toContain('<script>alert')
      expect(headers.getSetCookie()).toEqual([])
      expect(waysOut(body)).toEqual([])
    },
  )

  test.each(['localhost', 'evil.org/@mastodon.social', 'evil.org%2F', '"><script>', 'a.social b'])(
    'is not sent anywhere by a cookie with “%s”',
    async (server) => {
      const cookie = `hub-server=${encodeURIComponent(server)}`
      const { status, body } = await ask(at, {}, { cookie })
      expect(status).toBe(200)
      for (const way of waysOut(body)) expect(new URL(way).hostname).toBe('evil.org')
      expect(body).not.toContain('"><script>')
    },
  )

  test('is never redirected by a parameter in the address', async () => {
    for (const query of ['server=evil.org', 'instance=evil.org', 'url=https://evil.org/']) {
      const { status, body, headers } = await ask(`${at}&${query}`)
      expect(status).toBe(200)
      expect(headers.get('location')).toBeNull()
      expect(body).not.toContain('evil.org')
    }
  })
})

describe('a conversation that is not public cannot be shared:', () => {
  const isNot: Record<string, string> = {
    'a post of a space with a door': 'post:in-crew',
    'a post that there is not': 'post:none',
    'a topic that there is not': 'topic:none',
    nothing: '',
    'a word that every object knows': 'toString',
  }
  beforeAll(async () => {
    const title = 'A quokka'
    isNot['a topic that is held'] = (await topic({ title, state: 'held' })).id
    isNot['a topic that has faded'] = (await topic({ title, state: 'faded' })).id
    isNot['a topic of a space with a door'] = (await topic({ title, space: 'crew' })).id
    expect((await ask(`${path}?of=${(await topic({ title })).id}`)).body).toContain('A quokka')
  })

  test.each([
    ...Object.keys(isNot),
    'a topic that is held',
    'a topic that has faded',
    'a topic of a space with a door',
  ])('%s', async (name) => {
    const { cookie } = await member({ role: 'owner' })
    const page = `${path}?of=${encodeURIComponent(isNot[name]!)}`
    for (const who of [{}, { cookie }]) {
      for (const { status, body } of [
        await ask(page, {}, who),
        await send(page, { server: 'a.social' }, who),
      ]) {
        expect(status).toBe(404)
        expect(body).not.toMatch(/quokka/i)
      }
    }
  })
})

describe('a network', () => {
  test('that is retired says so at its old address, with the active ones', async () => {
    for (const answer of [
      await ask('/community/share/linkedin/?of=post%3Aopen'),
      await send('/community/share/linkedin/?of=post%3Aopen', { server: 'a.social' }),
    ]) {
      expect(answer.status).toBe(410)
      expect(answer.body).toContain('Test House has left LinkedIn')
      expect(answer.body).toContain('1 May 2024')
      expect(answer.body).toContain('href="/community/out/network/mastodon"')
      expect(answer.body).not.toContain('linkedin.example')
    }
  })

  test.each(['bluesky', 'none', 'toString', '__proto__', 'MASTODON'])(
    'named “%s” has no share page',
    async (id) => {
      const { status } = await ask(`/community/share/${id}/?of=post%3Aopen`)
      expect(status).toBe(404)
    },
  )
})

describe('the share bar', () => {
  const bar = (body: string) => /<hub-share[\s\S]*<\/hub-share>/.exec(body)?.[0] ?? ''

  test('of a post links to each network with the post filled in', async () => {
    const { body } = await ask('/community/posts/open/')
    expect(bar(body)).toContain('href="/community/share/mastodon/?of=post%3Aopen"')
    expect(waysOut(bar(body))).toEqual([
      'https://bsky.example/intent/compose?text=An%20open%20post%20https%3A%2F%2Fhub.test%2Fcommunity%2Fposts%2Fopen%2F',
    ])
    expect(body).toContain('href="/community/out/network/bluesky?from=post%3Aopen"')
  })

  test('of a topic is filled in by the Worker, whatever its title', async () => {
    const { id } = await topic({ title: 'Tea & $& "toast"', slug: 'tea' })
    const url = `https://hub.test/community/topics/${id.slice('topic:'.length)}/tea/`
    const { body } = await ask(new URL(url).pathname)
    expect(bar(body)).toContain(`href="/community/share/mastodon/?of=${encodeURIComponent(id)}"`)
    expect(waysOut(bar(body)).map((way) => new URL(way).searchParams.get('text'))).toEqual([
      `Tea & $& "toast" ${url}`,
    ])
    expect(body).toContain(`/community/out/network/bluesky?from=${encodeURIComponent(id)}`)
    expect(body).not.toContain(encodeURIComponent('{of}'))
  })

  test('is not shown for a conversation that is not public', async () => {
    const { cookie } = await member({ role: 'owner' })
    const hidden = await topic({ space: 'crew', slug: 'hidden' })
    const held = await topic({ state: 'held', slug: 'held' })
    const pages = [hidden, held].map(
      ({ id, slug }) => `topics/${id.slice('topic:'.length)}/${slug}/`,
    )
    for (const page of [...pages, 'posts/in-crew/']) {
      const { status, body } = await ask(`/community/${page}`, {}, { cookie })
      expect(status, page).toBe(200)
      expect(bar(body), page).toBe('')
      expect(body, page).toContain('Follow us')
    }
  })
})
