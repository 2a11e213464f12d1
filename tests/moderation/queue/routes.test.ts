import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { comments, type CommentRow } from '../../../worker/discussion/comments/table'
import { ensureConversation } from '../../../worker/discussion/conversations/commands'
import { log } from '../../../worker/audit/table'
import { newId } from '../../../worker/lib/id'
import { guests } from '../../../worker/accounts/members/table'
import { messages } from '../../../worker/notifications/table'
import { hours } from '../../../worker/moderation/statistics/table'
import { reports } from '../../../worker/discussion/reports/table'
import { inWeather } from '../../faulty-db'
import { ask, type Asking, bindings, db, member, send, topic } from '../../world'

const HOUR = 3_600_000
let host: Awaited<ReturnType<typeof member>>

beforeAll(async () => {
  host = await member({ role: 'host', name: 'Hana Host' })
  await ensureConversation(db, 'post:open')
})

let said = 0

/** Something that was said, as the database has it. */
const comment = async (as: Partial<CommentRow> & { ago?: number } = {}) => {
  const { ago = 1, ...columns } = as
  const writtenAt = new Date(Date.now() - ago * HOUR)
  const id = newId(writtenAt)
  const body = columns.body ?? `Words number ${++said}`
  const html = `<p>${body}</p>\n`
  const place = { conversation: 'post:open', root: id, path: id, depth: 0, shown: true }
  const row = { id, ...place, name: 'Ada', body, html, renderer: 1, state: 'published' as const }
  await db.insert(comments).values({ ...row, writtenAt, stateAt: writtenAt, ...columns })
  return { id, body }
}

const guest = async (name: string, confirmedAt: Date | null = null) => {
  const id = newId(new Date())
  const email = `${id}@example.org`
  await db.insert(guests).values({ id, name, email, confirmedAt, createdAt: new Date() })
  return id
}

const desk = async (query = '', asking: Asking = host) =>
  (await ask(`/community/desk/${query}`, {}, asking)).body

/** A form of which a field may be there several times. */
const post = (path: string, fields: string[][], asking: Asking) =>
  ask(
    path,
    {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    },
    asking,
  )

const about = async (id: string) => (await ask(`/community/desk/comments/${id}/`, {}, host)).body

/** The part of a page that is about one comment. */
const rowOf = (page: string, id: string) =>
  new RegExp(`<article[^>]*id="q-${id}".*?</article>`, 's').exec(page)?.[0] ?? ''

test('an empty desk says so', async () => {
  const page = await desk()
  expect(page).toContain('Nothing to review.')
  expect(page.match(/data-none=""/g)).toHaveLength(5)
})

test('open access requests are shown at the desk, also if nothing else is waiting', async () => {
  const asking = await member()
  await send('/community/spaces/testers/requests', { reason: 'I test brakes' }, asking)
  const page = await desk()
  expect(page).toMatch(/Requests *<span class="desk-waiting">1<span class="unseen"> waiting/)
  expect(page).toContain('1 request for access to a space')
  expect(page).not.toContain('Nothing to review.')
})

test('the desk opens the first list that is not empty', async () => {
  const title = async () => /<title>(\w+) · Desk/.exec(await desk())?.[1]
  await comment({ state: 'faded', stateAt: new Date() })
  expect(await title()).toBe('Faded')
  await comment({ asks: true })
  expect(await title()).toBe('Unanswered')
  await comment({ state: 'held', heldFor: 'links', shown: false })
  expect(await title()).toBe('Held')
  expect(/<title>(\w+)/.exec(await desk('?list=resting'))?.[1]).toBe('Delayed')
  expect(/<title>(\w+)/.exec(await desk('?list=nonsense'))?.[1]).toBe('Held')
})

test('a held comment is shown with its author, its parent and why it is held', async () => {
  const writer = await guest('Rosa')
  for (const state of ['published', 'published', 'faded', 'removed'] as const)
    await comment({ guestId: writer, state, ago: 30, stateAt: new Date(0) })
  const parent = await comment({ name: 'Mara', body: 'What we open at', ago: 20 })
  const { id } = await comment({
    guestId: writer,
    name: 'Rosa',
    parentId: parent.id,
    state: 'held',
    heldFor: 'links',
    shown: false,
    spam: 0.95,
  })
  const row = rowOf(await desk('?list=held'), id)
  expect(row).toContain('Guest, address not confirmed')
  expect(row).toContain('Before: 2 published, 1 faded, 1 removed')
  expect(row).toContain('more links than')
  expect(row).toContain('Spam is very likely')
  expect(row).toContain('What we open at')
  expect(row).toContain(`/community/desk/comments/${parent.id}/`)
})

