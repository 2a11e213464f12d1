import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { grants } from '../../../worker/accounts/members/table'
import { newId } from '../../../worker/lib/id'
import { documents } from '../../../worker/discussion/search/table'
import { inWeather } from '../../faulty-db'
import { type Asking, ask, bindings, db, drawnAgo, member, send, topic } from '../../world'

const START = '/community/start/'

let asked = 0
/** A title that no other is like. */
const fresh = () => {
  asked++
  return `${crypto.randomUUID().replaceAll('-', '')} ${asked}`
}

const start = async (by: Asking, fields: Record<string, string> = {}) => {
  const typed = { kind: 'question', space: 'public', title: fresh(), body: 'Who knows?' }
  return send(START, { ...typed, drawn: await drawnAgo(60, 'start'), ...fields }, by)
}

const find = async (title: string) =>
  (await db.select().from(conversations).where(eq(conversations.title, title))).at(0)

const openingOf = async (title: string) => {
  const found = await find(title)
  const [row] = await db.select().from(comments).where(eq(comments.id, found!.opening!))
  return row!
}

test('a member starts a conversation, and is led to it', async () => {
  const rosa = await member({ name: 'Rosa', handle: 'rosa-starts' })
  const form = await ask(START, {}, rosa)
  expect(form.status).toBe(200)
  expect(form.body).toContain('name="title"')
  const title = `Which chain, ${fresh()}?`
  const { status, headers } = await start(rosa, {
    title,
    body: 'Mine is *worn*.',
    kind: 'question',
    tags: '',
  })
  const found = (await find(title))!
  expect(status).toBe(303)
  expect(headers.get('location')).toBe(
    `/community/topics/${found.id.slice('topic:'.length)}/${found.slug}/`,
  )
  expect(found).toMatchObject({
    kind: 'question',
    space: 'public',
    tags: [],
    startedBy: rosa.id,
    isListed: true,
    state: 'published',
    comments: 0,
    shown: 0,
  })
  expect(await openingOf(title)).toMatchObject({
    opens: true,
    shown: false,
    state: 'published',
    html: '<p>Mine is <em>worn</em>.</p>\n',
    memberId: rosa.id,
    asks: true,
  })
  expect(await db.$count(documents, eq(documents.id, found.id))).toBe(1)
  expect((await ask(headers.get('location')!)).body).toContain('Mine is <em>worn</em>.')
})

test('what is started stands in the lists at once, where a page of them was kept', async () => {
  const used = `kept-${fresh().slice(0, 8)}`
  await topic({ tags: [used], kind: 'idea' })
  const lists = ['', 'kinds/idea/', `tags/${used}/`, 'spaces/public/'].map(
    (list) => `/community/${list}`,
  )
  for (const list of lists) await ask(list)
  const title = fresh()
  await start(await member(), { title, kind: 'idea', tags: used })
  for (const list of lists) expect((await ask(list)).body, list).toContain(title)
})

test('whoever is not signed in is led to the doors, and back to what they were about to ask', async () => {
  const { status, headers } = await ask(`${START}?kind=idea&title=More%20light`)
  expect(status).toBe(303)
  const location = new URL(headers.get('location')!, 'https://hub.test')
  expect(location.pathname).toBe('/community/sign-in/')
  expect(location.searchParams.get('returnTo')).toBe(`${START}?kind=idea&title=More%20light`)
})

test('the address fills the form in', async () => {
  const { body } = await ask(
    `${START}?kind=idea&space=talk&title=More%20%3Clight%3E&tags=winter`,
    {},
    await member(),
  )
  expect(body).toMatch(/value="idea" checked/)
  expect(body).toMatch(/value="talk" selected/)
  expect(body).toContain('value="More &lt;light&gt;"')
  expect(body).toContain('value="winter"')
})

test('the words of somebody whose session is over are kept', async () => {
  const title = fresh()
  const { status, body } = await start({ address: '192.0.2.77' }, { title, body: 'Long words' })
  expect(status).toBe(422)
  expect(body).toContain(title)
  expect(body).toContain('Long words')
  expect(body).toContain('You are not signed in any more.')
  expect(await find(title)).toBeUndefined()
})

