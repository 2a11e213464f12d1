import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { recordErasure } from '../../../worker/audit/personal-data'
import { log } from '../../../worker/audit/table'
import { commentIdsOf } from '../../../worker/discussion/comments/personal-data'
import { newId } from '../../../worker/lib/id'
import { PERMANENT } from '../../../worker/accounts/members/ban.rules'
import { grants, members } from '../../../worker/accounts/members/table'
import { ask, bindings, db, member, send } from '../../world'
import { inWeather, type Weather } from '../../faulty-db'

type Somebody = Awaited<ReturnType<typeof member>>

const pageOf = ({ id }: Pick<Somebody, 'id'>) => `/community/desk/people/${id}/`
const find = async ({ id }: Pick<Somebody, 'id'>) =>
  (await db.select().from(members).where(eq(members.id, id))).at(0)!
const recordOf = ({ id }: Pick<Somebody, 'id'>) =>
  db.select().from(log).where(eq(log.subject, id)).orderBy(log.id)

/** Somebody decides about somebody, with one of the forms of their page. */
const decide = (by: Somebody, about: Somebody, act: string, words: Record<string, string>) =>
  send(`${pageOf(about)}${act}`, words, by)

const inAWeek = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
const ban = { term: 'until', until: inAWeek, reason: 'Sold stolen saddles' }
const expert = { kind: 'grant', level: 'expert', reason: 'Builds wheels for a living' }

describe('accepted decisions', () => {
  test('an owner makes a host and revokes the role', async () => {
    const owner = await member({ role: 'owner' })
    const rosa = await member()
    const { status, headers } = await decide(owner, rosa, 'role', {
      role: 'host',
      reason: 'New here',
    })
    expect([status, headers.get('location')]).toEqual([303, pageOf(rosa)])
    expect((await ask('/community/desk/', {}, rosa)).status).toBe(200)
    await decide(owner, rosa, 'role', { role: 'member' })
    expect((await ask('/community/desk/', {}, rosa)).status).toBe(404)
    expect(await recordOf(rosa)).toMatchObject([
      { by: owner.id, act: 'role', reason: 'New here', detail: { from: null, to: 'host' } },
      { by: owner.id, act: 'role', reason: null, detail: { from: 'host', to: null } },
    ])
  })

  test('an owner links a member to a person, whose page then is theirs', async () => {
    const owner = await member({ role: 'owner' })
    const rosa = await member({ handle: 'rosa-of-the-house' })
    expect((await decide(owner, rosa, 'identity', { person: 'mallory' })).status).toBe(303)
    expect((await find(rosa)).person).toBe('mallory')
    const led = await ask('/community/people/rosa-of-the-house/')
    expect(led.headers.get('location')).toBe('/community/people/mallory/')
    expect((await decide(owner, rosa, 'identity', { person: '' })).status).toBe(303)
    expect((await find(rosa)).person).toBeNull()
  })

  test('a level applies at once, also to earlier comments, until it is revoked', async () => {
    const host = await member({ role: 'host', name: 'Harry' })
    const rosa = await member()
    expect((await decide(host, rosa, 'grants', expert)).status).toBe(303)
    expect((await find(rosa)).level).toBe('expert')
    expect((await ask('/community/me/', {}, rosa)).body).toContain('Expert')

    await decide(host, rosa, 'grants', {
      ...expert,
      kind: 'hold',
      level: 'guest',
      reason: 'Adverts',
    })
    expect((await find(rosa)).level).toBe('guest')
    const page = (await ask(pageOf(rosa), {}, host)).body
    expect(page).toContain('Limited by a host; without the limit: Expert.')
    expect(page).toContain('Adverts')

    for (const { id } of await db.select().from(grants).where(eq(grants.memberId, rosa.id)))
      expect((await decide(host, rosa, `grants/${id}/ending`, {})).status).toBe(303)
    expect((await find(rosa)).level).toBe('newcomer')
    expect((await recordOf(rosa)).map(({ act }) => act).toSorted()).toEqual([
      'end of grant',
      'end of hold',
      'grant',
      'hold',
    ])
  })

  test('a ban ends the sessions at once, can be lifted, and can be permanent', async () => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    expect((await ask('/community/me/', {}, rosa)).status).toBe(200)
    expect((await decide(host, rosa, 'ban', ban)).status).toBe(303)
    expect((await ask('/community/me/', {}, rosa)).status).toBe(303)
    expect((await find(rosa)).banReason).toBe('Sold stolen saddles')
    expect((await find(rosa)).bannedUntil?.toISOString().slice(0, 10)).toBe(inAWeek)

    await decide(host, rosa, 'ban', { term: 'for-good', until: '', reason: 'Again' })
    expect((await find(rosa)).bannedUntil).toEqual(PERMANENT)
    expect((await ask(pageOf(rosa), {}, host)).body).toContain('permanently')
    expect((await decide(host, rosa, 'ban/ending', { reason: 'Said sorry' })).status).toBe(303)
    expect((await find(rosa)).bannedUntil).toBeNull()
    // The old session is gone all the same.
    expect((await ask('/community/me/', {}, rosa)).status).toBe(303)
  })

  test('a form sent twice is applied once', async () => {
    const owner = await member({ role: 'owner' })
    const rosa = await member()
    const twice = async (act: string, words: Record<string, string>) => {
      for (const _ of [1, 2]) expect((await decide(owner, rosa, act, words)).status, act).toBe(303)
    }
    await twice('grants', expert)
    await twice('ban', ban)
    await twice('ban/ending', {})
    await twice('role', { role: 'host' })
    expect((await recordOf(rosa)).map(({ act }) => act)).toEqual([
      'grant',
      'ban',
      'end of ban',
      'role',
    ])
  })
})