test('a reported comment is shown with the reporters and their reasons', async () => {
  const gert = await member({ name: 'Gert', silencedUntil: new Date(Date.now() + HOUR) })
  const pia = await member({ name: 'Pia' })
  const { id } = await comment({ memberId: gert.id, name: 'Gert' })
  const base = { comment: id, weight: 1, at: new Date() }
  await db.insert(reports).values([
    { ...base, id: newId(new Date()), reporter: pia.id, reason: 'It is <b>rude</b>' },
    { ...base, id: newId(new Date()), reporter: 'gone', reason: null, weight: 0 },
  ])
  await db.insert(messages).values({
    id: newId(new Date()),
    memberId: gert.id,
    kind: 'warning',
    by: host.id,
    at: new Date(),
  })
  const row = rowOf(await desk('?list=reported'), id)
  expect(row).toContain('It is &lt;b&gt;rude&lt;/b&gt;')
  expect(row).toContain(`/community/desk/people/${pia.id}/`)
  expect(row).toContain('no reason given')
  expect(row).toContain('Silenced')
  expect(row).toContain('1 warning')
  expect(row).toContain('Keep')
  await db.update(reports).set({ ruling: 'wrong' }).where(eq(reports.comment, id))
  expect(rowOf(await desk('?list=reported'), id)).toBe('')
  expect(await about(id)).toContain('ruled wrong')
})

test('a question is listed until it is answered, and questions by hosts are not listed', async () => {
  const { id } = await comment({ asks: true })
  const hosts = await comment({ asks: true, asHost: true })
  const page = await desk('?list=awaiting')
  expect(rowOf(page, id)).toContain(`/community/comments/${id}/reply/`)
  expect(rowOf(page, hosts.id)).toBe('')
  await db.update(comments).set({ answeredAt: new Date() }).where(eq(comments.id, id))
  expect(rowOf(await desk('?list=awaiting'), id)).toBe('')
})

test('a host’s own delayed replies come first, and cannot be approved', async () => {
  const other = await member({ role: 'host', name: 'Olaf' })
  const resting = { state: 'held', heldFor: 'resting', shown: false, asHost: true } as const
  const theirs = await comment({ ...resting, memberId: other.id, ago: 3 })
  const mine = await comment({ ...resting, memberId: host.id, ago: 1 })
  const page = await desk('?list=resting')
  expect(page.indexOf(`q-${mine.id}`)).toBeLessThan(page.indexOf(`q-${theirs.id}`))
  expect(rowOf(page, mine.id)).toContain(`/community/desk/resting/${mine.id}/`)
  expect(page).not.toContain('/approval')
  expect(await desk('?list=held')).not.toContain(`q-${mine.id}`)
})

test('a comment that was faded long ago is not in the list of newly faded ones', async () => {
  const old = await comment({ state: 'faded', stateAt: new Date(Date.now() - 15 * 24 * HOUR) })
  const young = await comment({ state: 'faded', stateAt: new Date() })
  const page = await desk('?list=faded')
  expect([rowOf(page, old.id) === '', rowOf(page, young.id) === '']).toEqual([true, false])
})