test.each([
  ['a title', { title: ' \u200b ' }, 'Please give it a title'],
  ['a short title', { title: 'x'.repeat(141) }, 'Please keep the title to 140'],
  ['words', { body: ' ' }, 'Please write something first.'],
  ['a readable tag', { tags: '🚲' }, 'Please use the letters a to z'],
  ['few tags', { tags: 'a, b, c, d, e, f' }, 'Please keep it to 5 tags.'],
  ['a space of the hub', { space: 'nowhere' }, 'Please choose a space.'],
])('what is started needs %s', async (_, fields, sentence) => {
  const title = fresh()
  const { status, body } = await start(await member({ role: 'host' }), { title, ...fields })
  expect(status).toBe(422)
  expect(body).toContain(sentence)
  expect(await find(title)).toBeUndefined()
})

test('nothing is started where a space or a level does not allow it', async () => {
  const newcomer = await member()
  for (const space of ['notices', 'crew', 'testers', 'back-room']) {
    const title = fresh()
    const { status } = await start(newcomer, { title, space })
    expect([space, status]).toEqual([space, 422])
    expect(await find(title)).toBeUndefined()
  }
  const { body } = await ask(START, {}, newcomer)
  expect(body).toContain('value="public"')
  expect(body).not.toContain('value="crew"')
  const kept = await member()
  await db.insert(grants).values({
    id: newId(new Date()),
    memberId: kept.id,
    kind: 'hold',
    level: 'guest',
    reason: 'A test',
    grantedBy: 'somebody',
    grantedAt: new Date(),
  })
  const nowhere = await ask(START, {}, kept)
  expect(nowhere.status).toBe(403)
  expect(nowhere.body).toContain('may start a conversation here.')
  expect(nowhere.body).not.toContain('name="title"')
})

test('whoever is silenced starts nothing, and reads why', async () => {
  const silenced = await member({
    silencedUntil: new Date('2999-01-01'),
    silenceReason: 'Shouting',
  })
  const title = fresh()
  expect((await start(silenced, { title })).status).toBe(422)
  expect(await find(title)).toBeUndefined()
  const { body } = await ask(START, {}, silenced)
  expect(body).toContain('Shouting')
  expect(body).not.toContain('You can still comment')
})

test('nobody can send a column: only what the form asks for is read', async () => {
  const title = fresh()
  await start(await member(), {
    title,
    id: 'topic:x',
    slug: 'x',
    state: 'published',
    startedBy: 'somebody',
    votes: '9',
    isListed: '1',
    asHost: '1',
    html: '<b>x</b>',
    kind: 'news',
  })
  expect(await find(title)).toMatchObject({ kind: 'question', votes: 0 })
  expect(await openingOf(title)).toMatchObject({ asHost: false, html: '<p>Who knows?</p>\n' })
})

describe('a topic is judged as a comment is', () => {
  test.each([
    ['a form drawn a moment ago', { drawn: '' }, 'stamp'],
    ['a field that nobody sees', { subject: 'x' }, 'trap'],
    [
      'more links than a level may',
      { body: 'https://a.example https://b.example https://c.example' },
      'links',
    ],
    ['a word that the hub holds', { body: 'Who has forbidden pedals?' }, 'words'],
  ])('%s has it held', async (_, fields, heldFor) => {
    const rosa = await member()
    const title = fresh()
    const { status, headers } = await start(rosa, { title, ...fields })
    expect(status).toBe(303)
    expect(await openingOf(title)).toMatchObject({ state: 'held', heldFor })
    const place = headers.get('location')!
    expect((await ask(place)).status).toBe(404)
    expect((await ask(place, {}, rosa)).body).toContain('Not public yet')
  })

  test('more are refused than a level may write in an hour', async () => {
    const rosa = await member()
    for (let n = 0; n < 10; n++) expect((await start(rosa)).status).toBe(303)
    const { status, headers, body } = await start(rosa, { body: 'One too many' })
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('3600')
    expect(body).toContain('One too many')
  })

  test('the same words sent twice are one topic', async () => {
    const rosa = await member()
    const title = fresh()
    const once = await start(rosa, { title })
    const again = await start(rosa, { title })
    expect(again.status).toBe(303)
    expect(again.headers.get('location')).toBe(once.headers.get('location'))
    expect(await db.$count(conversations, eq(conversations.title, title))).toBe(1)
  })

  test('twenty at once are one', async () => {
    const rosa = await member()
    const title = fresh()
    const env = { ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit }
    const all = await Promise.all(
      Array.from({ length: 20 }, () => start({ ...rosa, env }, { title })),
    )
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await db.$count(conversations, eq(conversations.title, title))).toBe(1)
    expect(await db.$count(comments, eq(comments.memberId, rosa.id))).toBe(1)
  })
})

