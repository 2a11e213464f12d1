import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { log } from '../../../worker/audit/table'
import { reactions } from '../../../worker/discussion/reactions/table'
import { documents } from '../../../worker/discussion/search/table'
import { readHub } from '../../../worker/http/hub'
import { ask, bindings, db, member, say, send, topic } from '../../world'

type Topic = Awaited<ReturnType<typeof topic>>
const hub = await readHub(bindings)
let host: Awaited<ReturnType<typeof member>>
beforeAll(async () => {
  host = await member({ role: 'host' })
})

const addressOf = ({ id, slug }: Pick<Topic, 'id' | 'slug'>) =>
  `/community/topics/${id.slice('topic:'.length)}/${slug}/`
const rowOf = async (id: string) =>
  (await db.select().from(conversations).where(eq(conversations.id, id))).at(0)!
const commentOf = async (id: string) =>
  (await db.select().from(comments).where(eq(comments.id, id))).at(0)!

/** Somebody says something, and what they said has this id. */
const said = async (to: string, body: string, parent?: string) => {
  const by = await member()
  const { headers } = await say(by, body, { to, cookie: by.cookie, ...(parent && { parent }) })
  return /from=([^#&]+)/.exec(headers.get('location')!)![1]!
}

const merge = (each: Topic, into: string, by = host) =>
  send(`/community/conversations/${each.id}/merger`, { into, reason: 'The same' }, by)

const undo = async (subject: string, by = host) => {
  const entries = await db.select().from(log).where(eq(log.subject, subject)).orderBy(log.id)
  return send(`/community/desk/log/${entries.at(-1)!.id}/undoing`, { back: 'record' }, by)
}

/** What is counted of a conversation, and what there is. */
const counted = async (id: string) => {
  const { comments: many, shown } = await rowOf(id)
  const all = await db.select().from(comments).where(eq(comments.conversation, id))
  return {
    comments: [many, all.filter((each) => each.state === 'published' && !each.opens).length],
    shown: [shown, all.filter((each) => each.shown).length],
  }
}

const agree = async (...ids: string[]) => {
  for (const id of ids) {
    const { comments: many, shown } = await counted(id)
    expect(many[0], id).toBe(many[1])
    expect(shown[0], id).toBe(shown[1])
  }
}

test('a host brings a topic into another space, on record, and back', async () => {
  const asked = await topic()
  const move = (space: string) =>
    send(`/community/conversations/${asked.id}/space`, { space, reason: 'Belongs there' }, host)
  expect((await move('nowhere')).status).toBe(422)
  const { status, headers } = await move('crew')
  expect([status, headers.get('location')]).toEqual([303, addressOf(asked)])
  expect(await rowOf(asked.id)).toMatchObject({ space: 'crew' })
  expect((await ask(addressOf(asked))).status).toBe(404)
  expect((await ask(addressOf(asked), {}, await member())).status).toBe(200)
  const desk = await ask(`/community/desk/comments/${asked.opening}/`, {}, host)
  const crew = hub.spaces.find(({ id }) => id === 'crew')!.name
  expect(desk.body).toContain(`to the space ${crew}`)
  expect(desk.body).not.toContain('to the space crew')
  expect(desk.body).toContain('Belongs there')
  expect((await undo(asked.id)).status).toBe(303)
  expect(await rowOf(asked.id)).toMatchObject({ space: 'public' })
  expect((await ask(addressOf(asked))).status).toBe(200)
})

test('a topic merges into another with all that was said, and every address leads there', async () => {
  const [one, other] = [await topic({ title: 'Twice asked' }), await topic()]
  const answer = await said(one.id, 'An answer to the first')
  const reply = await said(one.id, 'A reply to that', answer)
  const there = await said(other.id, 'Said in the other')
  const ben = await member()
  await send(`/community/conversations/${one.id}/reactions`, { emoji: '👍' }, ben)
  await send(`/community/comments/${answer}/reactions`, { emoji: '🎉' }, ben)

  const { status, headers } = await merge(one, `https://hub.test${addressOf(other)}`)
  const place = `${addressOf(other)}?from=${one.opening}#c-${one.opening}`
  expect([status, headers.get('location')]).toEqual([303, place])
  await agree(one.id, other.id)
  expect(await rowOf(other.id)).toMatchObject({ comments: 4, shown: 4 })
  expect(await commentOf(one.opening)).toMatchObject({
    opens: false,
    shown: true,
    depth: 0,
    replies: 1,
    reactions: { '👍': 1 },
    appreciation: 1,
  })
  expect(await commentOf(answer)).toMatchObject({ parentId: one.opening, depth: 1 })
  expect(await commentOf(reply)).toMatchObject({ parentId: answer, depth: 2 })

  const page = await ask(addressOf(other))
  for (const id of [one.opening, answer, reply, there]) expect(page.body).toContain(`id="c-${id}"`)
  const old = await ask(addressOf(one))
  expect([old.status, old.headers.get('location')]).toEqual([301, place])
  for (const more of ['history/', 'comments.xml'])
    expect((await ask(addressOf(one) + more)).status).toBe(301)
  const linked = await ask(`/community/comments/${reply}/`)
  expect(linked.headers.get('location')).toContain(addressOf(other))
  expect(await db.$count(documents, eq(documents.id, one.id))).toBe(0)
  expect(await db.$count(documents, eq(documents.id, `comment:${one.opening}`))).toBe(1)
  expect(await db.$count(reactions, eq(reactions.conversation, one.id))).toBe(0)

  const record = (await ask('/community/desk/log/', {}, host)).body
  const to = `<a href="${addressOf(other)}">${other.title}</a>`
  expect(record).toContain(`Twice asked</a> into the conversation ${to}`)

  const late = await say(ben, 'From a page that was open', { to: one.id, cookie: ben.cookie })
  expect(late.headers.get('location')).toContain(addressOf(other))
  await agree(one.id, other.id)
})

test('the votes for an idea count for the one it is merged into, each member once, and go back', async () => {
  const [one, other, question] = [
    await topic({ kind: 'idea' }),
    await topic({ kind: 'idea' }),
    await topic(),
  ]
  const vote = (id: string, by: Awaited<ReturnType<typeof member>>) =>
    send(`/community/conversations/${id}/votes`, { to: 'on' }, by)
  const [rosa, ben, ada] = [await member(), await member(), await member()]
  for (const by of [rosa, ben]) await vote(one.id, by)
  for (const by of [ben, ada]) await vote(other.id, by)

  await merge(one, addressOf(other))
  expect(await rowOf(other.id)).toMatchObject({ votes: 3 })
  expect((await undo(one.id)).status).toBe(303)
  expect([await rowOf(one.id), await rowOf(other.id)]).toMatchObject([{ votes: 2 }, { votes: 2 }])

  await merge(one, addressOf(question))
  expect(await rowOf(question.id)).toMatchObject({ votes: 0 })
  await undo(one.id)
  await merge(one, '/community/posts/benches/')
  expect(await rowOf('post:benches')).toMatchObject({ votes: 2, status: 'open' })
  await undo(one.id)
  expect(await rowOf('post:benches')).toMatchObject({ votes: 0 })
})

test('a merger is taken back, with what was said below it since, and done again', async () => {
  const [one, other] = [await topic(), await topic()]
  const answer = await said(one.id, 'An answer')
  const faded = await said(one.id, 'A poor answer')
  await send(`/community/comments/${faded}/fading`, {}, host)
  const below = await said(one.id, 'A reply to the answer', answer)
  const there = await said(other.id, 'Said in the other')
  const before = await Promise.all([answer, faded, below].map(commentOf))
  await merge(one, addressOf(other))
  const since = await said(other.id, 'In answer to the opening', one.opening)

  expect((await undo(one.id)).status).toBe(303)
  await agree(one.id, other.id)
  expect(await rowOf(one.id)).toMatchObject({ mergedInto: null, isListed: true, comments: 3 })
  expect(await rowOf(other.id)).toMatchObject({ comments: 1, shown: 1 })
  expect(await Promise.all([answer, faded, below].map(commentOf))).toEqual(before)
  expect(await commentOf(one.opening)).toMatchObject({ opens: true, shown: false, replies: 0 })
  expect(await commentOf(since)).toMatchObject({ conversation: one.id, parentId: null, depth: 0 })
  const page = await ask(addressOf(one))
  expect(page.status).toBe(200)
  for (const id of [answer, below, since]) expect(page.body).toContain(`id="c-${id}"`)
  expect(page.body).not.toContain(`id="c-${there}"`)
  expect(await db.$count(documents, eq(documents.id, one.id))).toBe(1)

  expect((await undo(one.id)).status).toBe(303)
  await agree(one.id, other.id)
  expect(await rowOf(one.id)).toMatchObject({ mergedInto: other.id, isListed: false })
})

test('a topic merges into a post, too', async () => {
  const one = await topic()
  const { comments: before = 0 } = (await rowOf('post:open')) ?? {}
  expect((await merge(one, 'https://hub.test/community/posts/open/')).status).toBe(303)
  expect((await rowOf('post:open')).comments).toBe(before + 1)
  expect((await ask(addressOf(one))).headers.get('location')).toContain('/community/posts/open/')
  await undo(one.id)
  expect((await rowOf('post:open')).comments).toBe(before)
})

test('nothing is merged into itself, into nothing, or twice', async () => {
  const [one, other] = [await topic(), await topic()]
  for (const into of ['', 'nonsense', addressOf(one), '/community/posts/silent/', 'topic:x']) {
    const { status, body } = await merge(one, into)
    expect([into, status]).toEqual([into, 422])
    expect(body).toContain('name="into"')
  }
  const all = await Promise.all([merge(one, addressOf(other)), merge(one, addressOf(other))])
  expect(all.map(({ status }) => status)).toContain(303)
  await agree(one.id, other.id)
  expect((await rowOf(other.id)).comments).toBe(1)
  const third = await topic()
  expect((await merge(third, addressOf(one))).status).toBe(422)
})

test('only hosts move and merge', async () => {
  const [one, other] = [await topic(), await topic()]
  for (const somebody of [await member(), one.by as typeof host]) {
    expect((await merge(one, addressOf(other), somebody)).status).toBe(404)
    const path = `/community/conversations/${one.id}/space`
    expect((await send(path, { space: 'crew' }, somebody)).status).toBe(404)
  }
  expect(await rowOf(one.id)).toMatchObject({ space: 'public', mergedInto: null })
})

test('at the desk a topic is called one', async () => {
  const held = await topic({ state: 'held', title: 'Waits for a host' })
  const list = await ask('/community/desk/?list=held', {}, host)
  expect(list.body).toMatch(/Topic: <a href="[^"]+">Waits for a host<\/a>/)
  const { body } = await ask(`/community/desk/comments/${held.opening}/`, {}, host)
  expect(body).toContain('A conversation started by')
  expect(body).toContain(`action="/community/conversations/${held.id}/merger"`)
  expect(body).toContain(`action="/community/conversations/${held.id}/space"`)
  const approval = `/community/comments/${held.opening}/approval`
  expect((await send(approval, { back: 'held' }, host)).status).toBe(303)
  expect((await ask(addressOf(held))).status).toBe(200)
})
