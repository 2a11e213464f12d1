import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { FORMER_HANDLE_MS, MAX_HANDLE_CHANGES } from '../../../worker/accounts/members/handle.rules'
import { formerHandles, type Member, members } from '../../../worker/accounts/members/table'
import { outbox } from '../../../worker/notifications/table'
import { dangersInPage } from '../../markdown/oracle'
import { inWeather } from '../../faulty-db'
import { ask, bindings, db, member, send } from '../../world'
import { said } from './seed'

type Somebody = Awaited<ReturnType<typeof member>>

// Nobody is asked whether they link back; tests/pages/profiles/links does that.
vi.stubGlobal('fetch', () => Promise.reject(new Error('the world is away')))

const DAY = 24 * 60 * 60 * 1000
const form = '/community/me/profile/'

const rowOf = async ({ id }: Pick<Member, 'id'>) =>
  (await db.select().from(members).where(eq(members.id, id)))[0]!

/** What the form of somebody holds before they type. */
const own = ({ name, handle }: Somebody) => ({ name, handle, about: '', website: '' })

const save = (who: Somebody, fields: Record<string, string>, env = {}) =>
  send(form, { ...own(who), ...fields }, { cookie: who.cookie, address: who.address, env })

const pageOf = (handle: string) =>
  ask(`/community/people/${handle}/`, {}, { cookie: 'hub-guest=nobody' })

const faultBeside = (html: string, name: string) =>
  new RegExp(`<span class="fault" id="own-${name}-fault">([^<]*)</span>`).exec(html)?.[1]

const valueOf = (html: string, name: string) =>
  /value="([^"]*)"/.exec(new RegExp(`<input id="own-${name}"[^>]*>`).exec(html)?.[0] ?? '')?.[1]

describe('the profile form', () => {
  test('is for signed-in members and has their values', async () => {
    const rosa = await member({
      name: 'Rosa Park',
      about: 'Rides to work',
      website: 'https://rosa.example.org/',
      links: [
        { url: 'https://a.example.org/', isMutual: true, checkedAt: Date.UTC(2026, 10, 1) },
        { url: 'https://b.example.org/', isMutual: false, checkedAt: Date.UTC(2026, 10, 2) },
      ],
    })
    const { status, headers, body } = await ask(form, {}, { cookie: rosa.cookie })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(valueOf(body, 'name')).toBe('Rosa Park')
    expect(valueOf(body, 'handle')).toBe(rosa.handle)
    expect(valueOf(body, 'about')).toBe('Rides to work')
    expect(valueOf(body, 'website')).toBe('https://rosa.example.org/')
    expect(valueOf(body, 'link1')).toBe('https://a.example.org/')
    expect(valueOf(body, 'link5')).toBe('')
    expect(body).toMatch(/id="own-link1-hint">Links back here\./)
    expect(body).toMatch(/id="own-link2-hint">No link back was found on 2 November 2026\./)
    expect(body).not.toContain(rosa.email)
    expect(dangersInPage(body)).toEqual([])
  })

  test('redirects a visitor to the sign-in page, and back', async () => {
    const { status, headers } = await ask(form)
    expect(status).toBe(303)
    expect(headers.get('location')).toBe(
      '/community/sign-in/?returnTo=%2Fcommunity%2Fme%2Fprofile%2F',
    )
    const posted = await send(form, { name: 'X', handle: 'x' })
    expect(posted.status).toBe(303)
    expect(posted.headers.get('location')).toBe('/community/sign-in/')
  })
})

