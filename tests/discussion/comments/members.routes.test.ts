import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { changeByline } from '../../../worker/discussion/comments/byline.commands'
import { comments } from '../../../worker/discussion/comments/table'
import { guests, members } from '../../../worker/accounts/members/table'
import { outbox } from '../../../worker/notifications/table'
import { sessions } from '../../../worker/accounts/sign-in/table'
import { inWeather } from '../../faulty-db'
import {
  ask,
  bindings,
  confirmationOf,
  cookieOf,
  db,
  member,
  say,
  send,
  stranger,
} from '../../world'

const page = '/community/posts/open/'
const form = '/community/conversations/post:open/comments'
type Somebody = Awaited<ReturnType<typeof member>>

const idIn = (answer: { headers: Headers }) =>
  /c-([0-9a-f-]{36})/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
const rowOf = async (id: string) => (await db.select().from(comments).where(eq(comments.id, id)))[0]
const asOf = ({ address, cookie }: Somebody) => ({ address, cookie })

/** A member says something, with nothing in the form but words. */
const speak = (somebody: Somebody, body: string, more: Record<string, string> = {}) =>
  send(form, { body, as: 'member', ...more }, asOf(somebody))

describe('a member', () => {
  test('writes without giving a name or an e-mail, and everybody reads it at once', async () => {
    const rosa = await member({ name: 'Rosa Lee', website: 'https://rosa.example/' })
    const drawn = await ask(page, {}, asOf(rosa))
    expect(drawn.body).toContain('Writing as <bdi class="writing-name">Rosa Lee</bdi>')
    expect(drawn.body).not.toMatch(/name="(?:name|email|website|remember)"/)

    const answer = await speak(rosa, 'Said as a member')
    expect(answer.status).toBe(303)
    // It knows the browser again, and nothing of what a guest is asked for.
    expect(cookieOf(answer)).toMatch(/^hub-guest=[^;]+$/)
    expect(await rowOf(idIn(answer))).toMatchObject({
      memberId: rosa.id,
      guestId: null,
      name: 'Rosa Lee',
      handle: rosa.handle,
      website: 'https://rosa.example/',
      level: 'newcomer',
      person: null,
      asHost: false,
      state: 'published',
    })
    expect((await ask(page)).body).toContain('Said as a member')
    const queued = await db
      .select()
      .from(outbox)
      .where(eq(outbox.subject, idIn(answer)))
    // It is announced, and needs no confirmation.
    expect(queued.map(({ event }) => event)).toEqual(['comment.news'])
  })

  test('sends nothing else that counts (mass assignment)', async () => {
    const rosa = await member()
    const host = await member({ role: 'host' })
    const names = Object.keys(comments).flatMap((name) => [
      name,
      name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
      `comment[${name}]`,
    ])
    const evil = Object.fromEntries([...names, 'role'].map((name) => [name, host.id]))
    const before = await db.$count(guests)
    const answer = await speak(rosa, 'Nothing but words', {
      ...evil,
      body: 'Nothing but words',
      parent: '',
      name: 'Ada Lovelace',
      email: 'ada@example.org',
      website: 'https://evil.example/',
      asHost: '1',
    })
    expect(await rowOf(idIn(answer))).toMatchObject({
      memberId: rosa.id,
      guestId: null,
      name: rosa.name,
      website: null,
      handle: rosa.handle,
      person: null,
      asHost: false,
      appreciation: 0,
      replies: 0,
    })
    expect(await db.$count(guests)).toBe(before)
  })

  test('says the same fifty times at once, and it is one comment', async () => {
    const rosa = await member()
    const ATTEMPTS = { limit: async () => ({ success: true }) }
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        send(
          form,
          { body: 'Said once, sent often' },
          { cookie: rosa.cookie, address: `192.0.2.${at}`, env: { ATTEMPTS } },
        ),
      ),
    )
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1)
    expect(await db.$count(comments, eq(comments.memberId, rosa.id))).toBe(1)
    const ben = await member()
    expect((await speak(ben, 'Said once, sent often')).status).toBe(303)
    expect(await db.$count(comments, eq(comments.memberId, ben.id))).toBe(1)
  })

  test('has an hour of their own, wherever they are, and leaves that of others alone', async () => {
    const rosa = await member()
    const statuses = []
    for (let at = 0; at < 11; at++)
      statuses.push(
        (
          await send(
            form,
            { body: `Number ${at}` },
            { cookie: rosa.cookie, address: `192.0.2.${at}` },
          )
        ).status,
      )
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429])
    const ben = await member()
    const neighbour = { cookie: ben.cookie, address: '192.0.2.3' }
    expect((await send(form, { body: 'From next door' }, neighbour)).status).toBe(303)
  })

  test('waits for a host with more links than their level has', async () => {
    const rosa = await member()
    const links = 'https://a.example https://b.example https://c.example'
    const id = idIn(await speak(rosa, links))
    expect(await rowOf(id)).toMatchObject({ state: 'held', heldFor: 'links' })
    const own = await ask(page, {}, asOf(rosa))
    expect(own.body).toContain('Because of its links')
    expect((await ask(page)).body).not.toContain('c.example')
    const regular = await member({
      approvedComments: 3,
      firstApprovedAt: new Date(Date.now() - 8 * 24 * 60 * 60 * 1000),
    })
    expect(await rowOf(idIn(await speak(regular, links)))).toMatchObject({
      state: 'published',
      level: 'regular',
    })
  })

  test('finds a held comment at its permalink, and nobody else does', async () => {
    const rosa = await member()
    const id = idIn(await speak(rosa, 'http://1.example http://2.example http://3.example'))
    const link = `/community/comments/${id}/`
    expect((await ask(link, {}, asOf(rosa))).status).toBe(302)
    expect((await ask(link)).status).toBe(404)
    expect((await ask(link, {}, asOf(await member()))).status).toBe(404)
  })

  test('changes and takes back their own words for a while, and nobody else’s', async () => {
    const rosa = await member()
    const id = idIn(await speak(rosa, 'As first said'))
    const revision = `/community/comments/${id}/revision`
    const removal = `/community/comments/${id}/removal`
    expect((await ask(page, {}, asOf(rosa))).body).toContain(`href="${revision}"`)
    const [other, host] = [await member(), await member({ role: 'host' })]
    for (const path of [revision, removal])
      expect((await send(path, { body: 'Ha' }, asOf(other))).status).toBe(404)
    // A host changes nobody's words, and removes them only by a rule of the house.
    expect((await send(revision, { body: 'Ha' }, asOf(host))).status).toBe(404)
    expect((await send(removal, {}, asOf(host))).status).toBe(422)
    expect(await rowOf(id)).toMatchObject({ body: 'As first said', state: 'published' })
    expect((await ask(revision, {}, asOf(rosa))).body).toContain('As first said</textarea>')
    expect((await send(revision, { body: 'As said *again*' }, asOf(rosa))).status).toBe(303)
    expect(await rowOf(id)).toMatchObject({ body: 'As said *again*', state: 'published' })

    const links = 'https://a.example https://b.example https://c.example'
    await send(revision, { body: links }, asOf(rosa))
    expect(await rowOf(id)).toMatchObject({ state: 'held', heldFor: 'links' })

    expect((await send(removal, {}, asOf(rosa))).status).toBe(303)
    expect(await rowOf(id)).toMatchObject({
      state: 'removed',
      body: '',
      name: '',
      handle: null,
      level: null,
      website: null,
    })
  })

  test('is told when the time for it is over', async () => {
    const rosa = await member()
    const id = idIn(await speak(rosa, 'Long ago'))
    const writtenAt = new Date(Date.now() - 16 * 60_000)
    await db.update(comments).set({ writtenAt }).where(eq(comments.id, id))
    const answer = await send(`/community/comments/${id}/revision`, { body: 'New' }, asOf(rosa))
    expect([answer.status, answer.body.includes('can no longer be changed')]).toEqual([422, true])
  })

  test('answers on a page of its own', async () => {
    const [rosa, ben] = [await member({ name: 'Rosa Q' }), await member({ name: 'Ben Q' })]
    const id = idIn(await speak(rosa, 'Who answers?'))
    const reply = await ask(`/community/comments/${id}/reply/`, {}, asOf(ben))
    expect(reply.body).toContain('Writing as <bdi class="writing-name">Ben Q</bdi>')
    expect(reply.body).not.toContain('name="email"')
    const said = await rowOf(idIn(await speak(ben, 'I do', { parent: id })))
    expect(said).toMatchObject({ parentId: id, depth: 1, memberId: ben.id })
  })
})