describe('a refused decision changes nothing and returns the text with the reason', () => {
  test.each([
    ['role', { role: 'admin', reason: 'Kept words' }, 'Please choose one of these roles.'],
    ['identity', { person: 'nobody' }, 'Please choose one of these people.'],
    ['grants', { ...expert, reason: '' }, 'Please give a reason'],
    [
      'grants',
      { ...expert, level: 'emperor', reason: 'Kept words' },
      'Please choose one of these levels.',
    ],
    [
      'grants',
      { ...expert, kind: 'hold', reason: 'Kept words' },
      'Please choose one of these levels.',
    ],
    [
      'grants',
      { ...expert, reason: `Kept words${'x'.repeat(500)}` },
      'Please keep it to 500 characters.',
    ],
    ['ban', { ...ban, until: '2020-01-01', reason: 'Kept words' }, 'That day is over.'],
    ['ban', { ...ban, until: '', reason: 'Kept words' }, 'Please choose the last day'],
    ['ban', { ...ban, until: '31/12/2030', reason: 'Kept words' }, 'That is not a valid date.'],
    ['ban', { ...ban, reason: ' ' }, 'Please give a reason'],
  ])('%s %j', async (act, words, sentence) => {
    const owner = await member({ role: 'owner' })
    const rosa = await member()
    const { status, body } = await decide(owner, rosa, act, words)
    expect(status).toBe(422)
    expect(body).toContain(sentence)
    expect(body).toContain('aria-invalid="true"')
    expect(body).toContain('<details class="desk-act" open')
    if ('reason' in words && words.reason.trim()) expect(body).toContain('Kept words')
    if ('until' in words) expect(body).toContain(`value="${words.until}"`)
    expect(await recordOf(rosa)).toEqual([])
    expect(await find(rosa)).toMatchObject({ role: null, person: null, bannedUntil: null })
  })

  test('the last owner stays an owner', async () => {
    await db.update(members).set({ role: null }).where(eq(members.role, 'owner'))
    const owner = await member({ role: 'owner' })
    const { status, body } = await decide(owner, owner, 'role', { role: 'host' })
    expect([status, body.includes('This is the last owner')]).toEqual([422, true])
    expect((await find(owner)).role).toBe('owner')
  })

  test('a ban of a host, of an owner or of oneself is refused', async () => {
    const owner = await member({ role: 'owner' })
    const host = await member({ role: 'host' })
    for (const about of [owner, host]) {
      expect((await decide(host, about, 'ban', ban)).status).toBe(422)
      expect((await decide(owner, about, 'ban', ban)).status).toBe(422)
      expect((await find(about)).bannedUntil ?? null).toBeNull()
    }
  })

  test('a banned member is not made a host', async () => {
    const owner = await member({ role: 'owner' })
    const rosa = await member({ bannedUntil: PERMANENT, banReason: 'Spam' })
    const { status, body } = await decide(owner, rosa, 'role', { role: 'host' })
    expect([status, body.includes('Lift the ban first')]).toEqual([422, true])
  })

  test('a second member for the same person is refused', async () => {
    const owner = await member({ role: 'owner' })
    await db.update(members).set({ person: null }).where(eq(members.person, 'ada'))
    await member({ person: 'ada' })
    const rosa = await member()
    const { status, body } = await decide(owner, rosa, 'identity', { person: 'ada' })
    expect([status, body.includes('Another member is linked to this profile')]).toEqual([422, true])
  })
})

