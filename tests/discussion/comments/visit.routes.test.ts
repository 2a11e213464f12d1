import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { approveComment, fadeComment, removeComment } from './acts'
import { comments } from '../../../worker/discussion/comments/table'
import { guests } from '../../../worker/accounts/members/table'
import { outbox } from '../../../worker/notifications/table'
import {
  ask,
  bindings,
  confirmationOf,
  cookieOf,
  db,
  drawnAgo,
  say,
  send,
  type Somebody,
  stranger,
} from '../../world'
import { inWeather } from '../../faulty-db'

const page = '/community/posts/open/'
const idIn = (answer: { headers: Headers }) =>
  /c-([0-9a-f-]{36})/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
const rowOf = async (id: string) => (await db.select().from(comments).where(eq(comments.id, id)))[0]
const saidBy = (body: string) => db.select().from(comments).where(eq(comments.body, body))

/** Somebody whose address is confirmed, with their cookie. */
const known = async (to?: string): Promise<Somebody & { cookie: string }> => {
  const somebody = stranger()
  await say(somebody, `Hello from ${somebody.name}`, { to })
  return { ...somebody, cookie: cookieOf(await send(await confirmationOf(somebody), {}))! }
}

const published = async (body: string) => {
  const author = await known()
  const id = idIn(await say(author, body, { cookie: author.cookie }))
  return { author, id, asking: { cookie: author.cookie, address: author.address } }
}

describe('without JavaScript, its author', () => {
  test('changes a comment, and everybody reads the new words', async () => {
    const { id, asking } = await published('As first written')
    const form = await ask(`/community/comments/${id}/revision`, {}, asking)
    expect(form.body).toContain('As first written</textarea>')
    const saved = await send(
      `/community/comments/${id}/revision`,
      { body: 'As written *again*' },
      asking,
    )
    expect(saved.status).toBe(303)
    const { body } = await ask(page)
    expect(body).toContain('<em>again</em>')
    expect(body).not.toContain('As first written')
  })

  test('takes a comment back, and nothing of it is left', async () => {
    const { id, asking } = await published('Soon to be gone')
    expect((await send(`/community/comments/${id}/withdrawal`, {}, asking)).status).toBe(303)
    expect((await send(`/community/comments/${id}/withdrawal`, {}, asking)).status).toBe(303)
    expect((await ask(page, {}, asking)).body).not.toContain(id)
    expect(await rowOf(id)).toMatchObject({ body: '', html: '', name: '', state: 'removed' })
  })

  test('sees a preview, with everything still in the form', async () => {
    const fields = {
      body: '\n**Bold**',
      name: 'Rosa',
      email: 'r@example.org',
      website: 'nonsense',
      parent: '',
      remember: 'on',
    }
    const answer = await send('/community/conversations/post:open/preview', fields, stranger())
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('<strong>Bold</strong>')
    for (const kept of [
      '\n\n**Bold**</textarea>',
      'value="Rosa"',
      'value="r@example.org"',
      'value="nonsense"',
      'checked',
    ])
      expect(answer.body).toContain(kept)
  })

  test('answers a comment on a page of its own', async () => {
    const { id, asking } = await published('Who answers me?')
    const form = await ask(`/community/comments/${id}/reply/`)
    expect(form.body).toContain('Who answers me?')
    expect(form.body).toContain(`name="parent" value="${id}"`)
    const { author } = await published('I do')
    const reply = idIn(
      await say(author, 'Here is the answer', { parent: id, cookie: author.cookie }),
    )
    expect(await rowOf(reply)).toMatchObject({ parentId: id, root: id, depth: 1 })
    expect((await rowOf(id))!.replies).toBe(1)
    await send(`/community/comments/${id}/withdrawal`, {}, asking)
    const { body } = await ask(page)
    expect(body).toContain('This comment was removed.')
    expect(body).not.toContain('Who answers me?')
  })
})

test.each(['revision', 'withdrawal', 'removal'])(
  'nobody else may ask for the %s of a comment',
  async (what) => {
    const { id } = await published(`Mine, not yours: ${what}`)
    const mallory = await known()
    for (const cookie of [
      undefined,
      mallory.cookie,
      `hub-guest=${(await rowOf(id))!.guestId}.forged`,
    ]) {
      expect(
        (await send(`/community/comments/${id}/${what}`, { body: 'Ha' }, { cookie })).status,
      ).toBe(404)
    }
    expect((await rowOf(id))!.body).toContain('Mine, not yours')
  },
)

