import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { memberships, groups } from '../../../worker/accounts/groups/table'
import { newId } from '../../../worker/lib/id'
import { members } from '../../../worker/accounts/members/table'
import { documents } from '../../../worker/discussion/search/table'
import { ask, db, member } from '../../world'

type Somebody = Awaited<ReturnType<typeof member>>

/** What a search shows: the titles of what it found. */
const titlesFor = async (query: Record<string, string>, cookie?: string) => {
  const { status, body } = await ask(
    `/community/search/?${new URLSearchParams(query)}`,
    {},
    { cookie },
  )
  expect(status).toBe(200)
  return [...body.matchAll(/class="result-title">\s*<a href="[^"]*">(.*?)<\/a>/gs)].map(
    ([, title]) => title!.replaceAll(/<[^>]*>/g, ''),
  )
}

const addComment = async (body: string, conversation: string, by?: Somebody) => {
  const id = newId(new Date())
  await db.insert(conversations).values({ id: conversation }).onConflictDoNothing()
  await db.insert(comments).values({
    id,
    conversation,
    root: id,
    path: id,
    depth: 0,
    memberId: by?.id ?? null,
    name: by?.name ?? 'Rosa',
    body,
    html: '',
    renderer: 1,
    state: 'published',
    shown: true,
    writtenAt: new Date(),
  })
}

const start = async (
  title: string,
  by: Somebody,
  more: Partial<typeof conversations.$inferInsert>,
) => {
  const now = new Date()
  const [opening, id] = [newId(now), `topic:${newId(now)}`]
  await db.insert(conversations).values({
    id,
    title,
    kind: 'question',
    slug: 'a',
    space: 'public',
    tags: [],
    startedAt: now,
    startedBy: by.id,
    opening,
    ...more,
  })
  await db.insert(comments).values({
    id: opening,
    conversation: id,
    root: opening,
    path: opening,
    depth: 0,
    opens: true,
    memberId: by.id,
    name: by.name,
    body: 'It is about a pannier.',
    html: '',
    renderer: 1,
    state: 'published',
    shown: false,
    writtenAt: now,
  })
  return { id, opening }
}

const posts = {
  'post:open': 'A pannier in the open',
  'post:toolbox': 'A pannier in the toolbox',
  'post:quetzalid': 'A pannier for the crew',
  'post:in-testers': 'A pannier for testers',
  'post:in-back-room': 'A pannier in the back room',
}

let ben: Somebody
let tester: Somebody

beforeAll(async () => {
  for (const [id, title] of Object.entries(posts))
    await db.insert(documents).values({ id, title, text: '', address: `posts/${id.slice(5)}/` })
  ben = await member({ name: 'Ben Pannier', handle: 'ben' })
  tester = await member({ name: 'Tess', handle: 'tess' })
  await db.insert(groups).values({ id: 'testers', name: 'Testers', createdAt: new Date() })
  await db
    .insert(memberships)
    .values({ groupId: 'testers', memberId: tester.id, since: new Date() })
  await addComment('My pannier leaks', 'post:toolbox', ben)
  await addComment('A pannier for us hosts', 'post:in-back-room')
  await start('Which pannier?', ben, { tags: ['bags'] })
  await start('A pannier to be tested', tester, { kind: 'idea', space: 'testers' })
})

test('one search finds posts, topics, comments and people', async () => {
  expect((await titlesFor({ q: 'pannier' })).toSorted()).toEqual([
    'A pannier in the open',
    'A pannier in the toolbox',
    'Ben Pannier',
    'Ben Pannier in “What is in the toolbox”',
    'Which pannier?',
  ])
})

test('everybody finds what they may read and nothing else', async () => {
  const crew = await member()
  const host = await member({ role: 'host' })
  const shown = await titlesFor({ q: 'pannier' }, crew.cookie)
  expect(shown).toContain('A pannier for the crew')
  expect(shown.join()).not.toMatch(/test|back room/)
  expect(await titlesFor({ q: 'pannier test' }, tester.cookie)).toEqual(
    expect.arrayContaining(['A pannier for testers', 'A pannier to be tested']),
  )
  const all = await titlesFor({ q: 'pannier hosts' }, host.cookie)
  expect(all).toEqual([expect.stringMatching(/^Rosa in “.* post in back-room”$/)])
})

