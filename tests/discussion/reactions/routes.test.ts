import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { reactions } from '../../../worker/discussion/reactions/table'
import { inWeather } from '../../faulty-db'
import { ask, bindings, cookieOf, db, send, stranger } from '../../world'

const ROUTE = '/community/conversations/post:open/reactions'

interface From {
  address?: string
  cookie?: string | undefined
  headers?: Record<string, string>
}

const press = (emoji: string, from: From = {}, route = ROUTE) =>
  send(route, { emoji }, { address: stranger().address, ...from })

const tally = async (id = 'post:open') => {
  const [row] = await db.select().from(conversations).where(eq(conversations.id, id))
  return row?.reactions ?? {}
}

const addComment = async (state: 'published' | 'held' | 'faded' | 'removed') => {
  const id = newId(new Date())
  await db.insert(conversations).values({ id: 'post:permanent' }).onConflictDoNothing()
  await db.insert(comments).values({
    id,
    conversation: 'post:permanent',
    root: id,
    path: id,
    depth: 0,
    name: 'Rosa',
    body: 'Hello',
    html: '<p>Hello</p>',
    renderer: 1,
    state,
    shown: state !== 'held',
    writtenAt: new Date(),
  })
  return id
}

const commentRoute = (id: string) => `/community/comments/${id}/reactions`

test('a reaction is counted, leads back to the post, and only then comes a cookie', async () => {
  const before = await tally()
  const answer = await press('👍')
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/community/posts/open/#reactions')
  expect(answer.headers.get('set-cookie')).toMatch(/^hub-guest=.*HttpOnly.*SameSite=Lax/)
  expect(await tally()).toEqual({ ...before, '👍': (before['👍'] ?? 0) + 1 })
})

test('pressing the same again takes it back, and sets no second cookie', async () => {
  const before = await tally()
  const { address } = stranger()
  const cookie = cookieOf(await press('🎉', { address }))
  const again = await press('🎉', { address, cookie })
  expect(again.status).toBe(303)
  expect(again.headers.get('set-cookie')).toBeNull()
  expect(await tally()).toEqual(before)
})

test('sent twice, a reaction says the same twice', async () => {
  const id = await addComment('published')
  const cookie = cookieOf(await press('🙏'))
  const given = async () => {
    const [row] = await db.select().from(comments).where(eq(comments.id, id))
    return [row!.reactions, await db.$count(reactions, eq(reactions.subject, id))]
  }
  for (const [to, stands] of [
    ['off', [{}, 0]],
    ['on', [{ '👍': 1 }, 1]],
    ['off', [{}, 0]],
  ] as const)
    for (let times = 0; times < 2; times++) {
      const { status } = await send(commentRoute(id), { emoji: '👍', to }, { cookie })
      expect([to, status, await given()]).toEqual([to, 303, stands])
    }
})

test('a reaction whose answer was lost is still there after it is sent again', async () => {
  const id = await addComment('published')
  const cookie = cookieOf(await press('🙏'))
  const again = { emoji: '👍', to: 'on' }
  const DB = inWeather(bindings.DB, (sql) => (/insert/i.test(sql) ? 'lost' : 'fine'))
  const lost = await send(commentRoute(id), again, { cookie, env: { DB } })
  expect(lost.status).toBe(503)
  expect((await send(commentRoute(id), again, { cookie })).status).toBe(303)
  expect(await db.$count(reactions, eq(reactions.subject, id))).toBe(1)
})

test.each(['', '👎', '👍👍', '<b>', '__proto__', 'constructor'])(
  'an emoji that the hub does not offer is refused: %j',
  async (emoji) => {
    const before = await tally()
    expect((await press(emoji)).status).toBe(422)
    expect(await tally()).toEqual(before)
  },
)

test('a published comment takes reactions, which lead to its permalink and raise its place', async () => {
  const id = await addComment('published')
  const answer = await press('❤️', {}, commentRoute(id))
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`/community/comments/${id}/`)
  const [comment] = await db.select().from(comments).where(eq(comments.id, id))
  expect(comment).toMatchObject({ appreciation: 1, reactions: { '❤️': 1 } })
})

test.each(['held', 'faded', 'removed'] as const)('a %s comment takes none', async (state) => {
  const id = await addComment(state)
  expect((await press('👍', {}, commentRoute(id))).status).toBe(404)
  const [comment] = await db.select().from(comments).where(eq(comments.id, id))
  expect(comment).toMatchObject({ appreciation: 0, reactions: {} })
})

test.each([
  '/community/conversations/post:nowhere/reactions',
  '/community/conversations/constructor/reactions',
  '/community/conversations/post:silent/reactions',
  '/community/comments/not-an-id/reactions',
  `/community/comments/${newId(new Date(0))}/reactions`,
])('what is not here takes none: %s', async (route) => {
  expect((await press('👍', {}, route)).status).toBe(404)
})