test.each(['revision', 'removal'])('the time for a %s ends, and the hub says so', async (what) => {
  const { id, asking } = await published(`Too old for ${what}`)
  await db
    .update(comments)
    .set({ writtenAt: new Date(Date.now() - 15 * 60_000) })
    .where(eq(comments.id, id))
  const answer = await send(`/community/comments/${id}/${what}`, { body: 'Kept words' }, asking)
  expect(answer.status).toBe(422)
  expect(answer.body).toContain('This comment can no longer be changed.')
  if (what === 'revision') expect(answer.body).toContain('Kept words')
})

test('a revision with too many links waits for a host', async () => {
  const { id, asking } = await published('No links yet')
  const links = Array.from({ length: 9 }, (_, at) => `https://example.com/${at}`).join(' ')
  await send(`/community/comments/${id}/revision`, { body: links }, asking)
  expect(await rowOf(id)).toMatchObject({ state: 'held', heldFor: 'links' })
  expect((await ask(page)).body).not.toContain('example.com/8')
})

describe('the same words', () => {
  test('fifty times at once are one comment, one guest and one letter', async () => {
    const rosa = stranger()
    const body = 'Said fifty times'
    // The limit of attempts is another test's matter.
    const ATTEMPTS = { limit: async () => ({ success: true }) }
    const fields = { body, name: rosa.name, email: rosa.email }
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        send('/community/conversations/post:open/comments', fields, {
          address: rosa.address,
          env: { ATTEMPTS },
        }),
      ),
    )
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1)
    const [row, ...more] = await saidBy(body)
    expect(more).toEqual([])
    expect(await db.select().from(guests).where(eq(guests.email, rosa.email))).toHaveLength(1)
    expect(await db.select().from(outbox).where(eq(outbox.subject, row!.id))).toHaveLength(1)
  })

  test('by somebody else, from elsewhere or with another e-mail, are theirs', async () => {
    const body = 'Repeated by others'
    const first = stranger()
    const id = idIn(await say(first, body))
    const copy = await say({ ...stranger(), email: first.email }, body)
    const other = await say({ ...stranger(), address: first.address }, body)
    expect(new Set([id, idIn(copy), idIn(other)]).size).toBe(3)
    for (const answer of [copy, other])
      expect(
        (await ask(`/community/comments/${id}/revision`, {}, { cookie: cookieOf(answer) })).status,
      ).toBe(404)
  })

  test('of one form are one comment, from another network and an hour later too', async () => {
    const rosa = stranger()
    const body = 'Sent in the train'
    const drawn = await drawnAgo(60)
    const first = await say(rosa, body, { drawn })
    const { address } = stranger()
    const again = await say({ ...rosa, address }, body, { drawn })
    expect(idIn(again)).toBe(idIn(first))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60 * 60 * 1000 })
    expect(idIn(await say({ ...rosa, address }, body, { drawn }))).toBe(idIn(first))
    vi.useRealTimers()
    expect(await saidBy(body)).toHaveLength(1)
    expect(await db.select().from(guests).where(eq(guests.email, rosa.email))).toHaveLength(1)
    // Others may have the same form from a cached page: only the first network has its rights.
    expect(cookieOf(again)).toBeUndefined()
    expect(cookieOf(await say(rosa, body, { drawn }))).toBeDefined()
  })

  test('of two forms, or with a forged stamp, are two comments', async () => {
    const rosa = stranger()
    for (const stamps of [
      [await drawnAgo(60), await drawnAgo(90)],
      ['forged', 'forged'],
    ]) {
      const body = `Twice with ${stamps[1]}`
      for (const drawn of stamps)
        await say({ ...rosa, address: stranger().address }, body, { drawn })
      expect(await saidBy(body)).toHaveLength(2)
    }
  })

  test('sent again after the answer was lost lead to the first', async () => {
    const rosa = stranger()
    const body = 'Did you get this?'
    const DB = inWeather(bindings.DB, (sql) => (/insert/i.test(sql) ? 'lost' : 'fine'))
    const fields = { body, name: rosa.name, email: rosa.email }
    const path = '/community/conversations/post:open/comments'
    const lost = await send(path, fields, { address: rosa.address, env: { DB } })
    expect(lost.status).toBe(503)
    expect(lost.headers.get('retry-after')).toBe('60')
    expect(lost.body).toContain(`${body}</textarea>`)
    const again = await send(path, fields, { address: rosa.address })
    expect(idIn(again)).toBe((await saidBy(body))[0]!.id)
    expect(await saidBy(body)).toHaveLength(1)
  })
})

