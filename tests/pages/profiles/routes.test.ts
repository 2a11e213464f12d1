import { describe, expect, test } from 'vitest'
import { FORMER_HANDLE_MS } from '../../../worker/accounts/members/handle.rules'
import { formerHandles } from '../../../worker/accounts/members/table'
import { dangersInPage } from '../../markdown/oracle'
import { inWeather } from '../../faulty-db'
import { ask, bindings, db, member, send } from '../../world'
import { said } from './seed'

const DAY = 24 * 60 * 60 * 1000

/** Beside what is kept at the edge: somebody who has acted here gets a page of their own. */
const fresh = { cookie: 'hub-guest=nobody' }

const pageOf = (handle: string, asking: { cookie?: string; env?: object } = fresh) =>
  ask(`/community/people/${handle}/`, {}, asking)

const down = { ...fresh, env: { DB: inWeather(bindings.DB, () => 'down') } }

const linksIn = (page: string) =>
  [...page.matchAll(/<a class="u-url" href="(https?:[^"]*)" rel="([^"]*)"/g)].map(
    ([, href, rel]) => [href, rel],
  )

const dataIn = (page: string) =>
  [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, json]) => JSON.parse(json!) as Record<string, any>,
  )

const links = [{ url: 'https://social.example.org/@rosa', isMutual: true }]