test.each<[Record<string, string>, string[]]>([
  [{ kind: 'resource' }, ['A pannier in the toolbox', 'Ben Pannier in “What is in the toolbox”']],
  [{ kind: 'question' }, ['Which pannier?']],
  [{ tag: 'bags' }, ['Which pannier?']],
  [{ tag: '#Bags' }, ['Which pannier?']],
  [{ space: 'testers' }, []],
  [{ space: 'public', kind: 'news' }, ['A pannier in the open']],
  [{ person: 'ben' }, ['Ben Pannier in “What is in the toolbox”', 'Which pannier?']],
  [{ person: '@Ben', kind: 'question' }, ['Which pannier?']],
  [{ person: 'ada', kind: 'news' }, ['A pannier in the open']],
  [{ person: 'nobody-at-all' }, []],
])('the filter %j keeps to %j', async (filter, titles) => {
  expect((await titlesFor({ q: 'pannier', ...filter })).toSorted()).toEqual(titles)
})

test('a filter that is none is left out', async () => {
  const all = await titlesFor({ q: 'pannier' })
  expect(await titlesFor({ q: 'pannier', kind: 'x', space: "'", person: '"><b>' })).toEqual(all)
})

test('filters stand in the form again, and each can be done without', async () => {
  const { body } = await ask('/community/search/?q=pannier&kind=question&tag=%22bags%3C&person=ben')
  expect(body).toMatch(/<details class="filters" open/)
  expect(body).toMatch(/<option value="question" selected/)
  expect(body).toMatch(/<input[^>]*name="tag"[^>]*value="&quot;bags&lt;"/)
  expect(body).toContain('href="/community/search/?q=pannier&amp;kind=question&amp;person=ben"')
  const plain = (await ask('/community/search/?q=pannier')).body
  expect(plain).toMatch(/<details class="filters"(?! open)/)
})

test('somebody is found by name, handle and the line about them, once they have said something', async () => {
  const quiet = await member({ name: 'Zebedee', handle: 'zeb', about: 'Rides a velocipede' })
  expect(await titlesFor({ q: 'zebedee' })).toEqual([])
  await addComment('Hello', 'post:open', quiet)
  for (const q of ['zebedee', 'zeb', 'velocipede'])
    expect(await titlesFor({ q })).toEqual(['Zebedee'])
  await db.update(members).set({ name: 'Zacharias' }).where(eq(members.id, quiet.id))
  expect(await titlesFor({ q: 'zebedee' })).toEqual([])
  expect(await titlesFor({ q: 'zacharias' })).toEqual(['Zacharias'])
})

test.each<[string, Parameters<typeof member>[0]]>([
  ['is banned', { bannedUntil: new Date('9999-12-31') }],
  ['was invited and never came', { invitedAt: new Date() }],
])('whoever %s is not found', async (_, as) => {
  const name = `Ghost ${newId(new Date()).slice(-6)}`
  const ghost = await member({ ...as, name, handle: `g-${newId(new Date()).slice(-6)}` })
  await addComment('Boo', 'post:open', ghost)
  expect(await titlesFor({ q: name })).toEqual([])
})

test('a ban that is over hides nobody', async () => {
  const back = await member({ name: 'Returnee', handle: 'returnee', bannedUntil: new Date(0) })
  await addComment('Back again', 'post:open', back)
  expect(await titlesFor({ q: 'returnee' })).toEqual(['Returnee'])
})

test('whoever has left is found no more', async () => {
  const gone = await member({ name: 'Quixote', handle: 'quixote' })
  await db.delete(members).where(eq(members.id, gone.id))
  expect(
    await db
      .select()
      .from(documents)
      .where(eq(documents.id, `member:${gone.id}`)),
  ).toEqual([])
})

test('a topic that hosts take away is not found, nor what was said in it', async () => {
  const { id, opening } = await start('A tandem for two', ben, {})
  await addComment('I would ride a tandem', id)
  expect(await titlesFor({ q: 'tandem' })).toHaveLength(2)
  await db.update(comments).set({ state: 'removed' }).where(eq(comments.id, opening))
  expect(await titlesFor({ q: 'tandem' })).toEqual([])
})
