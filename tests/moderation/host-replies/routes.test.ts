import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { log } from '../../../worker/audit/table'
import { newId } from '../../../worker/lib/id'
import { members } from '../../../worker/accounts/members/table'
import { remarks, savedReplies } from '../../../worker/moderation/host-replies/table'
import { reports } from '../../../worker/discussion/reports/table'
import { ask, bindings, db, letters, member, send } from '../../world'

type Member = Awaited<ReturnType<typeof member>>

const MINUTE = 60_000
const noon = new Date('2026-11-23T12:00:00Z')

beforeEach(() => vi.useFakeTimers({ now: noon, toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

const later = (minutes: number) => vi.setSystemTime(new Date(Date.now() + minutes * MINUTE))

const env = { ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit }
const as = ({ address, cookie }: Member) => ({ address, cookie, env })

const host = () => member({ role: 'host' })

let written = 0

/** Somebody says something below the open post, and everybody can read it. */
const said = async (by: Member, body: string, parent?: string) => {
  written++
  const answer = await send(
    '/community/conversations/post:open/comments',
    { body: `${body} (${written})`, as: 'member', ...(parent && { parent }) },
    as(by),
  )
  expect(answer.status).toBe(303)
  return answer.headers.get('location')!
}

const idIn = (location: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(location)![0]

const ANGRY = 'This is the worst service I have ever had. I want my money back.'
const FRIENDLY = 'Thank you, that was lovely.'

/** An angry comment by somebody who has been here for a while, and a host's reply to it. */
const quarrel = async () => {
  const [rosa, mara] = await Promise.all([member(), host()])
  const comment = idIn(await said(rosa, ANGRY))
  later(1)
  const location = await said(mara, 'You should have read the sign.', comment)
  return { rosa, mara, comment, location, reply: idIn(location) }
}

const row = async (id: string) =>
  (await db.select().from(comments).where(eq(comments.id, id))).at(0)

const counted = async () =>
  (await db.select().from(conversations).where(eq(conversations.id, 'post:open'))).at(0)!

const release = (reply: string, by: Member, more: object = {}) =>
  send(`/community/comments/${reply}/release`, {}, { ...as(by), ...more })

test('a host’s reply to an angry comment is delayed and leads to the tone check', async () => {
  const { mara, rosa, reply, location } = await quarrel()
  expect(location).toBe(`/community/desk/resting/${reply}/`)
  expect(await row(reply)).toMatchObject({
    state: 'held',
    heldFor: 'resting',
    shown: false,
    asHost: true,
    asks: false,
    restsUntil: new Date(Date.now() + 10 * MINUTE),
  })
  const { status, body } = await ask(location, {}, as(mara))
  expect(status).toBe(200)
  expect(body).toContain('Your reply is waiting to be sent')
  expect(body).toContain('<mark dir="auto">You should have read</mark>')
  expect(body).toContain('worst service')
  expect((await ask(location, {}, as(rosa))).status).toBe(404)
  expect((await ask(location)).status).toBe(404)
})

test('a delayed reply is visible to hosts only, is not counted and sends no email', async () => {
  const [rosa, mara] = await Promise.all([member(), host()])
  const comment = idIn(await said(rosa, ANGRY))
  const before = { counts: await counted(), letters: (await letters()).length }
  const reply = idIn(await said(mara, 'A quincewort to you', comment))
  expect(await counted()).toEqual(before.counts)
  expect(await row(comment)).toMatchObject({ replies: 0, answeredAt: null })
  expect((await letters()).length).toBe(before.letters)
  const stranger = [
    '/community/posts/open/',
    '/community/posts/open/comments.xml',
    `/community/people/${mara.handle}/`,
    `/community/people/${mara.handle}/feed.xml`,
  ]
  for (const path of stranger)
    expect((await ask(path, {}, as(rosa))).body, path).not.toContain('A quincewort to you')
  const searched = await ask('/community/search/?q=quincewort', {}, as(rosa))
  expect(searched.body).toContain('No results for')
  expect((await ask(`/community/comments/${reply}/`, {}, as(rosa))).status).toBe(404)
  const own = await ask('/community/posts/open/?sort=newest', {}, as(mara))
  expect(own.body).toContain('Only hosts can see this reply until it is sent.')
})

test('a host’s reply to a friendly comment, and a new comment, are published at once', async () => {
  const [rosa, mara] = await Promise.all([member(), host()])
  const comment = idIn(await said(rosa, FRIENDLY))
  const reply = idIn(await said(mara, 'You are welcome', comment))
  expect(await row(reply)).toMatchObject({ state: 'published', restsUntil: null })
  const first = idIn(await said(mara, 'Good morning, everybody'))
  expect(await row(first)).toMatchObject({ state: 'published' })
})

test('replies to reported and to critical comments are delayed too', async () => {
  const [rosa, mara] = await Promise.all([member(), host()])
  const reported = idIn(await said(rosa, FRIENDLY))
  const now = new Date()
  await db
    .insert(reports)
    .values({ id: newId(now), comment: reported, reporter: 'somebody', weight: 1, at: now })
  expect(await row(idIn(await said(mara, 'One', reported)))).toMatchObject({ heldFor: 'resting' })
  await db.update(reports).set({ ruling: 'wrong' }).where(eq(reports.comment, reported))
  expect(await row(idIn(await said(mara, 'Two', reported)))).toMatchObject({ heldFor: null })
  await db.update(comments).set({ critical: true }).where(eq(comments.id, reported))
  expect(await row(idIn(await said(mara, 'Three', reported)))).toMatchObject({ heldFor: 'resting' })
})

test('a member’s reply to an angry comment is not delayed', async () => {
  const [rosa, ben] = await Promise.all([member(), member()])
  const comment = idIn(await said(rosa, ANGRY))
  expect(await row(idIn(await said(ben, 'Same here', comment)))).toMatchObject({
    state: 'published',
  })
})

test('the same reply sent twice is one delayed reply', async () => {
  const { mara, comment, reply } = await quarrel()
  const { body } = (await row(reply))!
  const again = await send(
    '/community/conversations/post:open/comments',
    { body, parent: comment, as: 'member' },
    as(mara),
  )
  expect(again.headers.get('location')).toBe(`/community/desk/resting/${reply}/`)
})

test('its author can send it after the delay, not before', async () => {
  const { mara, comment, reply } = await quarrel()
  const early = await release(reply, mara)
  expect(early.status).toBe(422)
  expect(early.body).toMatch(/It is delayed until <time datetime="2026-11-23T12:11:00.000Z">/)
  expect(await row(reply)).toMatchObject({ state: 'held' })
  later(10)
  const sent = await release(reply, mara)
  expect(sent.status).toBe(303)
  const as = idIn(sent.headers.get('location')!)
  expect(await row(as)).toMatchObject({
    state: 'published',
    heldFor: null,
    readBy: null,
    rested: reply,
    parentId: comment,
    writtenAt: new Date(),
    shown: true,
  })
  expect(await row(comment)).toMatchObject({ replies: 1, answeredAt: new Date() })
  expect(await row(reply)).toBeUndefined()
})

test('sent twice it is published once, and its old address redirects to it', async () => {
  const { mara, reply } = await quarrel()
  later(10)
  const before = (await counted()).comments
  const [one, other] = await Promise.all([release(reply, mara), release(reply, mara)])
  expect([one.status, other.status]).toEqual([303, 303])
  expect(one.headers.get('location')).toBe(other.headers.get('location'))
  expect((await counted()).comments).toBe(before + 1)
  const old = await ask(`/community/desk/resting/${reply}/`, {}, as(mara))
  expect(old.headers.get('location')).toBe(one.headers.get('location'))
})

test('comments written during the delay are above it, and it is the newest everywhere', async () => {
  const { rosa, mara, comment, reply } = await quarrel()
  later(2)
  const between = idIn(await said(rosa, 'And another thing, in between', comment))
  later(60)
  const sent = idIn((await release(reply, mara)).headers.get('location')!)
  const page = (await ask('/community/posts/open/', {}, as(rosa))).body
  expect(page.indexOf(`c-${between}`)).toBeGreaterThan(0)
  expect(page.indexOf(`id="c-${sent}"`)).toBeGreaterThan(page.indexOf(`id="c-${between}"`))
  const feed = (await ask('/community/posts/open/comments.xml')).body
  expect(feed.indexOf(sent)).toBeGreaterThan(0)
  expect(feed.indexOf(sent)).toBeLessThan(feed.indexOf(between))
  expect((await counted()).lastCommentAt).toEqual(new Date())
})

test('a second host can approve it at once, and the log has an entry', async () => {
  const { mara, reply } = await quarrel()
  const tom = await host()
  const { body } = await ask(`/community/desk/resting/${reply}/`, {}, as(tom))
  expect(body).toContain('Approve and send')
  expect(body).not.toContain('Edit reply')
  const sent = await release(reply, tom)
  expect(sent.status).toBe(303)
  const id = idIn(sent.headers.get('location')!)
  expect(await row(id)).toMatchObject({ state: 'published', readBy: tom.id, memberId: mara.id })
  const [entry] = await db.select().from(log).where(eq(log.subject, id))
  expect(entry).toMatchObject({ by: tom.id, act: 'release' })
  expect((await ask('/community/desk/log/', {}, as(mara))).body).toMatch(
    /approved and sent <a [^>]*>a reply<\/a> by another host/,
  )
})

test('a second host adds a remark, which its author can read', async () => {
  const { mara, reply } = await quarrel()
  const tom = await member({ role: 'owner', name: 'Tom' })
  const remark = (body: string) => send(`/community/comments/${reply}/remarks`, { body }, as(tom))
  expect((await remark(' ')).status).toBe(422)
  const long = await remark('x'.repeat(2001))
  expect([long.status, long.body.includes('x'.repeat(2001))]).toEqual([422, true])
  expect((await remark('Ask which sign they mean.')).status).toBe(303)
  expect((await remark('Ask which sign they mean.')).status).toBe(303)
  expect(await db.$count(remarks, eq(remarks.comment, reply))).toBe(1)
  const { body } = await ask(`/community/desk/resting/${reply}/`, {}, as(mara))
  expect(body).toContain('Ask which sign they mean.')
  later(10)
  const sent = idIn((await release(reply, mara)).headers.get('location')!)
  expect(await db.$count(remarks, eq(remarks.comment, sent))).toBe(1)
})

test('a delayed reply can be edited, stays delayed, and is an ordinary comment once sent', async () => {
  const { mara, reply } = await quarrel()
  later(5)
  const revision = `/community/comments/${reply}/revision`
  expect((await ask(revision, {}, as(mara))).status).toBe(200)
  const changed = await send(revision, { body: 'Which sign do you mean?' }, as(mara))
  expect(changed.headers.get('location')).toBe(`/community/desk/resting/${reply}/`)
  expect(await row(reply)).toMatchObject({
    body: 'Which sign do you mean?',
    heldFor: 'resting',
    restsUntil: new Date(noon.getTime() + 11 * MINUTE),
  })
  later(60)
  const sent = idIn((await release(reply, mara)).headers.get('location')!)
  expect(await row(sent)).toMatchObject({ revisedAt: null, body: 'Which sign do you mean?' })
})

test('an edit of a published host reply to a critical comment is refused', async () => {
  const { rosa, mara, reply } = await quarrel()
  later(10)
  const sent = idIn((await release(reply, mara)).headers.get('location')!)
  const revise = (id: string) =>
    send(`/community/comments/${id}/revision`, { body: 'And you are a liar' }, as(mara))
  const refused = await revise(sent)
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('And you are a liar')
  expect(refused.body).toContain('cannot be edited after it is published')
  expect((await ask(`/community/comments/${sent}/revision`, {}, as(mara))).status).toBe(422)
  // Nor one that appeared at once, to a comment that is critical by now.
  const comment = idIn(await said(rosa, FRIENDLY))
  const atOnce = idIn(await said(mara, 'You are welcome', comment))
  expect((await revise(atOnce)).status).toBe(303)
  await db.update(comments).set({ critical: true }).where(eq(comments.id, comment))
  expect((await revise(atOnce)).status).toBe(422)
  expect((await send(`/community/comments/${sent}/withdrawal`, {}, as(mara))).status).toBe(303)
})

test('a discarded reply is deleted with its remarks', async () => {
  const { mara, comment, reply } = await quarrel()
  const tom = await host()
  await send(`/community/comments/${reply}/remarks`, { body: 'Better not' }, as(tom))
  expect((await send(`/community/comments/${reply}/removal`, {}, as(tom))).status).not.toBe(303)
  later(60)
  const gone = await send(`/community/comments/${reply}/withdrawal`, {}, as(mara))
  expect(gone.headers.get('location')).toContain(`#c-${comment}`)
  expect(await row(reply)).toBeUndefined()
  expect(await db.$count(remarks, eq(remarks.comment, reply))).toBe(0)
  const page = await ask(`/community/desk/resting/${reply}/`, {}, as(mara))
  expect([page.status, page.body.includes('was discarded')]).toEqual([404, true])
  expect((await release(reply, mara)).status).toBe(404)
})

const stuck: [string, (at: Awaited<ReturnType<typeof quarrel>>) => Promise<unknown>, RegExp][] = [
  [
    'what it answers was removed',
    ({ comment }) => db.update(comments).set({ state: 'removed' }).where(eq(comments.id, comment)),
    /The comment that this answers was removed/,
  ],
  [
    'what it answers is held',
    ({ comment }) => db.update(comments).set({ state: 'held' }).where(eq(comments.id, comment)),
    /readers could not see what you answer/,
  ],
  [
    'what it answers has faded',
    ({ comment }) => db.update(comments).set({ state: 'faded' }).where(eq(comments.id, comment)),
    /Faded comments need no answer/,
  ],
  [
    'the conversation was locked',
    () => db.update(conversations).set({ lockedAt: noon }).where(eq(conversations.id, 'post:open')),
    /Unlock it first/,
  ],
  [
    'its author is no host any more',
    ({ mara }) => db.update(members).set({ role: null }).where(eq(members.id, mara.id)),
    /no longer a host/,
  ],
]

test.each(stuck)(
  'it is not sent while %s, and the page says why',
  async (_name, happen, sentence) => {
    const at = await quarrel()
    const tom = await host()
    await happen(at)
    later(60)
    const { status, body } = await release(at.reply, tom)
    expect(status).toBe(422)
    expect(body).toMatch(sentence)
    expect(body).not.toContain('Approve and send</button>')
    expect(await row(at.reply)).toMatchObject({ state: 'held', heldFor: 'resting' })
    await db.update(conversations).set({ lockedAt: null }).where(eq(conversations.id, 'post:open'))
  },
)

test('a former host can neither send it nor publish it by an edit', async () => {
  const { mara, reply } = await quarrel()
  await db.update(members).set({ role: null }).where(eq(members.id, mara.id))
  later(60)
  expect((await release(reply, mara)).status).toBe(404)
  await send(`/community/comments/${reply}/revision`, { body: 'In the name of all' }, as(mara))
  expect(await row(reply)).toMatchObject({ state: 'held', heldFor: 'resting' })
  expect((await send(`/community/comments/${reply}/withdrawal`, {}, as(mara))).status).toBe(303)
})

/** A database that answers reads and fails at every write. */
const forgetful = () => ({
  DB: new Proxy(bindings.DB, {
    get: (target, name) =>
      name === 'batch'
        ? (statements: { statement?: string }[]) =>
            statements.some(({ statement }) =>
              /^\s*(?:insert|update|delete)/i.test(statement ?? ''),
            )
              ? Promise.reject(new Error('D1_ERROR: no room'))
              : target.batch(statements as unknown as D1PreparedStatement[])
        : Reflect.get(target, name).bind(target),
  }),
})

test('while nothing can be saved, the host’s text is returned', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { mara, comment, reply } = await quarrel()
  const more = { env: { ...env, ...forgetful() } }
  const posted = await send(
    '/community/conversations/post:open/comments',
    { body: 'Words to keep', parent: comment, as: 'member' },
    { ...as(mara), ...more },
  )
  expect([posted.status, posted.body.includes('Words to keep')]).toEqual([503, true])
  const remark = await send(
    `/community/comments/${reply}/remarks`,
    { body: 'A remark to keep' },
    { ...as(mara), ...more },
  )
  expect([remark.status, remark.body.includes('A remark to keep')]).toEqual([503, true])
  const saved = await send(
    '/community/desk/replies/',
    { title: 'A title to keep', body: 'A body to keep' },
    { ...as(mara), ...more },
  )
  expect(saved.status).toBe(503)
  expect(saved.body).toContain('A title to keep')
  expect(saved.body).toContain('A body to keep')
  later(60)
  expect((await release(reply, mara, more)).status).toBe(503)
  expect(await row(reply)).toMatchObject({ state: 'held' })
})

test('saved replies are shared, edited and deleted, each with a log entry', async () => {
  const [mara, tom] = await Promise.all([host(), host()])
  const save = (title: string, body: string, at = '') =>
    send(`/community/desk/replies/${at}`, { title, body }, as(mara))
  expect((await save('', 'Words')).body).toContain('Please enter a title.')
  expect((await save('x'.repeat(81), 'Words')).status).toBe(422)
  const unknown = await save('Thanks', 'Thank you, {who}. {name}')
  expect(unknown.status).toBe(422)
  expect(unknown.body).toContain('You can use {name}, {title}, {hub}, {me}.')
  expect(unknown.body).toContain('Thank you, {who}. {name}</textarea>')
  expect((await save('Thanks', 'Thank you, {name}.')).status).toBe(303)
  expect((await save('Thanks', 'Thank you, {name}.')).status).toBe(303)
  const [reply, ...more] = await db.select().from(savedReplies)
  expect(more).toEqual([])
  expect((await ask('/community/desk/replies/', {}, as(tom))).body).toContain('Thank you, {name}.')
  expect((await save('Many thanks', 'Thank you', `${reply!.id}/`)).status).toBe(303)
  expect((await db.select().from(savedReplies))[0]).toMatchObject({ title: 'Many thanks' })
  await send(`/community/desk/replies/${reply!.id}/removal`, {}, as(tom))
  await send(`/community/desk/replies/${reply!.id}/removal`, {}, as(tom))
  expect(await db.select().from(savedReplies)).toEqual([])
  const acts = (await db.select().from(log).where(eq(log.subject, reply!.id))).map(({ act }) => act)
  expect(acts.toSorted()).toEqual(['change of saved reply', 'end of saved reply', 'saved reply'])
})

test('the page on which a host replies has the conversation, starters and saved replies', async () => {
  const [rosa, mara] = await Promise.all([member({ name: 'Rosa' }), host()])
  const first = idIn(await said(rosa, 'The first word'))
  const second = idIn(await said(rosa, 'The second word', first))
  // As one may have been saved before places were checked.
  const odd = { id: newId(noon), title: 'Odd', body: '{name}, see {xyz}', by: mara.id }
  await db.insert(savedReplies).values({ ...odd, changedAt: noon })
  const page = `/community/comments/${second}/reply/`
  const plain = await ask(page, {}, as(mara))
  expect(plain.body).toContain('The first word')
  expect(plain.body).toContain('?starter=what-happened#comment-form')
  expect(plain.body).toContain('Hello Rosa, thank you for telling us.')
  const started = await ask(`${page}?starter=what-happened`, {}, as(mara))
  expect(started.body).toMatch(/<textarea[^>]*>\s*Hello Rosa, thank you for telling us/)
  const filled = await ask(`${page}?saved=${odd.id}`, {}, as(mara))
  expect(filled.body).toMatch(/<textarea[^>]*>\s*Rosa, see \{xyz\}/)
  expect(filled.body).toContain('Unknown placeholders: {xyz}')
  expect((await ask(`${page}?starter=none`, {}, as(mara))).status).toBe(200)
  const guestly = await ask(page, {}, as(rosa))
  expect(guestly.body).not.toContain('what-happened')
  await db.delete(savedReplies)
})

test('a host can reply in a closed conversation, and the page says that others cannot', async () => {
  const [rosa, mara] = await Promise.all([member(), host()])
  const calm = idIn(await said(rosa, FRIENDLY))
  const angry = idIn(await said(rosa, ANGRY))
  const lock = (lockedAt: Date | null) =>
    db.update(conversations).set({ lockedAt }).where(eq(conversations.id, 'post:open'))
  const page = async (id: string) =>
    (await ask(`/community/comments/${id}/reply/`, {}, as(mara))).body
  expect(await page(calm)).not.toContain('accepts no more comments')
  await lock(noon)
  expect(await page(calm)).toContain(
    'This conversation accepts no more comments, but hosts can still reply.',
  )
  expect(await page(angry)).toContain('you can send it once the conversation is unlocked')
  const reply = idIn(await said(mara, 'We are glad.', calm))
  expect(await row(reply)).toMatchObject({ state: 'published' })
  await lock(null)
})

test('the form tells hosts, and only hosts, that a reply may be delayed', async () => {
  const [rosa, mara] = await Promise.all([member(), host()])
  const thread = async (by: Member) => (await ask('/community/posts/open/', {}, as(by))).body
  expect(await thread(mara)).toMatch(
    /Replies to critical or reported comments are not published at once.*after 10 min/,
  )
  expect(await thread(rosa)).not.toContain('not published at once')
})

test('a hub without house rules for hosts says which file to create', async () => {
  const { mara, location } = await quarrel()
  expect((await ask(location, {}, as(mara))).body).toContain('content/pages/hosts.mdx')
})