describe('a member’s page', () => {
  test('says who they are, their level, and what they wrote', async () => {
    const rosa = await member({
      handle: 'rosa',
      name: 'Rosa Park',
      about: 'Rides to work in all weathers.',
      website: 'https://www.rosa.example.org/',
      links,
      createdAt: new Date('2026-01-05T10:00:00Z'),
      level: 'newcomer',
    })
    const first = await said(rosa, 'The first thing I said')
    const answer = await said(rosa, 'Grease <em>both</em> sides &amp; wait', {
      conversation: 'post:permanent',
    })
    await said(rosa, 'A reply of mine', { parentId: first, root: first, path: `${first}/x` })

    const { status, body } = await pageOf('rosa')
    expect(status).toBe(200)
    expect(body).toContain('<bdi>Rosa Park</bdi></h1>')
    expect(body).toContain('<title>Rosa Park · Test House</title>')
    expect(body).toMatch(/<p class="lede p-note"[^>]*>Rides to work in all weathers\.<\/p>/)
    expect(body).toContain('>Newcomer</a>')
    expect(body).toMatch(/Member since <time datetime="2026-01-05[^"]*">5 January 2026/)
    expect(body).toContain(`href="/community/comments/${answer}/"`)
    expect(body).toContain('Grease both sides &amp; wait')
    expect(body.indexOf('A reply of mine')).toBeLessThan(body.indexOf('Grease both sides'))
    expect(body.indexOf('Grease both sides')).toBeLessThan(body.indexOf('The first thing I said'))
    expect(body).toMatch(/Replied in <a[^>]*>/)
    expect(body).toMatch(/Answered <a[^>]*>/)
    expect(body).not.toContain(rosa.email)
    expect(dangersInPage(body)).toEqual([])
  })

  test('shows their own links, marked as verified or not, with nofollow', async () => {
    const { body } = await pageOf('rosa')
    expect(linksIn(body)).toEqual([
      ['https://www.rosa.example.org/', 'me ugc nofollow noopener'],
      ['https://social.example.org/@rosa', 'me ugc nofollow noopener'],
    ])
    expect(body).toMatch(/>rosa\.example\.org<\/a><\/li>/)
    expect(body).toMatch(/>social\.example\.org\/@rosa<\/a>\s*<span class="mutual">links back here/)
  })

  test.each([
    ['a level that says so', { level: 'expert' }],
    ['a host', { role: 'host' as const }],
  ])('search engines follow the links of %s', async (_, as) => {
    const { handle } = await member({ ...as, links })
    expect(linksIn((await pageOf(handle)).body)).toEqual([[links[0]!.url, 'me noopener']])
  })

  test('marks a host', async () => {
    const { handle } = await member({ role: 'owner' })
    const { body } = await pageOf(handle)
    expect(body).toMatch(/<li class="badge" data-host[^>]*>Host<\/li>/)
  })

  test('has a ProfilePage of a Person as JSON-LD, without private data', async () => {
    const { body } = await pageOf('rosa')
    const [page] = dataIn(body)
    expect(page).toMatchObject({
      '@type': 'ProfilePage',
      url: 'https://hub.test/community/people/rosa/',
      mainEntity: {
        '@type': 'Person',
        name: 'Rosa Park',
        alternateName: 'rosa',
        description: 'Rides to work in all weathers.',
        sameAs: ['https://www.rosa.example.org/', 'https://social.example.org/@rosa'],
      },
    })
    expect(JSON.stringify(page)).not.toContain('@example.org"')
    expect(body).toContain('<link rel="canonical" href="https://hub.test/community/people/rosa/"')
    expect(body).toMatch(/<meta name="description" content="Rides to work in all weathers\./)
    expect(body).not.toContain('noindex')
  })

  test('has no held, faded or removed comments', async () => {
    const writer = await member()
    for (const state of ['held', 'faded', 'removed'] as const)
      await said(writer, `Words that are ${state}`, { state, shown: state === 'faded' })
    await said(writer, 'Words for everybody')
    const { body } = await pageOf(writer.handle)
    expect(body).toContain('Words for everybody')
    expect(body).not.toMatch(/Words that are/)
  })

  test('has no comments in conversations that no one may read any more', async () => {
    const writer = await member()
    await said(writer, 'Words below a post that has gone', { conversation: 'post:gone' })
    await said(writer, 'Words below a post without comments', { conversation: 'post:silent' })
    const { body } = await pageOf(writer.handle)
    expect(body).not.toContain('Words below')
    expect(body).toContain('has not posted anything yet')
    expect(body).toContain('noindex')
  })

  test('has comments in a restricted space for viewers who may read them', async () => {
    const writer = await member({ name: 'Crew Carla' })
    await said(writer, 'Words for members', { conversation: 'post:in-crew-alert' })
    await said(writer, 'Words for hosts', { conversation: 'post:in-back-room' })
    await said(writer, 'Words for all')
    const [reader, host] = [await member(), await member({ role: 'host' })]
    const seenBy = async (cookie: string) =>
      [...(await pageOf(writer.handle, { cookie })).body.matchAll(/Words for \w+/g)].map(String)
    expect(await seenBy('hub-guest=nobody')).toEqual(['Words for all'])
    expect(await seenBy(reader.cookie)).toEqual(['Words for all', 'Words for members'])
    expect(await seenBy(host.cookie)).toEqual([
      'Words for all',
      'Words for hosts',
      'Words for members',
    ])
  })

  test('is paged, each comment once', async () => {
    const writer = await member()
    const ids: string[] = []
    for (let at = 0; at < 45; at++) ids.unshift(await said(writer, `Number ${at}`))
    const seen: string[] = []
    let path: string | undefined = `/community/people/${writer.handle}/`
    const sizes: number[] = []
    while (path) {
      const { body } = await ask(path, {}, fresh)
      const here = [...body.matchAll(/comments\/([\da-f-]{36})\//g)].map(([, id]) => id!)
      sizes.push(here.length)
      seen.push(...here)
      path = /<a rel="next" href="([^"#]*)/.exec(body)?.[1]
    }
    expect(sizes).toEqual([20, 20, 5])
    expect(seen).toEqual(ids)
  })

  test('has the link to edit it for its own member only', async () => {
    const writer = await member()
    const other = await member()
    const own = await pageOf(writer.handle, { cookie: writer.cookie })
    expect(own.body).toContain('href="/community/me/profile/"')
    const theirs = await pageOf(writer.handle, { cookie: other.cookie })
    expect(theirs.body.split('<main')[1]).not.toContain('/me/profile/')
  })

  test('of a banned member is shown without their links', async () => {
    const { handle } = await member({
      name: 'Loud Larry',
      website: 'https://larry.example.org/',
      links,
      bannedUntil: new Date(Date.now() + DAY),
      banReason: 'Shouted at people',
    })
    const { status, body } = await pageOf(handle)
    expect(status).toBe(200)
    expect(body).toContain('Loud Larry')
    expect(linksIn(body)).toEqual([])
    expect(body).not.toContain('larry.example.org')
    expect(body).not.toContain('Shouted')
    expect(body).toContain('noindex')
  })

  test('after a ban is over shows no trace of it', async () => {
    const { handle } = await member({ links, bannedUntil: new Date(Date.now() - DAY) })
    expect(linksIn((await pageOf(handle)).body)).toHaveLength(1)
  })

  test('answers 503 with Retry-After while the database is unavailable', async () => {
    const { status, headers, body } = await pageOf('rosa', down)
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('60')
    expect(body).toContain('</html>')
  })

  test('is cached for visitors without a hub cookie, and never with a member’s content', async () => {
    const writer = await member({ name: 'Kept Kim' })
    await pageOf(writer.handle, { cookie: writer.cookie })
    expect((await pageOf(writer.handle, {})).body).not.toContain('Edit profile')
    expect((await pageOf(writer.handle, { env: down.env })).status).toBe(200)
  })
})

describe('the cached profile', () => {
  /** As somebody sees it who has no cookie of ours, and as it is kept for the next. */
  const kept = async (handle: string) => (await pageOf(handle, {})).body

  test('is purged when its member writes or withdraws a comment', async () => {
    const { handle, cookie, address } = await member({ name: 'Kim Again' })
    expect(await kept(handle)).not.toContain('Fresh words')
    const to = '/community/conversations/post:open/comments'
    const answer = await send(to, { body: 'Fresh words' }, { cookie, address })
    expect(answer.status).toBe(303)
    expect(await kept(handle)).toContain('Fresh words')
    const id = /#c-(.*)$/.exec(answer.headers.get('location')!)![1]
    await send(`/community/comments/${id}/removal`, {}, { cookie, address })
    expect(await kept(handle)).not.toContain('Fresh words')
  })

  test('is purged when a host bans its member', async () => {
    const host = await member({ role: 'host' })
    const loud = await member({ links })
    expect(linksIn(await kept(loud.handle))).toHaveLength(1)
    const ban = await send(
      `/community/desk/people/${loud.id}/ban`,
      { term: 'for-good', reason: 'Shouted' },
      host,
    )
    expect(ban.status).toBe(303)
    expect(linksIn(await kept(loud.handle))).toEqual([])
  })
})

describe('addresses of profiles', () => {
  test.each(['nobody', 'Nobody', 'a', 'x'.repeat(61), '%3Cb%3E', 'r%D0%BEsa', '..%2Fme', '%00'])(
    '%s answers 404',
    async (handle) => {
      const { status } = await pageOf(handle)
      expect(status).toBe(404)
      expect((await ask(`/community/people/${handle}/feed.xml`)).status).toBe(404)
    },
  )

  test('an invalid handle answers 404 without a query', async () => {
    expect((await pageOf('r%D0%BEsa', down)).status).toBe(404)
  })

  test('capitals redirect to the handle in lower case', async () => {
    await member({ handle: 'ada-b' })
    const { status, headers } = await pageOf('Ada-B')
    expect(status).toBe(301)
    expect(headers.get('location')).toBe('/community/people/ada-b/')
    expect((await pageOf('ADA')).headers.get('location')).toBe('/community/people/ada/')
  })

  test('a former handle redirects to its member for a year', async () => {
    const { id } = await member({ handle: 'new-name' })
    const now = Date.now()
    await db.insert(formerHandles).values([
      { handle: 'old-name', memberId: id, changedAt: new Date(now - FORMER_HANDLE_MS + DAY) },
      { handle: 'older-name', memberId: id, changedAt: new Date(now - FORMER_HANDLE_MS - DAY) },
    ])
    for (const path of ['', 'feed.xml']) {
      const answer = await ask(`/community/people/old-name/${path}`, {}, fresh)
      expect(answer.status).toBe(301)
      expect(answer.headers.get('location')).toBe(`/community/people/new-name/${path}`)
    }
    expect((await pageOf('older-name')).status).toBe(404)
  })
})

describe('a person in content/people', () => {
  test('without an account has the built page, with their comments as an author', async () => {
    await said('mallory', 'Said before there were accounts')
    const { body } = await pageOf('mallory')
    expect(body).toContain('Said before there were accounts')
    expect(body).not.toContain('Member since')
  })

  test('without comments has no empty list', async () => {
    expect((await pageOf('ada')).body).not.toContain('Comments and topics by')
  })

  test('with an account has this one page, and their own handle redirects to it', async () => {
    const ada = await member({
      handle: 'ada-l',
      name: 'Ada Lovelace',
      person: 'ada',
      role: 'host',
      website: 'https://elsewhere.example.org/',
      links,
    })
    await said(ada, 'Said with an account', { person: 'ada' })
    await said('ada', 'Said without an account')
    const { status, body } = await pageOf('ada')
    expect(status).toBe(200)
    expect(body).toContain('Engineer')
    expect(body).toMatch(/<hub-profile[^>]*>.*Member since/s)
    expect(linksIn(body)).toEqual([[links[0]!.url, 'me noopener']])
    expect(body.match(/Said with an account/g)).toHaveLength(1)
    expect(body.match(/Said without an account/g)).toHaveLength(1)
    expect(dangersInPage(body)).toEqual([])
    const { headers } = await pageOf('ada-l')
    expect(headers.get('location')).toBe('/community/people/ada/')
    const feed = await ask('/community/people/ada-l/feed.xml')
    expect(feed.headers.get('location')).toBe('/community/people/ada/feed.xml')
  })

  test('while the database is unavailable has the built page, which says what is unavailable', async () => {
    const { status, body } = await pageOf('ada', down)
    expect(status).toBe(200)
    expect(body).toContain('Ada Lovelace')
    expect(body).toMatch(/Comments are unavailable right now/)
    expect(body).toContain('</html>')
  })

  test('without a file any more is an ordinary member again', async () => {
    const { handle } = await member({ person: 'left-long-ago', name: 'Lou Left' })
    expect((await pageOf(handle)).body).toContain('Lou Left')
  })
})

test('a right-to-left name starts at the edge of the page and does not reverse the text around it', async () => {
  const { handle } = await member({ name: 'מרים' })
  const { body } = await ask(`/community/people/${handle}/`)
  expect(body).toMatch(/<h1 class="p-name"[^>]*><bdi>מרים<\/bdi><\/h1>/)
})