describe('saving', () => {
  test('changes the page and redirects to it', async () => {
    const rosa = await member()
    const answer = await save(rosa, {
      name: '  Rosa \n Park ',
      handle: 'Rosa-Saves',
      about: 'Rides to work\nin all weathers',
      website: 'Rosa.example.org',
      link1: '',
      link2: 'social.example.org/@rosa',
      link3: 'https://social.example.org/@rosa',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/community/people/rosa-saves/?note=profile')
    expect(await rowOf(rosa)).toMatchObject({
      name: 'Rosa Park',
      handle: 'rosa-saves',
      about: 'Rides to work in all weathers',
      website: 'https://rosa.example.org/',
    })
    const { body } = await pageOf('rosa-saves')
    expect(body).toContain('Rides to work in all weathers')
    expect(body.match(/href="https:\/\/social\.example\.org\/@rosa"/g)).toHaveLength(1)
  })

  test('changes the name on all comments of the member', async () => {
    const rosa = await member()
    const other = await member()
    const id = await said(rosa, 'Words')
    const untouched = await said(other, 'Words')
    await save(rosa, {
      name: 'Rosa Renamed',
      handle: 'rosa-renamed',
      website: 'https://r.example.org',
    })
    const signed = async (id: string) =>
      (await db.select().from(comments).where(eq(comments.id, id)))[0]
    expect(await signed(id)).toMatchObject({
      name: 'Rosa Renamed',
      handle: 'rosa-renamed',
      website: 'https://r.example.org/',
    })
    expect(await signed(untouched)).toMatchObject({ name: other.name })
  })

  test('without a change does nothing and is no error', async () => {
    const rosa = await member({ about: 'A line' })
    expect((await save(rosa, { about: 'A line' })).status).toBe(303)
    expect((await save(rosa, { about: 'A line' })).status).toBe(303)
    expect(
      await db.select().from(formerHandles).where(eq(formerHandles.memberId, rosa.id)),
    ).toEqual([])
  })

  test('clears fields that are left empty', async () => {
    const rosa = await member({
      about: 'A line',
      website: 'https://r.example.org/',
      links: [{ url: 'https://l.example.org/' }],
      linksDueAt: new Date(),
    })
    await save(rosa, {})
    expect(await rowOf(rosa)).toMatchObject({
      about: null,
      website: null,
      links: [],
      linksDueAt: null,
    })
  })

  test('mass assignment: only the fields of the form are read', async () => {
    const rosa = await member()
    const before = await rowOf(rosa)
    const columns = Object.keys(before).filter(
      (name) => !['name', 'handle', 'about', 'website', 'updatedAt', 'links'].includes(name),
    )
    const hostile = Object.fromEntries(
      columns.flatMap((name) => [
        [name, 'owner'],
        [`${name}[]`, 'owner'],
        [`member[${name}]`, 'owner'],
      ]),
    )
    const answer = await save(rosa, {
      ...hostile,
      links: '[{"url":"https://x.example.org","isMutual":true}]',
    })
    expect(answer.status).toBe(303)
    const after = await rowOf(rosa)
    for (const name of columns) expect(after).toHaveProperty(name, before[name as keyof Member])
    expect(after.links).toEqual([])
  })

  test('changes no other member', async () => {
    const [rosa, ben] = [await member(), await member()]
    await send(
      form,
      { ...own(ben), name: 'Not Ben', id: ben.id, memberId: ben.id },
      { cookie: rosa.cookie },
    )
    expect((await rowOf(ben)).name).toBe(ben.name)
  })
})

describe('a refused profile form', () => {
  test.each([
    ['name', '', 'Please enter your name.'],
    ['name', 'x'.repeat(61), 'Please use a shorter name.'],
    ['name', 'Ada Lovelace', 'That name belongs to a person who works here.'],
    ['name', 'Аda Lоvelace', 'That name belongs to a person who works here.'],
    ['name', 'Test House', 'That name belongs to a person who works here.'],
    ['name', 'Ro\u202esa', 'Please use a name without invisible characters.'],
    ['handle', '', 'Please choose a handle.'],
    ['handle', 'x', 'Please use at least 2 characters.'],
    ['handle', 'rosa park', 'Please use only the letters a to z'],
    ['handle', 'rоsa', 'letters of other alphabets can look the same'],
    ['handle', 'admin', 'That handle is reserved for the hub'],
    ['handle', 'ada', 'That handle is reserved for the hub'],
    ['about', 'x'.repeat(161), 'Please keep it to 160 characters.'],
    ['website', 'javascript:alert(1)', 'That is not the address of a website'],
    ['website', 'ftp://example.org', 'That is not the address of a website'],
    ['website', 'http://127.0.0.1/', 'That is not the address of a website'],
    ['website', 'https://a:b@example.org', 'without a name and password'],
    ['website', `https://example.org/${'x'.repeat(300)}`, 'That address is too long.'],
    ['link1', 'data:text/html,x', 'That is not the address of a website'],
    ['link5', 'mailto:rosa@example.org', 'That is not the address of a website'],
  ])(
    '%s: %j is shown beside its field, and the typed value is kept',
    async (field, value, sentence) => {
      const rosa = await member()
      const about: Record<string, string> =
        field === 'about' ? {} : { about: 'A line that I would hate to lose' }
      const { status, body } = await save(rosa, { ...about, [field]: value })
      expect(status).toBe(422)
      expect(faultBeside(body, field)).toContain(sentence)
      if (field !== 'about') expect(valueOf(body, 'about')).toBe(about['about'])
      if (!/[<>&"]/.test(value)) expect(valueOf(body, field)).toBe(value)
      expect(body).toMatch(new RegExp(`<input id="own-${field}"[^>]*aria-invalid="true"`))
      expect((await rowOf(rosa)).about).toBeNull()
    },
  )

  test('all faults are shown at once, and the first has the focus', async () => {
    const rosa = await member()
    const { body } = await save(rosa, { name: '', handle: 'me', website: 'x:y' })
    for (const field of ['name', 'handle', 'website'])
      expect(faultBeside(body, field), field).toBeDefined()
    expect(body.match(/<input[^>]*autofocus/g)).toHaveLength(1)
    expect(body).toMatch(/<input id="own-name"[^>]*autofocus/)
  })

  test('another member’s name is accepted: names are not handles', async () => {
    await member({ name: 'Common Name' })
    expect((await save(await member(), { name: 'Common Name' })).status).toBe(303)
  })

  test('while the database is unavailable the form is returned filled in, with Retry-After', async () => {
    const rosa = await member()
    const down = { DB: inWeather(bindings.DB, () => 'down') }
    const writing = {
      DB: inWeather(bindings.DB, (sql) => (/^update/im.test(sql) ? 'down' : 'fine')),
    }
    for (const env of [down, writing]) {
      const { status, headers, body } = await save(rosa, { about: 'My words' }, env)
      expect(status).toBe(503)
      expect(headers.get('retry-after')).toBe('60')
      expect(valueOf(body, 'about')).toBe('My words')
      expect(body).toContain('can’t save this right now')
    }
    expect((await rowOf(rosa)).about).toBeNull()
  })

  test('after a lost response the same form is accepted', async () => {
    const rosa = await member()
    const lost = { DB: inWeather(bindings.DB, (sql) => (/update/i.test(sql) ? 'lost' : 'fine')) }
    expect((await save(rosa, { handle: 'rosa-lost' }, lost)).status).toBe(503)
    expect((await save(rosa, { handle: 'rosa-lost' })).status).toBe(303)
    expect((await rowOf(rosa)).handle).toBe('rosa-lost')
  })
})

describe('handles', () => {
  test('a handle in use is refused, in any case', async () => {
    await member({ handle: 'taken-one' })
    for (const handle of ['taken-one', 'Taken-One']) {
      const { status, body } = await save(await member(), { handle })
      expect(status).toBe(422)
      expect(faultBeside(body, 'handle')).toContain('is taken')
      expect(valueOf(body, 'handle')).toBe(handle)
    }
  })

  test('a handle taken by two members at once belongs to one, and the other is refused', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => member()))
    const answers = await Promise.all(people.map((each) => save(each, { handle: 'wanted' })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422, 422, 422, 422, 422])
    const rows = await Promise.all(people.map(rowOf))
    expect(rows.filter(({ handle }) => handle === 'wanted')).toHaveLength(1)
    // Who was refused keeps theirs, and has given up none.
    expect(await db.select().from(formerHandles).where(eq(formerHandles.handle, 'wanted'))).toEqual(
      [],
    )
  })

  test('a former handle redirects to its member and is reserved for them for a year', async () => {
    const rosa = await member({ handle: 'rosa-first' })
    await save(rosa, { handle: 'rosa-second' })
    expect((await pageOf('rosa-first')).headers.get('location')).toBe(
      '/community/people/rosa-second/',
    )
    const thief = await member()
    const { status, body } = await save(thief, { handle: 'rosa-first' })
    expect(status).toBe(422)
    expect(faultBeside(body, 'handle')).toContain('is taken')

    expect((await save(rosa, { handle: 'rosa-first' })).status).toBe(303)
    expect((await pageOf('rosa-second')).headers.get('location')).toBe(
      '/community/people/rosa-first/',
    )

    await db
      .update(formerHandles)
      .set({ changedAt: new Date(Date.now() - FORMER_HANDLE_MS - DAY) })
      .where(eq(formerHandles.handle, 'rosa-second'))
    expect((await save(thief, { handle: 'rosa-second' })).status).toBe(303)
    expect((await pageOf('rosa-second')).status).toBe(200)
  })

  test('a handle that was given up long ago can be used by others', async () => {
    const first = await member()
    const second = await member({ handle: 'long-ago' })
    await db.insert(formerHandles).values({
      handle: 'long-ago',
      memberId: first.id,
      changedAt: new Date(Date.now() - FORMER_HANDLE_MS - DAY),
    })
    expect((await save(second, { handle: 'not-long-ago' })).status).toBe(303)
    expect((await pageOf('long-ago')).headers.get('location')).toBe(
      '/community/people/not-long-ago/',
    )
  })

  test('handles cannot be hoarded: the number of changes in a year is limited', async () => {
    const rosa = await member()
    for (let change = 0; change < MAX_HANDLE_CHANGES; change++)
      expect((await save(rosa, { handle: `collected-${change}` })).status).toBe(303)
    const { status, body } = await save(rosa, { handle: 'collected-more' })
    expect(status).toBe(422)
    expect(faultBeside(body, 'handle')).toContain('within a year')
    expect((await save(rosa, { handle: 'collected-2', about: 'Still me' })).status).toBe(303)
  })

  test('a handle that was reserved later stays with its member', async () => {
    const early = await member({ handle: 'support' })
    expect((await save(early, { about: 'First' })).status).toBe(303)
  })

  test('an erased member leaves no handle behind', async () => {
    const rosa = await member({ handle: 'goes-1' })
    await save(rosa, { handle: 'goes-2' })
    await db.delete(members).where(eq(members.id, rosa.id))
    expect((await pageOf('goes-1')).status).toBe(404)
    expect((await save(await member(), { handle: 'goes-1' })).status).toBe(303)
  })
})

describe('a member who is a person in content/people', () => {
  test('has their name, line and website from the file, and the form says so', async () => {
    const ada = await member({
      handle: 'ada-own',
      name: 'Ada Lovelace',
      person: 'ada',
      role: 'host',
    })
    const { body } = await ask(form, {}, { cookie: ada.cookie })
    expect(body).toContain('people/ada.yaml')
    expect(body).not.toContain('id="own-name"')
    const answer = await save(ada, {
      name: 'Somebody Else',
      about: 'x'.repeat(500),
      website: 'nonsense:',
      handle: 'ada',
      link1: 'https://ada.example.org',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/community/people/ada/?note=profile')
    expect(await rowOf(ada)).toMatchObject({
      name: 'Ada Lovelace',
      handle: 'ada',
      about: null,
      website: null,
      links: [{ url: 'https://ada.example.org/' }],
    })
  })
})

test('new links are queued for a check, once per save', async () => {
  const rosa = await member()
  await save(rosa, { about: 'No links' })
  const asked = () => db.select().from(outbox).where(eq(outbox.subject, rosa.id))
  expect(await asked()).toEqual([])
  await save(rosa, { link1: 'https://nowhere.invalid-host.example/' })
  expect((await asked()).map(({ event }) => event)).toEqual(['member.links'])
})

test('all faults are shown at once, a taken handle among them', async () => {
  const [rosa, ben] = [await member(), await member()]
  const fields = { name: '', handle: ben.handle, website: 'nonsense' }
  const { status, body } = await send('/community/me/profile/', fields, rosa)
  expect(status).toBe(422)
  const faults = [...body.matchAll(/id="own-(\w+)-fault"/g)].map(([, field]) => field)
  expect(faults).toEqual(['name', 'website', 'handle'])
  // A browser that checked by itself would stop at the first.
  expect(body).toMatch(/<form[^>]* novalidate/)
})
