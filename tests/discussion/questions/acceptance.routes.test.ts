import { desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { log } from '../../../worker/audit/table'
import { members } from '../../../worker/accounts/members/table'
import { ask, db, member, say, send, stranger, topic } from '../../world'

const host = await member({ role: 'host', name: 'The Host' })

type Person = Awaited<ReturnType<typeof member>>

const accept = (id: string, { address, cookie }: Partial<Person>, to = 'on') =>
  send(`/community/comments/${id}/answer`, { to }, { address, cookie })

/** A member says something, and it is there for all to read. */
const answerIn = async (conversation: string, body: string, by?: Person) => {
  const author = by ?? (await member())
  await say(author, body, { to: conversation, cookie: author.cookie, as: 'member' })
  const [said] = await db.select().from(comments).where(eq(comments.body, body))
  return { ...said!, author }
}

const asked = async (as: Parameters<typeof topic>[0] = {}) => {
  const asker = await member()
  return { ...(await topic({ by: asker, ...as })), asker }
}

const answerOf = async (id: string) =>
  (await db.select().from(conversations).where(eq(conversations.id, id))).at(0)?.answer

const answersBy = async ({ id }: Person) =>
  (await db.select().from(members).where(eq(members.id, id))).at(0)?.answers

describe('whoever asked', () => {
  test('says which comment is the answer, changes their mind, and takes it back', async () => {
    const { id, asker } = await asked()
    const [first, second] = [
      await answerIn(id, 'The first of two'),
      await answerIn(id, 'The other'),
    ]
    const taken = await accept(first.id, asker)
    expect([taken.status, taken.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/community\/topics\/.*#answer$/),
    ])
    expect(await answerOf(id)).toBe(first.id)
    expect([await answersBy(first.author), await answersBy(second.author)]).toEqual([1, 0])

    expect((await accept(second.id, asker)).status).toBe(303)
    expect(await answerOf(id)).toBe(second.id)
    expect([await answersBy(first.author), await answersBy(second.author)]).toEqual([0, 1])

    expect((await accept(second.id, asker, 'off')).status).toBe(303)
    expect(await answerOf(id)).toBeNull()
    expect(await answersBy(second.author)).toBe(0)
  })

  test('is on record by name, and a host may take it back', async () => {
    const { id, asker } = await asked()
    const said = await answerIn(id, 'One that a host will doubt')
    await accept(said.id, asker)
    const [entry] = await db
      .select()
      .from(log)
      .where(eq(log.subject, said.id))
      .orderBy(desc(log.id))
    expect(entry).toMatchObject({ act: 'acceptance', by: asker.id })
    const undone = await send(`/community/desk/log/${entry!.id}/undoing`, {}, host)
    expect(undone.status).toBe(303)
    expect(await answerOf(id)).toBeNull()
  })

  test('sends the same twice, and it is on record once', async () => {
    const { id, asker } = await asked()
    const said = await answerIn(id, 'One that is pressed twice')
    const both = await Promise.all([accept(said.id, asker), accept(said.id, asker)])
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(await db.$count(log, eq(log.subject, said.id))).toBe(1)
    expect(await answerOf(id)).toBe(said.id)
  })

  test('accepts no comment of another conversation, of an idea, or one that is held', async () => {
    const { id, opening, asker } = await asked()
    const idea = await topic({ kind: 'idea', by: asker })
    const [elsewhere, ofIdea, held] = [
      await answerIn((await topic()).id, 'Said elsewhere'),
      await answerIn(idea.id, 'Said of an idea'),
      await answerIn(id, 'Said and held'),
    ]
    await send(`/community/comments/${held.id}/holding`, {}, host)
    const statuses = []
    for (const each of [elsewhere.id, ofIdea.id, held.id, opening!])
      statuses.push((await accept(each, asker)).status)
    expect(statuses).toEqual([404, 404, 422, 404])
    expect(await answerOf(id)).toBeNull()
  })

  test('accepts nothing while a host has silenced them', async () => {
    const { id, asker } = await asked()
    const said = await answerIn(id, 'Said to somebody who is silenced')
    await db
      .update(members)
      .set({ silencedUntil: new Date('2999-01-01') })
      .where(eq(members.id, asker.id))
    expect((await accept(said.id, asker)).status).toBe(404)
    expect(await answerOf(id)).toBeNull()
  })
})

describe('an answer', () => {
  test('is accepted by nobody else: no stranger, no guest, no other member, not its author', async () => {
    const { id } = await asked()
    const said = await answerIn(id, 'Said by somebody who would like to be accepted')
    const others = [stranger(), await member(), said.author]
    for (const who of others) expect((await accept(said.id, who)).status).toBe(404)
    expect(await answerOf(id)).toBeNull()
  })

  test('is accepted by a host from the conversation, and by a level that may', async () => {
    const { id } = await asked()
    const [first, second] = [await answerIn(id, 'For a host'), await answerIn(id, 'For an expert')]
    const taken = await accept(first.id, host)
    expect(taken.headers.get('location')).toMatch(/#answer$/)
    expect(await answerOf(id)).toBe(first.id)
    const expert = await member({ answers: 5 })
    expect((await accept(second.id, expert)).status).toBe(303)
    expect(await answerOf(id)).toBe(second.id)
  })

  test('is on the page of a post under its question, in its place, and for machines', async () => {
    const said = await answerIn('post:permanent', 'The settling words')
    const beside = await answerIn('post:permanent', 'Words beside them')
    await accept(said.id, host)
    const { body } = await ask('/community/posts/moved/')
    expect(body).toMatch(
      /<section class="comment-above h-cite" id="answer"[\s\S]*?The settling words/,
    )
    expect(body).toMatch(
      new RegExp(`id="c-${said.id}"[\\s\\S]*?The answer[\\s\\S]*?settling words`),
    )
    const data = [...body.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)]
    const page = data.map(([, json]) => JSON.parse(json!)).find(({ mainEntity }) => mainEntity)
    expect(page).toMatchObject({
      '@type': 'QAPage',
      mainEntity: {
        '@type': 'Question',
        '@id': 'https://hub.test/community/posts/moved/#post',
        name: 'A post that moved',
        answerCount: 2,
        acceptedAnswer: { '@type': 'Answer', text: 'The settling words', upvoteCount: 0 },
        suggestedAnswer: [{ '@type': 'Answer', text: beside.body }],
      },
    })
  })

  test('has a button for whoever may accept it, and for nobody else', async () => {
    const said = await answerIn('post:permanent', 'Something with a button')
    const form = `action="/community/comments/${said.id}/answer"`
    const seenBy = async ({ cookie }: { cookie?: string }) =>
      (await ask('/community/posts/moved/', {}, { cookie })).body.includes(form)
    expect(await seenBy(host)).toBe(true)
    expect(await seenBy(await member({ answers: 5 }))).toBe(true)
    expect(await seenBy(await member())).toBe(false)
    expect(await seenBy({})).toBe(false)
  })
})

describe('the address at which askers said so before', () => {
  const before = (id: string, { address, cookie }: Partial<Person>, fields = {}) =>
    send(`/community/comments/${id}/acceptance`, fields, { address, cookie })

  test('goes on working for them, and for a host from the conversation', async () => {
    const { id, asker } = await asked()
    const said = await answerIn(id, 'Said at the address of before')
    const back = { back: 'answer' }
    const taken = await before(said.id, asker, { to: 'on', ...back })
    expect(taken.headers.get('location')).toMatch(/^\/community\/topics\/.*#answer$/)
    expect(await answerOf(id)).toBe(said.id)
    const undone = await before(said.id, host, { to: 'off', ...back })
    expect(undone.headers.get('location')).toMatch(/^\/community\/topics\/.*#thread-title$/)
    expect(await answerOf(id)).toBeNull()
    const again = await before(said.id, host, { to: 'on', ...back })
    expect(again.headers.get('location')).toMatch(/^\/community\/topics\/.*#answer$/)
  })

  test('leads a host at the desk on to their list, and is there for nobody else', async () => {
    const { id } = await asked()
    const said = await answerIn(id, 'Said and accepted at the desk')
    for (const who of [stranger(), await member(), said.author])
      expect((await before(said.id, who, { to: 'on' })).status).toBe(404)
    const taken = await before(said.id, host, { to: 'on', back: 'awaiting' })
    expect(taken.headers.get('location')).toMatch(/^\/community\/desk\/\?list=awaiting&done=/)
    expect(await answerOf(id)).toBe(said.id)
  })
})
