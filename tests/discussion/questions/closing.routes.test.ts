import { desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { log } from '../../../worker/audit/table'
import { ask, db, member, say, send, topic } from '../../world'

const host = await member({ role: 'host', name: 'The Host' })

type Person = Pick<Awaited<ReturnType<typeof member>>, 'cookie' | 'address'>
type Topic = { id: string; slug: string }

const addressOf = ({ id, slug }: Topic) => `/community/topics/${id.slice('topic:'.length)}/${slug}/`

const close = (id: string, of: string, { cookie, address }: Partial<Person> = host) =>
  send(`/community/conversations/${id}/duplicate`, { of }, { cookie, address })

const reopen = (id: string, { cookie, address }: Partial<Person> = host) =>
  send(`/community/conversations/${id}/duplicate`, { to: 'off' }, { cookie, address })

const closedFor = async (id: string) =>
  (await db.select().from(conversations).where(eq(conversations.id, id))).at(0)?.duplicateOf

const pageOf = async (of: Topic, cookie?: string) => (await ask(addressOf(of), {}, { cookie })).body

const asked = async (more: Parameters<typeof topic>[0] = {}) => {
  const by = await member()
  return { ...(await topic({ by, ...more })), by }
}

describe('a question that was asked before', () => {
  test('is closed by whoever asked it, leads to the earlier one, and is named there', async () => {
    const first = await asked({ title: 'How tight is tight?' })
    const again = await asked({ title: 'How firm is firm?' })
    const done = await close(again.id, `https://hub.test${addressOf(first)}`, again.by)
    expect([done.status, done.headers.get('location')]).toEqual([
      303,
      `${addressOf(again)}#thread-title`,
    ])
    const page = await pageOf(again)
    expect(page).toMatch(/Duplicate\.[\s\S]*?How tight is tight\?<\/a>/)
    expect(page).toContain(`href="${addressOf(first)}"`)
    expect(page).not.toContain('id="comment-form"')
    expect(await pageOf(first)).toMatch(/Also asked as:[\s\S]*?How firm is firm\?<\/a>/)
  })

  test('takes no more comments, but from hosts, until it is opened again', async () => {
    const [first, again] = [await asked(), await asked()]
    await close(again.id, addressOf(first))
    const rosa = await member()
    const refused = await say(rosa, 'Too late', { to: again.id, cookie: rosa.cookie })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Too late')
    expect((await say(host, 'By a host', { to: again.id, cookie: host.cookie })).status).toBe(303)
    expect((await reopen(again.id, again.by)).status).toBe(303)
    expect(await closedFor(again.id)).toBeNull()
    expect((await say(rosa, 'In time', { to: again.id, cookie: rosa.cookie })).status).toBe(303)
  })

  test('waits for no answer at the desk, and does again once that is undone', async () => {
    const [first, again] = [await asked(), await asked()]
    const { opening } = again
    await db.update(comments).set({ asks: true }).where(eq(comments.id, opening!))
    const waits = async () =>
      (await db.select().from(comments).where(eq(comments.id, opening!))).at(0)?.asks
    await close(again.id, addressOf(first))
    expect(await waits()).toBe(false)
    const [entry] = await db
      .select()
      .from(log)
      .where(eq(log.subject, again.id))
      .orderBy(desc(log.id))
    expect(entry).toMatchObject({ act: 'duplicate', by: host.id, detail: { to: first.id } })
    const record = (await ask('/community/desk/log/', {}, host)).body
    expect(record).toMatch(/closed the conversation[\s\S]*?as a duplicate/)
    expect((await send(`/community/desk/log/${entry!.id}/undoing`, {}, host)).status).toBe(303)
    expect([await closedFor(again.id), await waits()]).toEqual([null, true])
  })

  test('may be a post, or lead to one', async () => {
    const first = await asked()
    expect((await close('post:permanent', addressOf(first))).status).toBe(303)
    expect((await ask('/community/posts/moved/')).body).toContain('Duplicate.')
    await reopen('post:permanent')
    const again = await asked()
    expect((await close(again.id, '/community/posts/old-address/')).status).toBe(303)
    expect(await pageOf(again)).toContain('A post that moved</a>')
  })

  test('leads on to where the earlier one was asked before', async () => {
    const [first, second, third] = [await asked(), await asked(), await asked()]
    await close(second.id, addressOf(first))
    await close(third.id, addressOf(second))
    expect(await closedFor(third.id)).toBe(first.id)
  })

  test('is closed by nobody else, and is a question', async () => {
    const [first, again] = [await asked(), await asked()]
    const idea = await topic({ kind: 'idea', by: again.by })
    for (const who of [{}, await member(), await member({ answers: 9 }), first.by])
      expect((await close(again.id, addressOf(first), who)).status).toBe(404)
    expect((await close(idea.id, addressOf(first), host)).status).toBe(404)
    expect((await close('post:open', addressOf(first), host)).status).toBe(404)
    expect(await closedFor(again.id)).toBeNull()
  })

  test('has the form for whoever may close it, and for nobody else', async () => {
    const again = await asked()
    expect(await pageOf(again, again.by.cookie)).toContain('Mark as duplicate')
    expect(await pageOf(again, host.cookie)).toContain('Mark as duplicate')
    for (const cookie of [undefined, (await member()).cookie])
      expect(await pageOf(again, cookie)).not.toContain('Mark as duplicate')
  })
})

test('an address that leads nowhere, or back, is refused, and kept in the form', async () => {
  const [question, other] = [await asked(), await asked()]
  const idea = await topic({ kind: 'idea' })
  const held = await topic({ state: 'held' })
  await close(other.id, addressOf(question))
  const answers: [string, RegExp][] = [
    ['', /no conversation at that address/],
    ['https://', /no conversation at that address/],
    ['https://elsewhere.test/community/', /no conversation at that address/],
    [addressOf({ ...other, id: 'topic:nothing' }), /no conversation at that address/],
    [addressOf(held), /no conversation at that address/],
    [addressOf(question), /That is this question/],
    [addressOf(other), /closed as a duplicate of this one/],
    [addressOf(idea), /That is not a question/],
  ]
  for (const [of, sentence] of answers) {
    const { status, body } = await close(question.id, of, question.by)
    expect(status, of).toBe(422)
    expect(body, of).toMatch(sentence)
    expect(body, of).toContain(`value="${of}"`)
  }
  expect(await closedFor(question.id)).toBeNull()
})

test('a script is told in place why an address was refused, the form open with what was typed', async () => {
  const question = await asked()
  const { status, headers, body } = await send(
    `/community/conversations/${question.id}/duplicate`,
    { of: 'https://nowhere' },
    { ...question.by, headers: { 'hub-fragment': 'hub-thread' } },
  )
  expect([status, headers.get('hub-fragment')]).toEqual([422, 'hub-thread'])
  expect(body).toMatch(/<details open[\s\S]*?value="https:\/\/nowhere"[\s\S]*?no conversation at/)
  expect(body).toContain('id="comment-form"')
  expect(body).not.toContain('<html')
})

describe('what not everybody may read', () => {
  test('is named by no question that more people read, whoever closes it', async () => {
    const question = await asked()
    const guarded = await asked({ space: 'crew', title: 'A quetzalword question' })
    const { status, body } = await close(question.id, addressOf(guarded))
    expect(status).toBe(422)
    expect(body).toContain('Not everyone who can read this question can read that one')
    const unread = await asked({ space: 'back-room' })
    const asker = await close(question.id, addressOf(unread), question.by)
    expect([asker.status, asker.body.includes('no conversation')]).toEqual([422, true])
  })

  test('is named neither as the earlier one nor as a duplicate once it was moved out of sight', async () => {
    const [first, again] = [
      await asked({ title: 'The quetzalword first' }),
      await asked({ title: 'The quetzalword again' }),
    ]
    await close(again.id, addressOf(first))
    const move = (id: string, space: string) =>
      db.update(conversations).set({ space }).where(eq(conversations.id, id))
    await move(first.id, 'crew')
    const page = await pageOf(again)
    expect(page).toContain('Duplicate.')
    expect(page).not.toContain('quetzalword first')
    await move(first.id, 'public')
    await move(again.id, 'crew')
    expect(await pageOf(first)).not.toContain('quetzalword again')
  })
})
