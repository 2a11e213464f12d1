import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { deleteOldBrowsers } from '../../../worker/discussion/contributors/commands'
import { recountPoints } from '../../../worker/discussion/contributors/jobs'
import { browsers, credits, standings } from '../../../worker/discussion/contributors/table'
import { log } from '../../../worker/audit/table'
import { readHub } from '../../../worker/http/hub'
import { ask, bindings, cookieOf, db, member, say, send, topic, cacheScope } from '../../world'
import { cacheKey } from '../../../worker/http/cache-key'

const DAY = 24 * 60 * 60 * 1000

type Somebody = Awaited<ReturnType<typeof member>>

let asker: Somebody
let answerer: Somebody

beforeEach(async () => {
  await db.delete(standings)
  asker = await member()
  answerer = await member({ name: 'Nora Quill', website: 'https://nora.example/' })
})

/** Somebody asks, another answers. */
const answered = async (more = {}, by = answerer) => {
  const question = await topic({ by: asker, ...more })
  await say(by, 'Turn it the other way around.', {
    to: question.id,
    as: 'member',
    cookie: by.cookie,
  })
  const [answer] = await db
    .select()
    .from(comments)
    .where(eq(comments.memberId, by.id))
    .orderBy(comments.id)
  return { question, answer: answer!.id }
}

const accept = (id: string, { cookie, address }: Somebody = asker) =>
  send(`/community/comments/${id}/acceptance`, {}, { cookie, address })

/** The part of a page that tells of contributors, as nobody in particular sees it. */
const toldOn = async (path: string) => {
  const { status, body } = await ask(`${path}?${crypto.randomUUID()}`)
  expect(status).toBe(200)
  return /<hub-contributors[^>]*>([\s\S]*?)<\/hub-contributors>/.exec(body)?.[1] ?? ''
}

const fresh = async () => {
  for (const path of ['/community/', '/community/contributors/', '/community/tags/odd/'])
    await caches.default.delete(cacheKey(await cacheScope(), path))
}

test('whoever gave the accepted answer is on the front page at once, with the link to their site', async () => {
  expect(await toldOn('/community/')).toBe('')
  const { answer } = await answered({ tags: ['odd'] })
  expect((await accept(answer)).status).toBe(303)
  const told = await toldOn('/community/')
  expect(told).toContain('Top contributors')
  expect(told).toContain('Nora Quill')
  expect(told).toMatch(/<a[^>]*href="https:\/\/nora\.example\/"[^>]*rel="ugc nofollow noopener"/)
  expect(told).toContain('href="/community/tags/odd/"')
})

test('they stand on the page of all, with their points, of which it is told how they are counted', async () => {
  const { answer } = await answered()
  await accept(answer)
  const { body } = await ask('/community/contributors/')
  expect(body).toMatch(/Nora Quill[\s\S]*5 points/)
  expect(body).toMatch(/Your answer is accepted[^<]*<\/td>\s*<td[^>]*>5</)
})

test('taken back, it is gone from there', async () => {
  const { answer } = await answered()
  await accept(answer)
  await accept(answer)
  await fresh()
  expect(await toldOn('/community/')).toBe('')
})

test('beside the list of a tag stand those who help with it, and nobody else', async () => {
  const { answer } = await answered({ tags: ['odd'] })
  await accept(answer)
  const other = await member({ name: 'Otto Other' })
  const elsewhere = await answered({ tags: ['elsewhere'] }, other)
  await accept(elsewhere.answer)
  await fresh()
  const told = await toldOn('/community/tags/odd/')
  expect(told).toContain('Nora Quill')
  expect(told).not.toContain('Otto Other')
})

test('whoever asks is told who helps with their tags, until they have an answer, and nobody else is', async () => {
  const { answer } = await answered({ tags: ['odd'] })
  await accept(answer)
  const mine = await topic({ by: asker, tags: ['odd'] })
  const address = `/community/topics/${mine.id.slice('topic:'.length)}/${mine.slug}/`
  const seenBy = async (cookie?: string) => (await ask(address, {}, { cookie })).body
  expect(await seenBy(asker.cookie)).toMatch(
    new RegExp(`People who may know[\\s\\S]*Nora Quill[\\s\\S]*@${answerer.handle}`),
  )
  expect(await seenBy((await member()).cookie)).not.toContain('People who may know')
  expect(await seenBy()).not.toContain('People who may know')
  await say(answerer, 'Oil it.', { to: mine.id, as: 'member', cookie: answerer.cookie })
  const [oiled] = await db.select().from(comments).where(eq(comments.body, 'Oil it.'))
  await accept(oiled!.id)
  expect(await seenBy(asker.cookie)).not.toContain('People who may know')
})

test('what is in a guarded space earns, and its tags are told nowhere', async () => {
  const host = await member({ role: 'host' })
  const { answer } = await answered({ space: 'crew', tags: ['quetzal'] }, host)
  await db
    .update(comments)
    .set({ memberId: answerer.id, asHost: false })
    .where(eq(comments.id, answer))
  await accept(answer, host)
  await fresh()
  const told = (await toldOn('/community/')) + (await toldOn('/community/contributors/'))
  expect(told).toContain('Nora Quill')
  expect(told).not.toContain('quetzal')
  const { body } = await ask(`/community/people/${answerer.handle}/`)
  expect(body).not.toContain('quetzal')
})

