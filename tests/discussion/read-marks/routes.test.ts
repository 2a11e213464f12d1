import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { deleteOldReadMarks } from '../../../worker/discussion/read-marks/commands'
import { readMarks } from '../../../worker/discussion/read-marks/table'
import { MARKS_KEPT_MS } from '../../../worker/discussion/read-marks/rules'
import { ask, db, member, say, send, topic } from '../../world'

type Person = Awaited<ReturnType<typeof member>>

const speak = async (by: Person, to: string) => {
  const words = `Words ${crypto.randomUUID()}.`
  const { headers } = await say(by, words, { to, cookie: by.cookie })
  return /from=([^#&]+)/.exec(headers.get('location')!)![1]!
}

const pathOf = ({ id, slug }: { id: string; slug: string }) =>
  `/community/topics/${id.slice(6)}/${slug}/`

const marksOf = ({ id }: Person) => db.select().from(readMarks).where(eq(readMarks.memberId, id))

/** As if the member had read everything an hour earlier. */
const anHourAgo = async (by: Person) => {
  const readAt = new Date(Date.now() - 3_600_000)
  await db.update(readMarks).set({ readAt }).where(eq(readMarks.memberId, by.id))
}

/** The card of a conversation on a page that has it. */
const cardOf = (page: string, id: string) => {
  const cards = page.match(/<article class="card[\s\S]*?<\/article>/g) ?? []
  const card = cards.find((each) => each.includes(`"${id}"`))
  expect(card, `the card of ${id}`).toBeDefined()
  return card!
}

const front = async (by: Person, path = '') => (await ask(`/community/${path}`, {}, by)).body

test('a new member has nothing unread, however much was written before', async () => {
  const other = await member()
  const asked = await topic()
  await speak(other, asked.id)
  const rita = await member()
  expect(await front(rita)).not.toContain('class="unread"')
  await ask(pathOf(await topic()), {}, rita)
  expect(await front(rita)).not.toContain('class="unread"')
})

test('what others write after a visit is new in lists and in the conversation, until it is read', async () => {
  const [rita, other] = [await member(), await member()]
  const asked = await topic()
  expect((await ask(pathOf(asked), {}, rita)).body).not.toContain('First new comment')
  await anHourAgo(rita)
  const first = await speak(other, asked.id)
  await speak(other, asked.id)
  await speak(rita, asked.id)
  expect(cardOf(await front(rita), asked.id)).toContain('<span class="unread">2 new</span>')
  const { body } = await ask(pathOf(asked), {}, rita)
  expect(body).toContain(`<a href="#c-${first}">First new comment</a>`)
  expect(body.match(/New since your last visit/g)).toHaveLength(2)
  expect(cardOf(await front(rita), asked.id)).not.toContain('class="unread"')
})

test('a conversation that was started since the first visit is new until it is read', async () => {
  const rita = await member()
  await ask(pathOf(await topic()), {}, rita)
  await anHourAgo(rita)
  const by = await member()
  const started = await topic({ startedAt: new Date(), by })
  expect(cardOf(await front(rita), started.id)).toContain('<span class="unread">New</span>')
  expect(cardOf(await front(by), started.id)).not.toContain('class="unread"')
  await ask(pathOf(started), {}, rita)
  expect(cardOf(await front(rita), started.id)).not.toContain('class="unread"')
})

test('more than nine new comments are not counted on', async () => {
  const rita = await member()
  const asked = await topic()
  await ask(pathOf(asked), {}, rita)
  await anHourAgo(rita)
  for (let at = 0; at < 11; at++) await speak(await member(), asked.id)
  expect(cardOf(await front(rita), asked.id)).toContain('9+ new')
})

test('a comment that was faded is not new', async () => {
  const [rita, host] = [await member(), await member({ role: 'host' })]
  const asked = await topic()
  await ask(pathOf(asked), {}, rita)
  await anHourAgo(rita)
  const id = await speak(await member(), asked.id)
  await send(`/community/comments/${id}/fading`, {}, host)
  expect(cardOf(await front(rita), asked.id)).not.toContain('class="unread"')
})

test('a mark is written by a member’s visit, at most once in five minutes, and never for readers', async () => {
  const rita = await member()
  const asked = await topic()
  await ask(pathOf(asked), {}, {})
  await ask(pathOf(asked), {}, rita)
  const written = await marksOf(rita)
  expect(written.map(({ conversation }) => conversation).toSorted()).toEqual(['', asked.id])
  await ask(pathOf(asked), {}, rita)
  expect(await marksOf(rita)).toEqual(written)
  await anHourAgo(rita)
  await ask(pathOf(asked), { method: 'HEAD' }, rita)
  const old = (await marksOf(rita)).find(({ conversation }) => conversation === asked.id)!
  await ask(pathOf(asked), {}, rita)
  const renewed = (await marksOf(rita)).find(({ conversation }) => conversation === asked.id)!
  expect(renewed.readAt.getTime()).toBeGreaterThan(old.readAt.getTime() + 3_000_000)
  expect(await db.select().from(readMarks).where(eq(readMarks.memberId, ''))).toEqual([])
})

test('marks older than a year are deleted, and what is older than that is not new', async () => {
  const rita = await member()
  const startedAt = new Date(Date.now() - 2 * MARKS_KEPT_MS)
  const asked = await topic({ startedAt, tags: ['old-hat'] })
  await ask(pathOf(asked), {}, rita)
  const readAt = new Date(Date.now() - MARKS_KEPT_MS - 1000)
  await db.update(readMarks).set({ readAt }).where(eq(readMarks.memberId, rita.id))
  await deleteOldReadMarks(db, new Date())
  expect((await marksOf(rita)).map(({ conversation }) => conversation)).toEqual([''])
  expect(cardOf(await front(rita, 'tags/old-hat/'), asked.id)).not.toContain('class="unread"')
})
