import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { comments, versions } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { log } from '../../../worker/audit/table'
import { documents } from '../../../worker/discussion/search/table'
import { ask, db, member, say, send, topic } from '../../world'

type Topic = Awaited<ReturnType<typeof topic>>

const addressOf = ({ id, slug }: Pick<Topic, 'id' | 'slug'>) =>
  `/community/topics/${id.slice('topic:'.length)}/${slug}/`
const revision = ({ id }: Topic) => `/community/conversations/${id}/revision`
const rowOf = async ({ id }: Topic) =>
  (await db.select().from(conversations).where(eq(conversations.id, id))).at(0)!
const openingOf = async ({ opening }: Topic) =>
  (await db.select().from(comments).where(eq(comments.id, opening))).at(0)!

const words = { title: 'New words', body: 'And a *new* body.', tags: '' }

test('an author changes what they started, and anybody can read what it said before', async () => {
  const rosa = await member({ name: 'Rosa Writes' })
  const asked = await topic({ by: rosa, title: 'Old words', body: 'The old body.' })
  expect((await ask(`${addressOf(asked)}history/`)).body).toContain('It has not been edited.')
  const form = await ask(revision(asked), {}, rosa)
  expect(form.status).toBe(200)
  expect(form.body).toContain('value="Old words"')
  expect(form.body).toContain('The old body.')

  const { status, headers } = await send(revision(asked), words, rosa)
  expect(status).toBe(303)
  const place = addressOf({ ...asked, slug: 'new-words' })
  expect(headers.get('location')).toBe(place)
  const { body } = await ask(place)
  expect(body).toContain('New words</h1>')
  expect(body).toContain('And a <em>new</em> body.')
  expect(body).toContain(`href="${place}history/"`)
  const old = await ask(addressOf(asked))
  expect([old.status, old.headers.get('location')]).toEqual([301, place])

  const history = await ask(`${place}history/`)
  expect(history.body).toContain('The old body.')
  expect(history.body).toContain('And a *new* body.')
  expect(history.body).toContain('Old words')
  expect(history.body).toContain('Rosa Writes')
  expect(history.body).toContain('noindex')
  const [found] = await db.select().from(documents).where(eq(documents.id, asked.id))
  expect(found).toMatchObject({ title: 'New words' })
  expect(found!.text).toContain('And a *new* body.')
})

test('each change is one version more, and the same words are none', async () => {
  const rosa = await member()
  const asked = await topic({ by: rosa })
  await send(revision(asked), words, rosa)
  await send(revision(asked), words, rosa)
  await send(revision(asked), { ...words, body: 'Once more.' }, rosa)
  const kept = await db.select().from(versions).where(eq(versions.comment, asked.opening))
  expect(kept.map(({ body }) => body).toSorted()).toEqual([
    'And a *new* body.',
    'Once more.',
    'Words.',
  ])
})

test('of two who change it at once, the second is told', async () => {
  const rosa = await member()
  const asked = await topic({ by: rosa })
  const all = await Promise.all(
    ['One', 'Two', 'Three'].map((body) => send(revision(asked), { ...words, body }, rosa)),
  )
  const taken = all.filter(({ status }) => status === 303)
  expect(taken.length).toBeGreaterThan(0)
  for (const { status, body } of all.filter((each) => !taken.includes(each))) {
    expect(status).toBe(422)
    expect(body).toContain('This was changed meanwhile.')
  }
  const kept = await db.select().from(versions).where(eq(versions.comment, asked.opening))
  expect(kept).toHaveLength(taken.length + 1)
})

test('nobody else changes it, and nobody who is silenced', async () => {
  const rosa = await member()
  const asked = await topic({ by: rosa })
  for (const somebody of [{}, await member()]) {
    expect((await ask(revision(asked), {}, somebody)).status).toBe(404)
    expect((await send(revision(asked), words, somebody)).status).toBe(404)
  }
  const silenced = await member({ silencedUntil: new Date('2999-01-01'), silenceReason: 'x' })
  const theirs = await topic({ by: silenced })
  expect((await send(revision(theirs), words, silenced)).status).toBe(422)
  for (const each of [asked, theirs]) {
    expect(await openingOf(each)).toMatchObject({ body: 'Words.', revisedAt: null })
    expect(await rowOf(each)).toMatchObject({ title: each.title })
  }
})