describe('a host', () => {
  test('is never held, and is marked whether or not they have a file of their own', async () => {
    const ada = await member({ role: 'host', person: 'ada', name: 'Ada L.' })
    const olive = await member({ role: 'owner', name: 'Olive Oak' })
    const links = Array.from({ length: 20 }, (_, at) => `https://${at}.example`).join(' ')
    const filed = await rowOf(idIn(await speak(ada, `From Ada ${links}`)))
    const unfiled = await rowOf(idIn(await speak(olive, `From Olive ${links}`)))
    expect(filed).toMatchObject({
      name: 'Ada Lovelace',
      state: 'published',
      person: 'ada',
      asHost: true,
    })
    expect(unfiled).toMatchObject({ state: 'published', person: null, asHost: true })
    const { body } = await ask(page)
    expect(body).toMatch(/data-host[^>]*><a class="p-name u-url" href="\/community\/people\/ada\/"/)
    expect(body).toContain(
      `href="/community/people/${olive.handle}/" dir="auto">Olive Oak</a><span class="p-role comment-role">Host</span>`,
    )
  })

  test('writes more in an hour than any level may', async () => {
    const olive = await member({ role: 'host' })
    for (let at = 0; at < 12; at++) expect((await speak(olive, `Answer ${at}`)).status).toBe(303)
  })

  test('speaks for themselves once they are none any more, though their page stays', async () => {
    const former = await member({ person: 'mallory' })
    expect(await rowOf(idIn(await speak(former, 'As anybody')))).toMatchObject({
      person: null,
      asHost: false,
    })
  })
})