describe('what was said before', () => {
  test('is shown once before a topic is started, and then no more', async () => {
    const word = fresh().split(' ')[0]!
    const before = await topic({ title: `How do I clean a ${word}?` })
    const rosa = await member()
    const title = `Cleaning my ${word}`
    const step = await start(rosa, { title, body: 'It is dirty.' })
    expect(step.status).toBe(200)
    expect(step.body).toContain('Similar conversations')
    expect(step.body).toContain(before.title!)
    expect(step.body).toContain('It is dirty.')
    expect(step.body).toContain('None of these: start conversation')
    expect(step.body).toContain(`name="seen" value="${title}"`)
    expect(await find(title)).toBeUndefined()
    const preview = await send(`${START}preview`, { title, body: 'It', seen: title }, rosa)
    expect(preview.body).toContain(`name="seen" value="${title}"`)
    expect((await start(rosa, { title, body: '', seen: title })).body).toContain('name="seen"')
    for (const page of [preview, await start(rosa, { title, body: '' })]) {
      expect(page.body).toContain('Similar conversations')
      expect(page.body).toContain(before.title!)
      expect(page.body).not.toContain('None of these')
    }
    expect((await start(rosa, { title, body: 'It is dirty.', seen: title })).status).toBe(303)
  })

  test('is told to a script while the title is typed, and only what may be read', async () => {
    const word = fresh().split(' ')[0]!
    await topic({ title: `Crew ${word}`, space: 'crew' })
    const open = await topic({ title: `Open ${word}` })
    const asking = { headers: { 'hub-fragment': 'hub-main' } }
    const guest = await ask(`${START}similar/?title=${word}`, asking)
    expect(guest.headers.get('hub-fragment')).toBe('hub-main')
    expect(guest.body).toContain(open.title!)
    expect(guest.body).not.toContain('Crew')
    expect((await ask(`${START}similar/?title=${word}`, asking, await member())).body).toContain(
      `Crew ${word}`,
    )
  })

  test('nothing is like a title without a word', async () => {
    expect((await ask(`${START}similar/?title=%3C`)).status).toBe(200)
  })
})

test('a preview shows the words as they will look, and keeps the form', async () => {
  const title = fresh()
  const { status, body } = await send(
    `${START}preview`,
    { kind: 'idea', space: 'public', title, body: '**Light** <script>', tags: 'winter' },
    await member({ role: 'host' }),
  )
  expect(status).toBe(200)
  expect(body).toContain('<strong>Light</strong> &lt;script&gt;')
  expect(body).toContain(`value="${title}"`)
  expect(body).toContain('value="winter"')
  expect(body).toMatch(/value="idea" checked/)
  expect(await find(title)).toBeUndefined()
})

test('a preview shows all that readers will see, as it will be kept', async () => {
  const { status, body } = await send(
    `${START}preview`,
    {
      kind: 'resource',
      space: 'public',
      title: ' A  <plan> ',
      body: 'Take it.',
      tags: '',
      link1Label: 'Drawn',
      link1Url: 'plans.example/a',
      contact1Name: 'Ada',
      contact1Phone: '+44 20 7946 0000',
    },
    await member(),
  )
  expect(status).toBe(200)
  const [preview] = /<section class="comment-preview"[\s\S]*?<fieldset/.exec(body)!
  expect(preview).toMatch(/<h3[^>]*>A &lt;plan&gt;<\/h3>/)
  expect(preview).toContain('href="https://plans.example/a"')
  expect(preview).toContain('href="tel:+442079460000"')
  expect(preview).not.toContain('Please fix the fields marked below')
})

test('a preview says what would be in the way of starting it, beside the words', async () => {
  const tag = `new-${fresh().slice(0, 8)}`
  const sent = { kind: 'idea', space: 'public', title: '', body: '**Light**', tags: tag }
  const { status, body } = await send(`${START}preview`, sent, await member())
  expect(status).toBe(422)
  expect(body).toContain('<strong>Light</strong>')
  expect(body).toContain('Please fix the fields marked below')
  expect(body).toContain('Please give it a title.')
  expect(body).toContain(`New tags need a higher level: “${tag}”.`)
})