test('a top contributor has a badge in every conversation, and on their page', async () => {
  const { answer } = await answered()
  await accept(answer)
  await say(answerer, 'Something else.', { as: 'member', cookie: answerer.cookie })
  const { body } = await ask('/community/posts/open/', {}, { cookie: asker.cookie })
  expect(body).toMatch(/Nora Quill[\s\S]{0,400}Top contributor/)
  const profile = await ask(`/community/people/${answerer.handle}/`)
  expect(profile.body).toMatch(/Top contributor[\s\S]{0,200}5 points/)
})

test('what was liked about a topic counts on where hosts merge it, and comes back with it', async () => {
  const host = await member({ role: 'host' })
  const asked = await topic({ by: answerer })
  const target = await topic({ by: asker })
  await send(`/community/conversations/${asked.id}/reactions`, { emoji: '👍' }, asker)
  const points = async () => {
    await recountPoints({ db, hub: await readHub(bindings), now: new Date() })
    const rows = await db.select().from(standings).where(eq(standings.memberId, answerer.id))
    return rows.find(({ tag }) => tag === '')?.recent
  }
  expect(await points()).toBe(1)
  const merger = `/community/conversations/${asked.id}/merger`
  expect((await send(merger, { into: target.id, reason: 'The same' }, host)).status).toBe(303)
  expect(await db.select({ subject: credits.subject }).from(credits)).toContainEqual({
    subject: asked.opening,
  })
  expect(await points()).toBe(1)
  const [entry] = await db.select().from(log).where(eq(log.subject, asked.id))
  await send(`/community/desk/log/${entry!.id}/undoing`, { back: 'record' }, host)
  expect(await db.select({ subject: credits.subject }).from(credits)).toContainEqual({
    subject: asked.id,
  })
  expect(await points()).toBe(1)
})

test('whoever stays out is nowhere, from that press on, and comes back with what they had', async () => {
  const { answer } = await answered()
  await accept(answer)
  const { cookie, address } = answerer
  const press = (to: string) => send('/community/me/ranking', { to }, { cookie, address })
  const own = async () => (await ask('/community/me/', {}, { cookie })).body
  expect(await own()).toContain('Hide me from the contributors list')
  expect((await press('out')).headers.get('location')).toContain('/community/me/')
  await fresh()
  expect(await toldOn('/community/')).toBe('')
  expect(await own()).toContain('You are hidden from the contributors list')
  expect((await ask(`/community/people/${answerer.handle}/`)).body).not.toContain('Top contributor')
  await press('in')
  await fresh()
  expect(await toldOn('/community/')).toContain('Nora Quill')
})

test('two accounts that act in one browser are one: neither counts anything for the other', async () => {
  const { answer } = await answered()
  const spoken = await say(answerer, 'One more.', { as: 'member', cookie: answerer.cookie })
  const browser = cookieOf(spoken)!
  expect(browser).toMatch(/^hub-guest=/)
  await accept(answer, { ...asker, cookie: `${asker.cookie}; ${browser}` })
  await fresh()
  expect(await toldOn('/community/')).toBe('')
  await accept(answer)
  await accept(answer)
  await fresh()
  expect(await toldOn('/community/')).toBe('')
})

test('the same, when the first shows itself in that browser only later', async () => {
  const { answer } = await answered()
  const accepted = await accept(answer)
  await fresh()
  expect(await toldOn('/community/')).toContain('Nora Quill')
  await say(answerer, 'One more.', {
    as: 'member',
    cookie: `${answerer.cookie}; ${cookieOf(accepted)}`,
  })
  await recountPoints({ db, hub: await readHub(bindings), now: new Date() })
  await fresh()
  expect(await toldOn('/community/')).toBe('')
})

test('a browser is known by a hash, forgotten after 90 days, and reading leaves none', async () => {
  await ask('/community/', {}, { cookie: asker.cookie })
  expect(await db.select().from(browsers).where(eq(browsers.memberId, asker.id))).toEqual([])
  const { cookie, address } = asker
  const answer = await send(
    '/community/conversations/post:open/reactions',
    { emoji: '👍' },
    { cookie, address },
  )
  const [kept] = await db.select().from(browsers).where(eq(browsers.memberId, asker.id))
  expect(cookieOf(answer)).not.toContain(kept!.browser)
  await deleteOldBrowsers(db, new Date(Date.now() + 89 * DAY))
  expect(await db.select().from(browsers).where(eq(browsers.memberId, asker.id))).toHaveLength(1)
  await deleteOldBrowsers(db, new Date(Date.now() + 91 * DAY))
  expect(await db.select().from(browsers).where(eq(browsers.memberId, asker.id))).toEqual([])
})

test('with the database down the front page stands without contributors, and their page says so', async () => {
  const { answer } = await answered()
  await accept(answer)
  await fresh()
  const down = {
    DB: { prepare: () => fail(), batch: () => fail(), withSession: () => fail() } as never,
  }
  const front = await ask('/community/', {}, { env: down })
  expect(front.status).toBe(200)
  expect(front.body).not.toContain('Nora Quill')
  const page = await ask('/community/contributors/', {}, { env: down })
  expect(page.status).toBe(200)
  expect(page.body).toContain('Contributors are unavailable right now')
  expect(page.body).toContain('How points work')
})

const fail = () => {
  throw new Error('D1_ERROR: down')
}