describe('counting abuse', () => {
  test('many requests without cookies from one address move a count by at most three', async () => {
    const before = (await tally())['👍'] ?? 0
    const { address } = stranger()
    const statuses = []
    for (let n = 0; n < 3; n++)
      statuses.push(
        ...(await Promise.all(Array.from({ length: 20 }, () => press('👍', { address })))).map(
          ({ status }) => status,
        ),
      )
    expect(statuses.filter((status) => status === 303)).toHaveLength(3)
    expect(statuses.filter((status) => status === 429)).toHaveLength(57)
    expect((await tally())['👍']).toBe(before + 3)
  })

  test('headers that the client makes up do not make another address', async () => {
    const { address } = stranger()
    const statuses = []
    for (let n = 0; n < 10; n++)
      statuses.push(
        (
          await press('💡', {
            address,
            headers: {
              'x-forwarded-for': `203.0.113.${n}`,
              'x-real-ip': `203.0.113.${n}`,
              forwarded: `for=203.0.113.${n}`,
              'true-client-ip': `203.0.113.${n}`,
              'user-agent': `browser ${n}`,
            },
          })
        ).status,
      )
    expect(statuses.filter((status) => status === 303)).toHaveLength(3)
  })

  test('an IPv6 household is one address, however it rotates', async () => {
    const statuses = []
    for (let n = 0; n < 10; n++)
      statuses.push((await press('💡', { address: `2001:db8:0:7::${n + 1}` })).status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(3)
  })

  test('emojis and comments of a conversation share its three', async () => {
    const { address } = stranger()
    const statuses = []
    for (const emoji of ['👍', '❤️', '💡', '🙏', '🎉']) {
      const id = await addComment('published')
      statuses.push((await press(emoji, { address }, commentRoute(id))).status)
    }
    expect(statuses).toEqual([303, 303, 303, 429, 429])
  })

  test('fifty parallel identical requests of one person are one row', async () => {
    const id = await addComment('published')
    const cookie = cookieOf(await press('🙏'))
    const route = commentRoute(id)
    await Promise.all(
      Array.from({ length: 50 }, () => press('🙏', { cookie, address: stranger().address }, route)),
    )
    expect(await db.$count(reactions, eq(reactions.subject, id))).toBe(1)
    const [comment] = await db.select().from(comments).where(eq(comments.id, id))
    expect(comment).toMatchObject({ appreciation: 1, reactions: { '🙏': 1 } })
  })

  test('a cookie that the hub did not sign is nobody', async () => {
    const { address } = stranger()
    const statuses = []
    for (let n = 0; n < 6; n++) {
      const old = newId(new Date(0))
      statuses.push((await press('💡', { address, cookie: `hub-guest=${old}.forged` })).status)
    }
    expect(statuses.filter((status) => status === 303)).toHaveLength(3)
  })

  test('two people behind one address do not take back what the other gave', async () => {
    const before = (await tally())['🎉'] ?? 0
    const { address } = stranger()
    await press('🎉', { address })
    await press('🎉', { address })
    expect((await tally())['🎉']).toBe(before + 2)
  })
})

test('beyond the limits the answer says so, when to come back, and is a page of the hub', async () => {
  const { address } = stranger()
  for (let n = 0; n < 3; n++) await press('👍', { address })
  const answer = await press('👍', { address })
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(answer.body).toContain('Please come back tomorrow')
})

test('a form on another site can not react', async () => {
  const before = await tally()
  const { status } = await press('👍', {
    headers: { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.test' },
  })
  expect(status).toBe(403)
  expect(await tally()).toEqual(before)
})

test('when the database is down the answer is a sentence and not a broken page', async () => {
  const DB = { batch: () => Promise.reject(new Error('D1_ERROR: down')) } as unknown as D1Database
  const broken = Object.assign(Object.create(bindings.DB) as D1Database, DB)
  const answer = await send(
    ROUTE,
    { emoji: '👍' },
    { address: stranger().address, env: { DB: broken } },
  )
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('30')
  expect(answer.body).toContain('<main')
})

test('the script gets the bar alone, as it now stands, with its own marked', async () => {
  const answer = await press('💡', { headers: { 'hub-fragment': 'hub-reactions' } })
  expect(answer.status).toBe(200)
  expect(answer.body).toMatch(/^<div class="reactions" id="reactions"><form method="post"/)
  expect(answer.body).toMatch(/value="💡" aria-label="Good idea, \d+" aria-pressed="true"/)
  expect(answer.headers.get('hub-fragment')).toBe('hub-reactions')
  expect(answer.body).toContain('Your reaction is counted.')
  expect(answer.body).not.toContain('<html')
})

test('a GET of a reaction changes nothing', async () => {
  const before = await tally()
  expect((await ask(ROUTE)).status).not.toBe(200)
  expect(await tally()).toEqual(before)
})

test('a browser that reacts in place is known from then on, as one that leaves the page', async () => {
  const headers = { 'hub-fragment': 'hub-reactions' }
  const path = '/community/conversations/post:open/reactions'
  const answer = await send(path, { emoji: '💡' }, { headers, address: '192.0.2.77' })
  expect(answer.headers.get('hub-fragment')).toBe('hub-reactions')
  expect(cookieOf(answer)).toContain('hub-guest=')
})