test('a host who changes it is on record, and its author’s name stays', async () => {
  const rosa = await member({ name: 'Rosa Keeps' })
  const host = await member({ role: 'host' })
  const asked = await topic({ by: rosa })
  expect((await send(revision(asked), words, host)).status).toBe(303)
  expect(await openingOf(asked)).toMatchObject({ memberId: rosa.id, name: 'Rosa Keeps' })
  const [entry] = await db.select().from(log).where(eq(log.subject, asked.id))
  expect(entry).toMatchObject({ act: 'revision', by: host.id })
  const record = await ask('/community/desk/log/', {}, host)
  expect(record.body).toContain('edited')
})

test('new words are judged as those of a new topic', async () => {
  const rosa = await member()
  const asked = await topic({ by: rosa })
  await send(revision(asked), { ...words, body: 'Who has forbidden pedals?' }, rosa)
  expect(await openingOf(asked)).toMatchObject({ state: 'held', heldFor: 'words' })
  expect(await rowOf(asked)).toMatchObject({ isListed: false, state: 'held' })
  expect((await ask(addressOf({ ...asked, slug: 'new-words' }))).status).toBe(404)
  expect((await ask(`${addressOf(asked)}history/`)).status).toBe(404)
})

test('what has faded stays faded in other words', async () => {
  const rosa = await member()
  const asked = await topic({ by: rosa, state: 'faded' })
  await send(revision(asked), words, rosa)
  expect(await openingOf(asked)).toMatchObject({ state: 'faded', body: 'And a *new* body.' })
  expect(await rowOf(asked)).toMatchObject({ isListed: false })
})

test('a preview and a fault change nothing, and keep the words', async () => {
  const rosa = await member()
  const asked = await topic({ by: rosa })
  const preview = await send(revision(asked), { ...words, preview: 'yes' }, rosa)
  expect(preview.status).toBe(200)
  expect(preview.body).toContain('And a <em>new</em> body.')
  const refused = await send(revision(asked), { ...words, title: '' }, rosa)
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('And a *new* body.')
  expect(await openingOf(asked)).toMatchObject({ body: 'Words.' })
})

test('kind and space stay, whatever is sent', async () => {
  const rosa = await member()
  const asked = await topic({ by: rosa, kind: 'idea' })
  await send(revision(asked), { ...words, kind: 'resource', space: 'talk' }, rosa)
  expect(await rowOf(asked)).toMatchObject({ kind: 'idea', space: 'public', title: 'New words' })
})

test('the history of a guarded topic is for those who may read it', async () => {
  const asked = await topic({ space: 'crew' })
  expect((await ask(`${addressOf(asked)}history/`)).status).toBe(404)
  expect((await ask(`${addressOf(asked)}history/`, {}, await member())).status).toBe(200)
})

test('an author takes away what nobody has answered, and nothing that others spoke about', async () => {
  const rosa = await member()
  const now = new Date()
  const lonely = await topic({ by: rosa, startedAt: now })
  const page = await ask(addressOf(lonely), {}, rosa)
  expect(page.body).toContain(`action="/community/comments/${lonely.opening}/withdrawal"`)
  const removal = (each: Topic) => `/community/comments/${each.opening}/withdrawal`
  expect((await send(removal(lonely), {}, rosa)).headers.get('location')).toBe('/community/')
  expect(await rowOf(lonely)).toMatchObject({ isListed: false, state: 'removed' })
  expect((await ask(addressOf(lonely), {}, rosa)).status).toBe(404)

  const asked = await topic({ by: rosa, startedAt: now })
  const ben = await member()
  await say(ben, 'An answer', { to: asked.id, cookie: ben.cookie })
  const refused = await send(removal(asked), {}, rosa)
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('Others have commented on it')
  expect((await ask(addressOf(asked))).status).toBe(200)
})

test('the opening has no form of a comment: it is changed with its topic', async () => {
  const rosa = await member()
  const asked = await topic({ by: rosa, startedAt: new Date() })
  const form = await ask(`/community/comments/${asked.opening}/revision`, {}, rosa)
  expect([form.status, form.headers.get('location')]).toEqual([302, revision(asked)])
  const sent = await send(`/community/comments/${asked.opening}/revision`, { body: 'x' }, rosa)
  expect(sent.status).toBe(404)
  expect((await ask(`/community/comments/${asked.opening}/reply/`, {}, rosa)).status).toBe(404)
})