test('mass assignment: fields that a form does not have are ignored', async () => {
  const host = await member({ role: 'host' })
  const rosa = await member()
  const more = Object.fromEntries(
    Object.keys(members).flatMap((column) => [
      [column, 'owner'],
      [`member[${column}]`, 'owner'],
    ]),
  )
  await decide(host, rosa, 'grants', { ...more, ...expert })
  const after = await find(rosa)
  expect(after).toMatchObject({ name: rosa.name, email: rosa.email, role: null, person: null })
  expect((await recordOf(rosa)).map(({ by }) => by)).toEqual([host.id])
})

test('a grant cannot be revoked through the address of another member', async () => {
  const host = await member({ role: 'host' })
  const rosa = await member()
  const ben = await member()
  await decide(host, rosa, 'grants', expert)
  const [grant] = await db.select().from(grants).where(eq(grants.memberId, rosa.id))
  expect((await decide(host, ben, `grants/${grant!.id}/ending`, {})).status).toBe(404)
  const [kept] = await db.select().from(grants).where(eq(grants.memberId, rosa.id))
  expect(kept?.endedAt).toBeNull()
})

test('reasons and names are escaped', async () => {
  const host = await member({ role: 'host', name: '<b>Harry</b>' })
  const rosa = await member({ name: '<img src=x onerror=alert(1)>', about: '<script>1</script>' })
  await decide(host, rosa, 'grants', { ...expert, reason: '"><script>alert(2)</script>' })
  for (const path of [
    pageOf(rosa),
    '/community/desk/',
    '/community/desk/log/',
    '/community/desk/people/',
  ]) {
    const { body } = await ask(path, {}, host)
    expect(body).not.toMatch(/<script>|<img src=x|<b>Harry/)
    expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;')
  }
})

