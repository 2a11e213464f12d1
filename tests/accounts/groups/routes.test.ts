import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { log } from '../../../worker/audit/table'
import { groups, memberships, requests } from '../../../worker/accounts/groups/table'
import { ask, bindings, db, letters, member, send } from '../../world'
import { inWeather } from '../../faulty-db'

const TESTERS = '/community/posts/in-testers/'
const ASKING = '/community/spaces/testers/requests'

const host = await member({ role: 'host', name: 'Hanna Host' })
const as = ({ cookie, address }: { cookie: string; address: string }) => ({ cookie, address })

const statusOf = async (path: string, somebody: { cookie: string; address: string }) =>
  (await ask(path, {}, as(somebody))).status

const onRecord = async (subject: string) =>
  (await db.select().from(log).where(eq(log.subject, subject)).orderBy(log.id)).map(
    ({ act, by, reason, detail }) => ({ act, by, reason, detail }),
  )

beforeAll(async () => {
  await send('/community/desk/groups/', { name: 'Testers', about: 'Try things.' }, as(host))
})

describe('a group', () => {
  test('is created by a host, under the id that rules use, and logged', async () => {
    const typed = { name: 'Night riders', about: 'After dark.' }
    const { status, headers } = await send('/community/desk/groups/', typed, as(host))
    expect(status).toBe(303)
    expect(headers.get('location')).toBe('/community/desk/groups/night-riders/')
    const { body } = await ask('/community/desk/groups/night-riders/', {}, as(host))
    expect(body).toContain('Night riders')
    expect(body).toContain('After dark.')
    expect(body).toContain('No members yet.')
    const list = await ask('/community/desk/groups/', {}, as(host))
    expect(list.body).toContain('group:night-riders')
    expect(await onRecord('group:night-riders')).toEqual([
      { act: 'group', by: host.id, reason: null, detail: { name: 'Night riders' } },
    ])
    const record = await ask('/community/desk/log/', {}, as(host))
    expect(record.body).toContain('created the group')
  })

  test('that is sent twice is created once; another with its id is refused, keeping the input', async () => {
    const typed = { name: 'Day riders', about: 'By day.' }
    for (let sent = 0; sent < 2; sent++)
      expect((await send('/community/desk/groups/', typed, as(host))).status).toBe(303)
    expect(await onRecord('group:day-riders')).toHaveLength(1)
    const other = { name: 'Day riders', about: 'Others.' }
    const { status, body } = await send('/community/desk/groups/', other, as(host))
    expect(status).toBe(422)
    expect(body).toContain('There is already a group with this id.')
    expect(body).toContain('Others.')
  })

  test('is changed, and keeps its id', async () => {
    await send('/community/desk/groups/', { name: 'Old name' }, as(host))
    const path = '/community/desk/groups/old-name/'
    expect((await send(path, { name: 'New name', id: 'other' }, as(host))).status).toBe(303)
    const [row] = await db.select().from(groups).where(eq(groups.id, 'old-name'))
    expect(row).toMatchObject({ id: 'old-name', name: 'New name' })
    expect((await send(path, { name: '' }, as(host))).status).toBe(422)
  })

  test('gives access to an added member at once, and ends it on removal', async () => {
    const ada = await member({ handle: 'ada-tests', name: 'Ada Tests' })
    expect(await statusOf(TESTERS, ada)).toBe(404)
    const path = '/community/desk/groups/testers/'
    const typed = { handle: '@Ada-Tests', reason: 'She asked nicely' }
    for (let sent = 0; sent < 2; sent++)
      expect((await send(`${path}members`, typed, as(host))).status).toBe(303)
    expect(await statusOf(TESTERS, ada)).toBe(200)
    expect((await ask(path, {}, as(host))).body).toContain('@ada-tests')

    const out = `${path}members/${ada.id}/removal`
    for (let sent = 0; sent < 2; sent++) expect((await send(out, {}, as(host))).status).toBe(303)
    expect(await statusOf(TESTERS, ada)).toBe(404)
    expect(await onRecord(ada.id)).toEqual([
      {
        act: 'membership',
        by: host.id,
        reason: 'She asked nicely',
        detail: { group: 'testers', name: 'Testers' },
      },
      {
        act: 'end of membership',
        by: host.id,
        reason: null,
        detail: { group: 'testers', name: 'Testers' },
      },
    ])
    const about = await ask(`/community/desk/people/${ada.id}/`, {}, as(host))
    expect(about.body).toMatch(/added <a[^>]*><bdi>Ada Tests<\/bdi><\/a> to/)
  })

  test.each([
    ['', 'Please enter a member’s handle.'],
    ['nobody-at-all', 'No member has this handle.'],
  ])('does not accept the handle %j', async (handle, sentence) => {
    const path = '/community/desk/groups/testers/members'
    const { status, body } = await send(path, { handle, reason: 'Because' }, as(host))
    expect(status).toBe(422)
    expect(body).toContain(sentence)
    expect(body).toContain('value="Because"')
  })

  test('is available to hosts only', async () => {
    const ben = await member()
    for (const path of ['', 'testers/', 'testers/members', `testers/members/${ben.id}/removal`])
      expect((await send(`/community/desk/groups/${path}`, { name: 'X' }, as(ben))).status).toBe(
        404,
      )
    expect(await statusOf('/community/desk/groups/', ben)).toBe(404)
    expect(await statusOf('/community/desk/requests/', ben)).toBe(404)
  })

  test('that only a rule refers to is offered for creation', async () => {
    await db.delete(groups).where(eq(groups.id, 'testers'))
    const { body } = await ask('/community/desk/groups/', {}, as(host))
    expect(body).toContain('Not created yet.')
    const typed = { id: 'testers', name: 'testers' }
    expect((await send('/community/desk/groups/', typed, as(host))).status).toBe(303)
  })
})

