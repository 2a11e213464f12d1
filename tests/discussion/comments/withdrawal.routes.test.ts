import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { log } from '../../../worker/audit/table'
import { ask, db, member, say, send } from '../../world'

type Person = Awaited<ReturnType<typeof member>>

const host = await member({ role: 'host', name: 'The Host' })

const publishedBy = async (author: Person, body: string) => {
  await say(author, body, { cookie: author.cookie, as: 'member' })
  const [said] = await db.select().from(comments).where(eq(comments.body, body))
  return said!.id
}

const post = (id: string, what: string, { address, cookie }: Person, fields = {}) =>
  send(`/community/comments/${id}/${what}`, fields, { address, cookie })

const rowOf = async (id: string) =>
  (await db.select().from(comments).where(eq(comments.id, id))).at(0)

const recorded = (id: string) => db.$count(log, eq(log.subject, id))

// `removal` is where authors came before they had an address of their own.
describe.each(['withdrawal', 'removal'])('an author at %s', (what) => {
  test('takes a comment back: its words are gone, and nothing is on record', async () => {
    const rosa = await member()
    const id = await publishedBy(rosa, `Taken back by ${what}`)
    const answer = await post(id, what, rosa)
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/community/posts/open/#thread-title',
    ])
    expect(await rowOf(id)).toMatchObject({ state: 'removed', body: '', html: '' })
    expect(await recorded(id)).toBe(0)
  })

  test('finds nothing of what another wrote', async () => {
    const id = await publishedBy(await member(), `Another's words at ${what}`)
    expect((await post(id, what, await member())).status).toBe(404)
    expect(await rowOf(id)).toMatchObject({ state: 'published' })
  })

  test('who is a host takes back their own', async () => {
    const id = await publishedBy(host, `A host's own at ${what}`)
    expect((await post(id, what, host)).status).toBe(303)
    expect(await rowOf(id)).toMatchObject({ state: 'removed', body: '' })
    expect(await recorded(id)).toBe(0)
  })
})

test('a host removes by a rule, on record, also what they wrote themselves', async () => {
  for (const author of [await member(), host]) {
    const id = await publishedBy(author, `Against a rule, by ${author.name}`)
    const answer = await post(id, 'removal', host, { rule: 'hurtful', back: 'awaiting' })
    expect(answer.headers.get('location')).toMatch(/^\/community\/desk\/\?list=awaiting&done=/)
    expect(await recorded(id)).toBe(1)
  }
})

test('a host is refused without a rule, and finds nothing to withdraw of what another wrote', async () => {
  const id = await publishedBy(await member(), 'Neither removed nor withdrawn')
  expect((await post(id, 'removal', host)).status).toBe(422)
  expect((await post(id, 'withdrawal', host)).status).toBe(404)
  expect(await rowOf(id)).toMatchObject({ state: 'published' })
})

test('the form below a comment leads its author to the withdrawal', async () => {
  const rosa = await member()
  const id = await publishedBy(rosa, 'With a form of its own')
  const { body } = await ask('/community/posts/open/', {}, { cookie: rosa.cookie })
  expect(body).toContain(`action="/community/comments/${id}/withdrawal"`)
  expect(body).not.toContain(`action="/community/comments/${id}/removal"`)
})