test.each(['down', 'hanging'] as const)(
  'while the database is %s, the words come back in the form',
  async (weather) => {
    const DB = inWeather(bindings.DB, () => weather)
    const rosa = stranger()
    const fields = {
      body: 'Not to be lost',
      name: rosa.name,
      email: rosa.email,
      website: 'https://r.example',
    }
    const answer = await send('/community/conversations/post:open/comments', fields, {
      address: rosa.address,
      env: { DB },
    })
    expect(answer.status).toBe(503)
    for (const kept of [
      'Not to be lost</textarea>',
      rosa.email,
      'https://r.example',
      'could not save',
    ])
      expect(answer.body).toContain(kept)
  },
  20_000,
)

test.each([
  ['body', { body: ' \n ' }],
  ['body', { body: 'x'.repeat(10_001) }],
  ['name', { name: 'Ada Lovelace' }],
  ['email', { email: 'nobody' }],
  ['website', { website: 'javascript:alert(1)' }],
])('a fault in the %s is said beside it, in focus, and nothing is lost', async (field, wrong) => {
  const fields = {
    body: 'Fine',
    name: 'Rosa',
    email: 'rosa@example.org',
    website: 'https://rosa.example',
    remember: 'on',
    ...wrong,
  }
  const answer = await send('/community/conversations/post:open/comments', fields, stranger())
  expect(answer.status).toBe(422)
  expect(answer.body).toContain(`aria-describedby="comment-${field}-fault"`)
  expect(answer.body).toContain(`id="comment-${field}-fault"`)
  expect(answer.body.match(/autofocus/g)).toHaveLength(1)
  for (const value of [fields.name, fields.email, fields.website])
    expect(answer.body).toContain(`value="${value}"`)
  expect(answer.body).toContain('checked')
})

test.each(['held', 'faded', 'removed', 'foreign', 'nonsense'])(
  'a reply to a %s comment is refused, and its words are kept',
  async (kind) => {
    const { id } = await published(`To be ${kind}`)
    if (kind === 'held')
      await db.update(comments).set({ state: 'held', shown: false }).where(eq(comments.id, id))
    if (kind === 'faded') await fadeComment(db, id, new Date())
    if (kind === 'removed') await removeComment(db, id, new Date())
    const parent = kind === 'nonsense' ? "' or 1=1" : id
    const to = kind === 'foreign' ? 'post:permanent' : 'post:open'
    const answer = await say(stranger(), 'An answer to nobody', { parent, to })
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('An answer to nobody</textarea>')
  },
)

test('a permalink leads to where the comment stands, and a held one leads its author alone', async () => {
  const rosa = stranger()
  const said = await say(rosa, 'Waiting for a link')
  const [id, cookie] = [idIn(said), cookieOf(said)]
  const place = `${page}?from=${id}#c-${id}`
  const link = `/community/comments/${id}/`
  expect((await ask(link)).status).toBe(404)
  expect((await ask(link, {}, { cookie })).headers.get('location')).toBe(place)
  await approveComment(db, id, new Date())
  const open = await ask(link)
  expect([open.status, open.headers.get('location')]).toEqual([302, place])
})

test('a confirmed guest who types another e-mail is confirmed no more', async () => {
  const rosa = await known()
  const answer = await say({ ...rosa, email: stranger().email }, 'A new address', {
    cookie: rosa.cookie,
  })
  expect(await rowOf(idIn(answer))).toMatchObject({ state: 'held', heldFor: 'unconfirmed' })
})

test('the sixth comment of an hour is refused with 429, whatever headers and cookies say', async () => {
  const rosa = stranger()
  const address = `2001:db8:1:2::${rosa.address.split('.')[3]}`
  const statuses = []
  for (let at = 0; at < 6; at++)
    statuses.push(
      await send(
        '/community/conversations/post:open/comments',
        { body: `Number ${at}`, name: rosa.name, email: rosa.email.replace('@', `+${at}@`) },
        {
          address: address.replace(/::.*/, `::${at}`),
          headers: {
            'x-forwarded-for': `203.0.113.${at}`,
            'x-real-ip': `203.0.113.${at}`,
            forwarded: `for=203.0.113.${at}`,
          },
        },
      ),
    )
  expect(statuses.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303, 429])
  expect(statuses[5]!.headers.get('retry-after')).toBe('3600')
  expect(statuses[5]!.body).toContain('Number 5</textarea>')
})