/** Sends a request; gives its member and the stored row. */
const request = async (reason: string) => {
  const somebody = await member()
  const { status } = await send(ASKING, { reason }, as(somebody))
  expect(status).toBe(303)
  const [row] = await db.select().from(requests).where(eq(requests.memberId, somebody.id))
  return { somebody, id: row!.id }
}

const answer = (id: string, typed: Record<string, string>, by = host) =>
  send(`/community/desk/requests/${id}/answer`, typed, as(by))

const letterTo = async ({ email }: { email: string }) =>
  (await letters()).find(({ to }) => to === email)

describe('a request for access', () => {
  test('starts on the public page of a space, and takes a guest through sign-in', async () => {
    const page = await ask('/community/spaces/testers/')
    expect(page.body).toContain('For those who try things first.')
    expect(page.body).toContain(`href="${ASKING}"`)
    const { status, headers } = await ask(ASKING)
    expect(status).toBe(303)
    expect(headers.get('location')).toBe(
      `/community/sign-in/?${new URLSearchParams({ returnTo: ASKING })}`,
    )
    expect((await send(ASKING, {})).headers.get('location')).toBe(headers.get('location'))
  })

  test('is stored once, however often it is sent, and shown as open', async () => {
    const { somebody } = await request('I break things well.')
    await send(ASKING, { reason: 'Again' }, as(somebody))
    const rows = await db.select().from(requests).where(eq(requests.memberId, somebody.id))
    expect(rows).toHaveLength(1)
    const { body } = await ask(ASKING, {}, as(somebody))
    expect(body).toContain('You requested access on')
    expect(body).not.toContain('<textarea')
  })

  test('that is approved gives access, is emailed and logged', async () => {
    const { somebody, id } = await request('Please, for the brakes.')
    const desk = await ask('/community/desk/requests/', {}, as(host))
    expect(desk.body).toContain('Please, for the brakes.')
    expect(await statusOf(TESTERS, somebody)).toBe(404)
    expect((await answer(id, { answer: 'yes', reply: 'Welcome in.' })).status).toBe(303)
    expect(await statusOf(TESTERS, somebody)).toBe(200)
    expect((await ask(ASKING, {}, as(somebody))).body).toContain('You have access.')
    const letter = await letterTo(somebody)
    expect(letter?.subject).toBe('You have access to Testers')
    expect(letter?.text).toContain('> Welcome in.')
    expect(letter?.text).toContain('/community/spaces/testers/')
    expect(await onRecord(somebody.id)).toEqual([
      { act: 'admission', by: host.id, reason: 'Welcome in.', detail: { space: 'testers' } },
    ])
    const after = await ask('/community/desk/requests/', {}, as(host))
    expect(after.body).not.toContain('Please, for the brakes.')
    const answered = await ask('/community/desk/requests/?list=answered', {}, as(host))
    expect(answered.body).toContain('Please, for the brakes.')
  })

  test('that is declined gives no access, is emailed, and can be repeated', async () => {
    const { somebody, id } = await request('Me too')
    expect((await answer(id, { answer: 'no', reply: 'Not before spring.' })).status).toBe(303)
    expect(await statusOf(TESTERS, somebody)).toBe(404)
    const { body } = await ask(ASKING, {}, as(somebody))
    expect(body).toContain('declined your last request')
    expect(body).toContain('Not before spring.')
    expect(body).toContain('<textarea')
    expect((await letterTo(somebody))?.text).toContain('declined your request')
    await send(ASKING, { reason: 'It is spring' }, as(somebody))
    const rows = await db.select().from(requests).where(eq(requests.memberId, somebody.id))
    expect(rows).toHaveLength(2)
  })

  test('is answered once, even by two hosts at the same moment', async () => {
    const { somebody, id } = await request('Quick')
    const other = await member({ role: 'host' })
    const [one, two] = await Promise.all([
      answer(id, { answer: 'yes' }),
      answer(id, { answer: 'no' }, other),
    ])
    expect([one.status, two.status].toSorted()).toEqual([303, 422])
    expect(await onRecord(somebody.id)).toHaveLength(1)
    const joined = await db.$count(memberships, eq(memberships.memberId, somebody.id))
    expect(joined).toBe(one.status === 303 ? 1 : 0)
  })

  test('is refused with its input if it is too long, or without a choice', async () => {
    const ben = await member()
    const long = 'too many words '.repeat(40)
    const { status, body } = await send(ASKING, { reason: long }, as(ben))
    expect(status).toBe(422)
    expect(body).toContain(long.trim())
    const { id } = await request('Choose')
    const refused = await answer(id, { reply: 'Hm, well' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Hm, well')
    expect(refused.body).toContain('Please choose one.')
  })

  test('is refused from a silenced member, and for a space without requests', async () => {
    const ben = await member({ silencedUntil: new Date('2999-01-01') })
    await send(ASKING, { reason: 'Let me' }, as(ben))
    expect(await db.$count(requests, eq(requests.memberId, ben.id))).toBe(0)
    expect((await ask(ASKING, {}, as(ben))).body).toContain('A host has silenced you here.')
    for (const space of ['public', 'crew', 'back-room', 'nowhere'])
      expect(await statusOf(`/community/spaces/${space}/requests`, await member())).toBe(404)
  })

  test('is returned with its input while the database is unavailable', async () => {
    const { id } = await request('Storm')
    const env = { DB: inWeather(bindings.DB, (sql) => (/into "log"/i.test(sql) ? 'down' : 'fine')) }
    const typed = { answer: 'yes', reply: 'Words that stay' }
    const path = `/community/desk/requests/${id}/answer`
    const { status, body } = await send(path, typed, { ...as(host), env })
    expect(status).toBe(503)
    expect(body).toContain('Words that stay')
    const down = { env: { DB: inWeather(bindings.DB, () => 'down') } }
    expect((await ask(ASKING, {}, { ...as(host), ...down })).status).toBe(503)
  })
})