describe('somebody whose session ended while they typed', () => {
  test('keeps their words, in a form for a guest, and reads why', async () => {
    const rosa = await member()
    await db.delete(sessions).where(eq(sessions.userId, rosa.id))
    const answer = await speak(rosa, 'Typed for an hour')
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('You are not signed in any more.')
    expect(answer.body).toContain('Typed for an hour</textarea>')
    expect(answer.body).toContain('name="email"')
    expect(answer.body).not.toContain('name="as"')
    expect(await db.$count(comments, eq(comments.body, 'Typed for an hour'))).toBe(0)
  })

  test('keeps them too when the hub can not tell who they are', async () => {
    const rosa = await member()
    const DB = inWeather(bindings.DB, () => 'down')
    const fields = { body: 'Not lost either', as: 'member' }
    const answer = await send(form, fields, { ...asOf(rosa), env: { DB } })
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('Not lost either</textarea>')
    expect(answer.body).toContain('Writing as a member')
    expect(answer.body).not.toContain('name="email"')
  })

  test('is banned meanwhile, and says nothing', async () => {
    const rosa = await member({ bannedUntil: new Date(Date.now() + 60_000) })
    expect((await speak(rosa, 'From the banned')).status).toBe(422)
    expect(await db.$count(comments, eq(comments.body, 'From the banned'))).toBe(0)
  })
})

describe('one browser, a guest first and then a member', () => {
  const both = async () => {
    const guest = stranger()
    await say(guest, `First as ${guest.name}`)
    const cookie = cookieOf(await send(await confirmationOf(guest), {}))!
    const rosa = await member()
    return {
      guest,
      rosa,
      cookie,
      asking: { address: guest.address, cookie: `${cookie}; ${rosa.cookie}` },
    }
  }

  test('acts as the member, and still owns what the guest wrote', async () => {
    const { guest, rosa, cookie, asking } = await both()
    const early = idIn(await say(guest, 'Mine as a guest', { cookie }))
    const late = idIn(await send(form, { body: 'Mine as a member' }, asking))
    expect(await rowOf(late)).toMatchObject({ memberId: rosa.id, guestId: null })
    const { body } = await ask(page, {}, asking)
    for (const id of [early, late]) expect(body).toContain(`/community/comments/${id}/revision`)
    const revision = `/community/comments/${early}/revision`
    await send(revision, { body: 'Changed as a member' }, asking)
    expect(await rowOf(early)).toMatchObject({ body: 'Changed as a member', memberId: null })
  })

  test('sees what is held of either', async () => {
    const { guest, cookie, asking } = await both()
    const links = 'https://a.example https://b.example https://c.example'
    const early = idIn(await say(guest, `Held as a guest ${links}`, { cookie }))
    const late = idIn(await send(form, { body: `Held as a member ${links}` }, asking))
    const { body } = await ask(page, {}, asking)
    for (const id of [early, late])
      expect(body).toContain(`id="c-${id}" data-depth="0" data-state="held"`)
    expect((await ask(page, {}, { cookie })).body).not.toContain(late)
  })
})

test('comments that appear, go and are held again raise and lower the level of their author', async () => {
  const long = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000)
  const rosa = await member({ level: 'newcomer' })
  const ids = []
  for (const at of [1, 2, 3]) ids.push(idIn(await speak(rosa, `Counts ${at}`)))
  await db.update(members).set({ firstApprovedAt: long }).where(eq(members.id, rosa.id))
  const four = idIn(await speak(rosa, 'Counts 4'))
  const levelNow = async () =>
    (await db.select().from(members).where(eq(members.id, rosa.id)))[0]?.level
  expect(await levelNow()).toBe('regular')
  expect(await rowOf(four)).toMatchObject({ level: 'regular' })
  for (const id of ids) await send(`/community/comments/${id}/removal`, {}, asOf(rosa))
  expect(await levelNow()).toBe('newcomer')
  expect(await rowOf(four)).toMatchObject({ level: 'newcomer' })
})

test('a member who changes how they sign has signed so all along, but for what was removed', async () => {
  const rosa = await member({ name: 'Rosa before' })
  const [said, gone] = [
    idIn(await speak(rosa, 'Signed anew')),
    idIn(await speak(rosa, 'Signed by nobody')),
  ]
  await send(`/community/comments/${gone}/removal`, {}, asOf(rosa))
  const byline = { name: 'Rosa after', handle: 'rosa-after', website: 'https://after.example/' }
  await changeByline(db, rosa.id, byline)
  expect(await rowOf(said)).toMatchObject(byline)
  expect(await rowOf(gone)).toMatchObject({ name: '', handle: null, website: null })

  // A file is one member's at a time.
  await db.update(members).set({ person: null }).where(eq(members.person, 'ada'))
  const ada = await member({ role: 'host', person: 'ada', name: 'Ada on her profile' })
  const filed = idIn(await speak(ada, 'For the house'))
  await changeByline(db, ada.id, { name: 'Another name', handle: 'another' })
  expect(await rowOf(filed)).toMatchObject({ name: 'Ada Lovelace', handle: 'another' })
})