test('columns that nobody asked for change nothing (mass assignment)', async () => {
  const rosa = stranger()
  const names = Object.keys(comments).flatMap((name) => [
    name,
    name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
    `comment[${name}]`,
  ])
  const evil = Object.fromEntries(names.map((name) => [name, 'published']))
  const answer = await say(rosa, 'Plain words', {
    ...evil,
    body: 'Plain words',
    name: rosa.name,
    email: rosa.email,
    website: '',
    parent: '',
    to: 'post:open',
  })
  const row = await rowOf(idIn(answer))
  expect(row).toMatchObject({
    state: 'held',
    shown: false,
    person: null,
    name: rosa.name,
    website: null,
    appreciation: 0,
    replies: 0,
  })
})

test('no page holds an e-mail but to its owner, who asked to be remembered', async () => {
  const rosa = stranger()
  const cookie = cookieOf(await say(rosa, 'Remember me', { remember: 'on' }))
  expect((await ask(page, {}, { cookie })).body).toContain(`value="${rosa.email}"`)
  for (const path of [page, `${page}comments.xml`, '/community/feed.xml']) {
    const { body } = await ask(path, {}, { cookie: (await known()).cookie })
    expect(body).not.toContain(rosa.email)
  }
})

test('the feed of a conversation has what is published, and nothing else', async () => {
  const { id } = await published('In the feed: <b>&</b> ]]>')
  const held = idIn(await say(stranger(), 'Not in the feed'))
  const feed = await ask(`${page}comments.xml`)
  expect(feed.headers.get('content-type')).toContain('application/atom+xml')
  expect(feed.headers.get('cache-control')).toBe('private, no-store')
  expect(feed.body).toContain(id)
  expect(feed.body).toContain('&amp;lt;b&amp;gt;&amp;amp;')
  expect(feed.body).not.toContain(held)
  expect((await ask('/community/posts/silent/comments.xml')).status).toBe(404)
})

test('a fragment is what stands in the slot, with the status of the page', async () => {
  const headers = { 'hub-fragment': 'hub-thread' }
  const whole = await ask(page, {}, { headers })
  expect(whole.body).not.toContain('<html')
  expect(whole.body).toContain('id="comment-form"')
  expect(whole.headers.get('hub-fragment')).toBe('hub-thread')
  const refused = await send(
    '/community/conversations/post:open/comments',
    { body: '' },
    { ...stranger(), headers },
  )
  expect(refused.status).toBe(422)
  expect(refused.body).not.toContain('<html')
})

test('words can not end the script that tells machines of them', async () => {
  await published('</script><script>alert(1)</script> \u2028 <!--')
  const { body } = await ask(page)
  const [, data] =
    /<script type="application\/ld\+json">(\{"@context":"https:\/\/schema.org","@type":"DiscussionForumPosting","@id".*?)<\/script>/s.exec(
      body,
    )!
  expect(JSON.parse(data!)['@id']).toBe('https://hub.test/community/posts/open/#post')
  expect(data).not.toMatch(/[<>&\u2028]/)
})

test('without HUB_SECRET nothing is taken, no form is drawn, and reading goes on', async () => {
  const env = { HUB_SECRET: undefined } as never
  const read = await ask('/community/posts/open/?sort=newest', {}, { env, cookie: 'hub-x=1' })
  expect(read.status).toBe(200)
  expect(read.body).not.toContain('comment-form')
  const answer = await send('/community/conversations/post:open/comments', { body: 'x' }, { env })
  expect([answer.status, answer.body.includes('cannot accept comments yet')]).toEqual([503, true])
})

test('ten thousand characters of any script are taken, and too much is refused before it is read', async () => {
  expect((await say(stranger(), '漢'.repeat(10_000))).status).toBe(303)
  expect((await say(stranger(), '👍'.repeat(10_000))).status).toBe(303)
  expect((await say(stranger(), 'x'.repeat(140_000))).status).toBe(413)
})
