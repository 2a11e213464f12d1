import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { confirmGuest } from '../../worker/accounts/members/commands'
import { comments } from '../../worker/discussion/comments/table'
import { sendOutbox } from '../../worker/jobs'
import { messages, outbox } from '../../worker/notifications/table'
import {
  type AuthorMessage,
  createAuthorMessage,
  withdrawAuthorMessage,
} from '../../worker/discussion/author-messages/commands'
import { readHub } from '../../worker/http/hub'
import { ask, bindings, budget, db, letters, member, origin, say, send, stranger } from '../world'
import { addComment } from '../discussion/reports/seed'

const hub = await readHub(bindings)
const own = '/community/me/'

type Batch = Parameters<typeof db.batch>[0]

const tell = async (
  comment: AuthorMessage['comment'],
  { isDecided = true, ...more }: Partial<AuthorMessage> & { isDecided?: boolean } = {},
) => {
  const now = new Date()
  const telling = { kind: 'warning', by: 'a-host', now, comment, ...more } as const
  const statements = createAuthorMessage(db, telling, isDecided ? sql`true` : sql`false`)
  if (statements.length > 0) await db.batch(statements as unknown as Batch)
  await sendOutbox({ env: bindings, db, hub, origin, now: new Date(), budget }, comment.id)
}

const said = async (who: Awaited<ReturnType<typeof member>>) => {
  const id = await addComment({ memberId: who.id, name: who.name, body: 'Something unkind' })
  return { id, memberId: who.id, guestId: null }
}

const lettersTo = async (email: string) => (await letters()).filter(({ to }) => to === email)
const messagesAbout = (id: string) => db.select().from(messages).where(eq(messages.comment, id))

/** A comment of somebody without an account, who has followed the mailed link or not. */
const guest = async (isConfirmed: boolean) => {
  const rosa = stranger()
  await say(rosa, `Words of ${rosa.name}`)
  const [row] = await db
    .select()
    .from(comments)
    .where(eq(comments.body, `Words of ${rosa.name}`))
  if (isConfirmed) await confirmGuest(db, row!.guestId!, new Date())
  return { rosa, comment: row! }
}

