import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { log } from '../../../worker/audit/table'
import { messages } from '../../../worker/notifications/table'
import { addComment } from '../../discussion/reports/seed'
import { ask, db, letters, member, send } from '../../world'

const words = { body: 'Please say it about the brakes.\n\nThank you!', rule: 'hurtful' }
const warn = (id: string, by: { cookie?: string }, typed: Record<string, string> = words) =>
  send(`/community/comments/${id}/warning`, typed, by)
const recordOf = (id: string) => db.select().from(log).where(eq(log.subject, id))
const messagesAbout = (id: string) => db.select().from(messages).where(eq(messages.comment, id))

test('a host warns the author from the comment’s page, logged, and the author is notified', async () => {
  const [host, rosa] = [await member({ role: 'host', name: 'Harry Hidden' }), await member()]
  const id = await addComment({ memberId: rosa.id })
  const page = `/community/desk/comments/${id}/`
  const form = (await ask(page, {}, host)).body
  expect(form).toContain(`action="/community/comments/${id}/warning"`)
  expect(form).toContain('Thank you for taking part.')

  const answer = await warn(id, host)
  const [entry] = await recordOf(id)
  expect(entry).toMatchObject({ by: host.id, act: 'warning', detail: { rule: 'hurtful' } })
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    `${page}?done=${entry!.id}`,
  ])
  expect(await messagesAbout(id)).toMatchObject([
    { memberId: rosa.id, kind: 'warning', rule: 'hurtful', body: words.body, by: host.id },
  ])
  const [letter] = (await letters()).filter(({ to }) => to === rosa.email)
  expect(letter!.text).toContain('> Please say it about the brakes.')
  const told = (await ask('/community/me/', {}, rosa)).body
  expect(told).toContain('Please say it about the brakes.')
  expect(told + letter!.text).not.toContain('Harry')

  // Nothing offers to take back what has been read.
  const done = (await ask(`${page}?done=${entry!.id}`, {}, host)).body
  expect([done.includes('Warned'), done.includes('/undoing')]).toEqual([true, false])
})

test('the same warning again is sent once, also concurrently; another text is another warning', async () => {
  const [host, rosa] = [await member({ role: 'host' }), await member()]
  const id = await addComment({ memberId: rosa.id })
  const answers = await Promise.all([warn(id, host), warn(id, host), warn(id, host)])
  const done = `/community/desk/comments/${id}/?done=${(await recordOf(id))[0]!.id}`
  const places = answers.map(({ headers }) => headers.get('location'))
  expect(places).toEqual([done, done, done])
  expect([(await recordOf(id)).length, (await messagesAbout(id)).length]).toEqual([1, 1])
  await warn(id, host, { body: 'Again, please.', rule: '' })
  expect(await messagesAbout(id)).toHaveLength(2)
})

test.each([
  ['no message', { body: ' \n', rule: '' }, 'Please write a message.'],
  [
    'a message that is too long',
    { body: 'x'.repeat(1001), rule: '' },
    'Please keep it to 1000 characters.',
  ],
  ['an unknown rule', { body: 'Kept <words>', rule: 'x' }, 'Please choose one of'],
])('a warning with %s is refused, and the text is returned', async (_, typed, sentence) => {
  const [host, rosa] = [await member({ role: 'host' }), await member()]
  const id = await addComment({ memberId: rosa.id })
  const { status, body } = await warn(id, host, typed)
  expect([status, body]).toEqual([422, expect.stringContaining(sentence)])
  expect(body).toContain(typed.body.trim().replace('<', '&lt;').replace('>', '&gt;'))
  expect([await recordOf(id), await messagesAbout(id)]).toEqual([[], []])
})

test('a guest without a confirmed address and a host cannot be warned', async () => {
  const host = await member({ role: 'host' })
  for (const as of [{}, { memberId: host.id, asHost: true }, { person: 'ada' }]) {
    const id = await addComment(as)
    const { status, body } = await warn(id, host)
    expect([status, body]).toEqual([422, expect.stringContaining('We can’t reach the author')])
    expect([await recordOf(id), await messagesAbout(id)]).toEqual([[], []])
  }
})

test('a viewer who is not a host gets 404 for the form', async () => {
  const rosa = await member()
  const id = await addComment({ memberId: rosa.id })
  expect((await warn(id, rosa)).status).toBe(404)
  expect((await warn(id, {})).status).toBe(404)
  expect(await messagesAbout(id)).toEqual([])
})