describe('the audit log', () => {
  test('says who, what and why, for all or for one member', async () => {
    const host = await member({ role: 'host', name: 'Harry Of The Record' })
    const rosa = await member({ name: 'Rosa Of The Record' })
    const ben = await member({ name: 'Ben Of The Record' })
    await decide(host, rosa, 'grants', expert)
    await decide(host, ben, 'ban', ban)
    const all = (await ask('/community/desk/log/', {}, host)).body
    expect(all.indexOf('Sold stolen saddles')).toBeGreaterThan(0)
    expect(all.indexOf('Builds wheels')).toBeGreaterThan(all.indexOf('Sold stolen saddles'))
    const one = (await ask(`/community/desk/log/?person=${rosa.id}`, {}, host)).body
    expect(one).toContain('Builds wheels')
    expect(one).not.toContain('Sold stolen saddles')
    for (const person of ['nobody', '01900000-0000-7000-8000-000000000000'])
      expect((await ask(`/community/desk/log/?person=${person}`, {}, host)).status).toBe(404)
  })

  test('continues without former members and without their details', async () => {
    const owner = await member({ role: 'owner', name: 'Olga Who Stays' })
    const rosa = await member({ name: 'Rosa Who Leaves' })
    await db.delete(log)
    await decide(owner, rosa, 'grants', expert)
    await decide(owner, rosa, 'ban', ban)
    await decide(owner, rosa, 'ban/ending', {})
    await decide(owner, rosa, 'role', { role: 'host' })
    const leaver = { memberId: sql`${rosa.id}`, email: sql`${rosa.email}` }
    await db.batch(
      recordErasure(
        db,
        leaver,
        { as: 'member', comments: 'stay', saidByThem: commentIdsOf(leaver) },
        new Date(),
      ) as never,
    )
    await db.delete(members).where(eq(members.id, rosa.id))
    const { status, body } = await ask('/community/desk/log/', {}, owner)
    const lines = body.replaceAll(/<[^>]+>/g, '')
    expect(status).toBe(200)
    for (const line of [
      'Olga Who Stays granted a level to a former member.',
      'Olga Who Stays banned a former member.',
      'Olga Who Stays lifted the ban on a former member.',
      'Olga Who Stays changed the role of a former member.',
      'A former member deleted their account and data',
    ])
      expect(lines).toContain(line)
    expect(body).not.toMatch(/Rosa Who Leaves|Sold stolen saddles|Builds wheels/)
  })

  test('is paged by key', async () => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    const at = (i: number) => new Date(Date.now() + i)
    await db.batch([
      db.delete(log),
      ...Array.from({ length: 70 }, (_, i) =>
        db.insert(log).values({
          id: newId(at(i)),
          at: at(i),
          by: host.id,
          act: 'end of ban',
          subject: rosa.id,
          reason: `Reason ${i}.`,
        }),
      ),
    ] as never)
    const reasons = (body: string) =>
      [...body.matchAll(/Reason (\d+)\./g)].map(([, i]) => Number(i))
    const first = (await ask(`/community/desk/log/?person=${rosa.id}`, {}, host)).body
    const next = /href="([^"]+)" rel="next"/.exec(first)![1]!.replaceAll('&amp;', '&')
    const second = (await ask(next, {}, host)).body
    expect([...reasons(first), ...reasons(second)]).toEqual(
      Array.from({ length: 70 }, (_, i) => 69 - i),
    )
    expect(second).not.toContain('rel="next"')
  })
})

describe('while the database is unavailable', () => {
  const down = { DB: inWeather(bindings.DB, () => 'down') }

  test('a visitor with a session gets 503 from the desk, and all others get 404', async () => {
    const host = await member({ role: 'host' })
    for (const path of ['desk/', 'desk/people/', 'desk/log/', `desk/people/${host.id}/`]) {
      const resting = await ask(`/community/${path}`, {}, { ...host, env: down })
      expect(resting.status).toBe(503)
      expect(resting.headers.get('retry-after')).toBe('60')
      expect((await ask(`/community/${path}`, {}, { env: down })).status).toBe(404)
    }
  })

  test.each<[string, (sql: string) => Weather]>([
    ['from the start', () => 'down'],
    [
      'when it comes to writing',
      (sql: string) => (/insert into "log"/i.test(sql) ? 'down' : 'fine'),
    ],
    ['and its answer is lost', (sql: string) => (/insert into "log"/i.test(sql) ? 'lost' : 'fine')],
  ])('the typed text is returned, to be sent again: %s', async (_, forecast) => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    const env = { DB: inWeather(bindings.DB, forecast) }
    const { status, headers, body } = await send(`${pageOf(rosa)}ban`, ban, { ...host, env })
    expect([status, headers.get('retry-after')]).toEqual([503, '60'])
    expect(body).toContain(`<form class="sheet" method="post" action="${pageOf(rosa)}ban">`)
    expect(body).toContain('Sold stolen saddles</textarea>')
    expect(body).toContain(`name="until" value="${inAWeek}"`)

    expect((await decide(host, rosa, 'ban', ban)).status).toBe(303)
    expect(await recordOf(rosa)).toHaveLength(1)
    expect((await find(rosa)).banReason).toBe('Sold stolen saddles')
  })
})