describe('whoever wrote it', () => {
  test('reads it on their own page and in a letter, with the rule and the words', async () => {
    const rosa = await member()
    const comment = await said(rosa)
    await tell(comment, { body: 'Please be <kind>.\n\nThank you.', rule: 'hurtful' })

    const { body } = await ask(own, {}, rosa)
    expect(body).toContain('A host sent you a warning about your comment')
    expect(body).toContain('Please be &lt;kind&gt;.')
    expect(body).toContain('Meant to hurt')
    const [letter] = await lettersTo(rosa.email)
    expect(letter!.subject).toBe('About your comment at Test House Community')
    for (const there of ['Please be <kind>.', 'Meant to hurt', `/comments/${comment.id}/`])
      expect(letter!.text).toContain(there)
    expect(letter!.html).toContain('Please be &lt;kind&gt;.')
    expect(letter!.text + letter!.html).not.toMatch(/Something unkind|a-host|undefined/)
  })

  test.each([
    ['fading', 'faded your comment', 'View your comment:\n'],
    ['removal', 'removed your comment', 'View the conversation:\n'],
  ] as const)('hears of a %s what it means', async (kind, done, where) => {
    const rosa = await member()
    const comment = await said(rosa)
    await tell(comment, { kind, rule: 'spam' })
    const [letter] = await lettersTo(rosa.email)
    expect(letter!.text).toContain(done)
    expect(letter!.text).toContain(where)
    expect((await ask(own, {}, rosa)).body).toContain(done)
  })

  test('without an address that is theirs for certain reads it on their page alone', async () => {
    const rosa = await member({ emailVerified: false, email: 'nobody.told@example.org' })
    await tell(await said(rosa), { body: 'Read here' })
    expect((await ask(own, {}, rosa)).body).toContain('Read here')
    expect(await lettersTo('nobody.told@example.org')).toEqual([])
  })

  test('as a confirmed guest gets a letter; as one whom nobody confirmed, nothing is kept', async () => {
    const [known, unknown] = [await guest(true), await guest(false)]
    for (const { comment } of [known, unknown]) await tell(comment, { body: 'To a guest' })
    const about = (await lettersTo(known.rosa.email)).filter(({ text }) =>
      text.includes('To a guest'),
    )
    expect(about).toHaveLength(1)
    expect(await messagesAbout(unknown.comment.id)).toEqual([])
    const rows = db.select().from(outbox).where(eq(outbox.subject, unknown.comment.id))
    expect((await rows).map(({ event }) => event)).toEqual(['guest.confirmation'])
  })

  test('is nobody, of what the house wrote', async () => {
    const id = await addComment({ person: 'ada' })
    await tell({ id, memberId: null, guestId: null })
    expect(await messagesAbout(id)).toEqual([])
  })

  test('hears nothing of what was not decided', async () => {
    const rosa = await member()
    const comment = await said(rosa)
    await tell(comment, { isDecided: false })
    expect([await messagesAbout(comment.id), await lettersTo(rosa.email)]).toEqual([[], []])
  })

  test('hears nothing of what was taken back before the letter went', async () => {
    const rosa = await member()
    const comment = await said(rosa)
    const now = new Date()
    const telling = { kind: 'removal', by: 'a-host', now, comment } as const
    await db.batch([
      ...createAuthorMessage(db, telling, sql`true`),
      ...withdrawAuthorMessage(db, comment.id, 'removal', sql`true`),
    ] as unknown as Batch)
    await sendOutbox({ env: bindings, db, hub, origin, now: new Date(), budget }, comment.id)
    expect([await messagesAbout(comment.id), await lettersTo(rosa.email)]).toEqual([[], []])
  })

  test('gets five letters a day at most; the rest waits on their page', async () => {
    const rosa = await member()
    for (let at = 0; at < 7; at++) await tell(await said(rosa), { body: `Number ${at}` })
    expect(await lettersTo(rosa.email)).toHaveLength(5)
    const { body } = await ask(own, {}, rosa)
    expect(body.match(/Number \d/g)).toEqual([6, 5, 4, 3, 2, 1, 0].map((at) => `Number ${at}`))
  })
})

describe('a message', () => {
  test('is counted in the header until it is put away, and then gone from the page', async () => {
    const rosa = await member()
    await tell(await said(rosa), { body: 'First' })
    await tell(await said(rosa), { body: 'Second' })
    expect((await ask(own, {}, rosa)).body).toMatch(/house-news">2<span/)
    const rows = await db.select().from(messages).where(eq(messages.memberId, rosa.id))
    const seen = ({ id }: { id: string }) => send(`${own}messages/${id}/seen`, {}, rosa)
    const first = await seen(rows[0]!)
    expect(first.headers.get('location')).toBe('/community/me/#messages')
    expect((await seen(rows[0]!)).status).toBe(303)
    const one = (await ask(own, {}, rosa)).body
    expect([one.includes('First'), one.includes('Second')]).toEqual([false, true])
    await seen(rows[1]!)
    const none = (await ask(own, {}, rosa)).body
    expect([none.includes('house-news'), none.includes('id="messages"')]).toEqual([false, false])
  })

  test('is another’s: nobody else reads it or puts it away', async () => {
    const [rosa, ben] = [await member(), await member()]
    const comment = await said(rosa)
    await tell(comment, { body: 'For Rosa alone' })
    const [row] = await messagesAbout(comment.id)
    expect((await send(`${own}messages/${row!.id}/seen`, {}, ben)).status).toBe(404)
    expect((await send(`${own}messages/x/seen`, {}, ben)).status).toBe(404)
    expect((await send(`${own}messages/${row!.id}/seen`, {})).status).toBe(303)
    expect((await messagesAbout(comment.id))[0]!.seenAt).toBeNull()
    expect((await ask(own, {}, ben)).body).not.toContain('For Rosa alone')
  })
})