test('a preview has no address of its own: whoever comes there begins anew', async () => {
  const { status, headers } = await ask(`${START}preview`)
  expect([status, headers.get('location')]).toEqual([307, START])
})

describe('tags', () => {
  test('in use are for everybody who starts, as posts and topics have them', async () => {
    const used = `used-${fresh().slice(0, 8)}`
    await topic({ tags: [used] })
    const title = fresh()
    const rosa = await member()
    expect((await ask(START, {}, rosa)).body).toContain(`<li>${used}</li>`)
    expect((await start(rosa, { title, tags: ` ${used.toUpperCase()} , ${used}` })).status).toBe(
      303,
    )
    expect(await find(title)).toMatchObject({ tags: [used] })
  })

  test('that are new take a level that may give them', async () => {
    const tag = `new-${fresh().slice(0, 8)}`
    const refused = await start(await member(), { tags: tag })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain(`New tags need a higher level: “${tag}”.`)
    const [used, other] = [`used-${fresh().slice(0, 8)}`, `other-${fresh().slice(0, 8)}`]
    await topic({ tags: [used] })
    const both = await start(await member(), { tags: `${tag}, ${used}, ${other}` })
    expect(both.body).toContain(`New tags need a higher level: “${tag}” or “${other}”.`)
    const title = fresh()
    const regular = await member({ approvedComments: 3, firstApprovedAt: new Date('2026-01-01') })
    expect((await start(regular, { title, tags: tag })).status).toBe(303)
    expect(await find(title)).toMatchObject({ tags: [tag] })
  })

  test('of a guarded space are in use only for those who may read it', async () => {
    const tag = `crewtag-${fresh().slice(0, 8)}`
    await topic({ space: 'testers', tags: [tag] })
    const rosa = await member()
    expect((await ask(START, {}, rosa)).body).not.toContain(tag)
    expect((await start(rosa, { tags: tag })).status).toBe(422)
  })
})

describe('a resource', () => {
  test('gives links and names people', async () => {
    const title = fresh()
    const host = await member({ role: 'host' })
    await start(host, {
      title,
      kind: 'resource',
      link1Label: 'The plan',
      link1Url: 'plans.example/a',
      link3Url: 'https://b.example/',
      contact1Name: 'Ada',
      contact1Email: 'ada@example.org',
      contact2Name: 'Ben',
      contact2Phone: '+44 20 7946 0000',
      contact2Url: 'ben.example',
    })
    expect(await find(title)).toMatchObject({
      links: [
        { label: 'The plan', url: 'https://plans.example/a' },
        { label: 'b.example', url: 'https://b.example/' },
      ],
      contacts: [
        { name: 'Ada', email: 'ada@example.org' },
        { name: 'Ben', phone: '+44 20 7946 0000', url: 'https://ben.example/' },
      ],
    })
  })

  test.each([
    [
      'an address that is none',
      { link1Url: 'javascript:alert(1)' },
      'not the address of a website',
    ],
    ['a label that leads nowhere', { link2Label: 'Here' }, 'the address that this leads to'],
    ['a person without a name', { contact1Email: 'a@example.org' }, 'Please say who this is'],
    ['a person who can not be reached', { contact1Name: 'Ada' }, 'at least one way to reach'],
    [
      'an e-mail that is none',
      { contact1Name: 'A', contact1Email: 'a' },
      'check the email address',
    ],
    ['a number that is none', { contact1Name: 'A', contact1Phone: 'call' }, 'telephone number'],
  ])('is refused with %s', async (_, fields, sentence) => {
    const title = fresh()
    const { status, body } = await start(await member(), { title, kind: 'resource', ...fields })
    expect(status).toBe(422)
    expect(body).toContain(sentence)
    expect(await find(title)).toBeUndefined()
  })

  test('alone has them: what a question sends of them is left', async () => {
    const title = fresh()
    await start(await member(), { title, link1Url: 'javascript:alert(1)', contact1Name: 'A' })
    expect(await find(title)).toMatchObject({ links: null, contacts: null })
  })
})

test('while the database fails the words come back, to be sent again', async () => {
  const rosa = await member()
  const title = fresh()
  const env = {
    DB: inWeather(bindings.DB, (sql) => (/insert into "conv/i.test(sql) ? 'down' : 'fine')),
  }
  const { status, headers, body } = await start({ ...rosa, env }, { title })
  expect(status).toBe(503)
  expect(headers.get('retry-after')).toBe('60')
  expect(body).toContain(title)
})