test('a list continues after the last comment shown', async () => {
  for (let at = 0; at < 25; at++)
    await comment({ state: 'held', heldFor: 'all', shown: false, spam: 0.5, ago: 100 - at })
  const seen: string[] = []
  for (let query: string | undefined = '?list=held'; query !== undefined;) {
    const page: string = await desk(query)
    seen.push(...[...page.matchAll(/id="q-([^"]+)"/g)].map(([, id]) => id!))
    query = /href="[^"]*(\?list=held&amp;after=[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThanOrEqual(25)
})

test('an invalid list position is ignored', async () => {
  for (const after of ['x', '1', "0.5~' or 1=1", '~', `1e999~${newId(new Date())}`])
    expect(
      (await ask(`/community/desk/?list=held&after=${encodeURIComponent(after)}`, {}, host)).status,
    ).toBe(200)
})

test('the latest decision is shown and can be undone', async () => {
  const { id } = await comment({ name: 'Zoë' })
  const answer = await send(`/community/comments/${id}/fading`, { back: 'awaiting' }, host)
  expect(answer.status).toBe(303)
  const { pathname, search } = new URL(answer.headers.get('location')!, 'https://hub.test')
  const page = (await ask(pathname + search, {}, host)).body
  expect(page).toMatch(/Faded\s*<a href="[^"]*">the comment by <bdi>Zoë<\/bdi><\/a>/)
  const undoing = /action="([^"]+\/undoing)"/.exec(page)![1]!
  expect((await send(undoing, { back: 'held' }, host)).status).toBe(303)
  const [row] = await db.select().from(comments).where(eq(comments.id, id))
  expect(row!.state).toBe('published')
  expect((await ask(pathname + search, {}, host)).body).toContain('This was undone.')
})

test('a comment that is held, approved and undone repeatedly counts once in the statistics', async () => {
  const { id } = await comment({ state: 'held', heldFor: 'links', shown: false })
  const counted = async () =>
    (await db.select().from(hours)).reduce(
      (sums, { measure, count }) => ({ ...sums, [measure]: (sums[measure] ?? 0) + count }),
      {} as Partial<Record<string, number>>,
    )
  const before = await counted()
  const undo = async () => {
    const rows = await db.select().from(log).where(eq(log.subject, id)).orderBy(log.id)
    const path = `/community/desk/log/${rows.at(-1)!.id}/undoing`
    expect((await send(path, { back: 'record' }, host)).status).toBe(303)
  }
  const act = async (name: string, rule = '') => {
    const path = `/community/comments/${id}/${name}`
    expect((await send(path, { back: 'held', rule }, host)).status).toBe(303)
  }
  for (let round = 0; round < 2; round++) {
    await act('approval')
    await undo()
    await act('removal', 'spam')
    await undo()
  }
  const [row] = await db.select().from(comments).where(eq(comments.id, id))
  expect(row!.state).toBe('held')
  expect(await counted()).toEqual({ ...before, published: (before['published'] ?? 0) + 1 })
})

test('a topic’s opening is named by its title, in the note and in the audit log', async () => {
  const { opening } = await topic({ title: 'Which <tyres>?', state: 'held' })
  const { headers } = await post(
    `/community/comments/${opening}/approval`,
    [['back', 'held']],
    host,
  )
  const said = 'the conversation “<bdi>Which &lt;tyres&gt;?</bdi>”'
  const page = (await ask(headers.get('location')!.split('#')[0]!, {}, host)).body
  for (const body of [page, (await ask('/community/desk/log/', {}, host)).body]) {
    expect(body).toContain(said)
    expect(body).toContain(`/community/desk/comments/${opening}/`)
  }
})

test('a bulk action can be undone with one click', async () => {
  const ids = await Promise.all([1, 2, 3].map(async () => (await comment()).id))
  const fields = [['act', 'fading'], ['back', 'awaiting'], ...ids.map((id) => ['comment', id])]
  const answer = await post('/community/desk/decisions', fields, host)
  const { pathname, search } = new URL(answer.headers.get('location')!, 'https://hub.test')
  const page = (await ask(pathname + search, {}, host)).body
  expect(page).toContain('Faded 3 comments.')
  expect(page).toMatch(/name="all" value="yes"/)
})

test('the audit log links to the comment, and only the latest decision can be undone', async () => {
  const { id } = await comment({ name: 'Ylva' })
  await send(`/community/comments/${id}/fading`, { back: 'awaiting' }, host)
  await send(`/community/comments/${id}/restoration`, { back: 'faded' }, host)
  const lines = (await ask('/community/desk/log/', {}, host)).body.split('<li>')
  const theirs = lines.filter((line) => line.includes(`/desk/comments/${id}/`))
  expect(theirs.map((line) => [line.includes('restored'), line.includes('/undoing')])).toEqual([
    [true, true],
    [false, false],
  ])
})

test('the page of a comment has its possible actions and its log entries', async () => {
  const { id } = await comment({ state: 'held', heldFor: 'spam', shown: false })
  const page = await about(id)
  for (const noun of ['approval', 'fading', 'removal', 'criticism'])
    expect(page, noun).toContain(`/comments/${id}/${noun}"`)
  for (const noun of ['pin', 'holding', 'restoration'])
    expect(page, noun).not.toContain(`/comments/${id}/${noun}"`)
  await send(`/community/comments/${id}/removal`, { back: 'comment', rule: 'spam' }, host)
  const removed = await about(id)
  expect(removed).toContain('removed')
  expect(removed).toContain('(Spam)')
  // The words are kept for as long as they can come back, for hosts alone.
  expect(removed).toContain('Words number')
  const entry = (await db.select().from(log).where(eq(log.subject, id))).at(0)!
  expect(entry.act).toBe('removal')
})

test('an unknown comment answers 404', async () => {
  for (const id of [newId(new Date()), 'nonsense', '%00'])
    expect((await ask(`/community/desk/comments/${id}/`, {}, host)).status, id).toBe(404)
})

test('the link to the desk below a comment is shown to hosts only', async () => {
  const { id } = await comment()
  const read = async (asking: Asking) => (await ask('/community/posts/open/', {}, asking)).body
  const way = `/community/desk/comments/${id}/`
  expect(await read(host)).toContain(way)
  for (const asking of [{}, await member()]) expect(await read(asking)).not.toContain(way)
})

test('while the database is unavailable, decisions are returned with all their fields', async () => {
  const ids = [(await comment()).id, (await comment()).id]
  const fields = [
    ['act', 'removal'],
    ['back', 'held'],
    ['rule', 'spam'],
    ['reason', 'Sells <watches>'],
  ]
  const env = { DB: inWeather(bindings.DB, (sql) => (/"comments"/.test(sql) ? 'down' : 'fine')) }
  const { status, headers, body } = await post(
    '/community/desk/decisions',
    [...fields, ...ids.map((id) => ['comment', id])],
    { ...host, env },
  )
  expect([status, headers.get('retry-after')]).toEqual([503, '60'])
  expect(body).toContain('action="/community/desk/decisions"')
  for (const id of ids)
    expect(body).toContain(`<input type="hidden" name="comment" value="${id}"/>`)
  expect(body).toContain('<input type="hidden" name="rule" value="spam"/>')
  expect(body).toContain('Sells &lt;watches&gt;</textarea>')
})
