import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Comment, comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { type SearchQuery, search } from '../../../worker/discussion/search/queries'
import { toMatch } from '../../../worker/discussion/search/rules'
import { documents } from '../../../worker/discussion/search/table'
import { db } from '../../world'

/** A query by a viewer with all permissions, without filters. */
const question = (match: string, more: Partial<SearchQuery> = {}): SearchQuery => ({
  match,
  visibility: { spaces: ['public'], hiddenPosts: [] },
  filters: {},
  posts: { by: [] },
  people: [],
  now: new Date(),
  ...more,
})

const find = (typed: string, more?: Partial<SearchQuery>) =>
  search(db, question(toMatch(typed)!, more))
const idsOf = async (typed: string) => (await find(typed)).map(({ id }) => id)

const addPost = (slug: string, title: string, text: string) =>
  db.insert(documents).values({ id: `post:${slug}`, title, text, address: `posts/${slug}/` })

const addComment = async (text: string, state: Comment['state'] = 'published') => {
  const id = newId(new Date())
  await db.insert(conversations).values({ id: 'post:brakes' }).onConflictDoNothing()
  await db.insert(comments).values({
    id,
    conversation: 'post:brakes',
    root: id,
    path: id,
    depth: 0,
    name: 'Rosa',
    body: text,
    html: text,
    renderer: 1,
    state,
    shown: state === 'published',
    writtenAt: new Date(),
  })
  return id
}

const change = (id: string, to: Partial<Comment>) =>
  db.update(comments).set(to).where(eq(comments.id, id))

beforeAll(async () => {
  await addPost('brakes', 'Bleeding brakes', 'How to keep the fluid clean, in a café or at home.')
  await addPost('lights', 'Lights for the winter', 'They work when the brakes are wet as well.')
})

test('a word in a title counts for more than one in a text', async () => {
  expect(await idsOf('brakes')).toEqual(['post:brakes', 'post:lights'])
})

test('accents and capitals make no difference, and the last word may be just begun', async () => {
  expect(await idsOf('CAFE')).toEqual(['post:brakes'])
  expect(await idsOf('cafe\u0301')).toEqual(['post:brakes'])
  expect(await idsOf('clean flu')).toEqual(['post:brakes'])
  expect(await idsOf('flu clean')).toEqual([])
})

test('a comment is found by its words until it is taken away', async () => {
  const id = await addComment('Mineral oil never goes into a sprocket')
  const [hit] = await find('sprocket')
  expect(hit).toMatchObject({
    id: `comment:${id}`,
    name: 'Rosa',
    conversation: 'post:brakes',
    text: 'Mineral oil never goes into a sprocket',
  })
  await change(id, { body: 'Changed to a derailleur' })
  expect(await idsOf('sprocket')).toEqual([])
  expect(await idsOf('derailleur')).toEqual([`comment:${id}`])
  await change(id, { state: 'faded' })
  expect(await idsOf('derailleur')).toEqual([])
})

test.each(['held', 'faded', 'removed'] as const)('a %s comment is not found', async (state) => {
  const id = await addComment('A pannier nobody is to see', state)
  expect(await idsOf('pannier')).toEqual([])
  await change(id, { state: 'published' })
  expect(await idsOf('pannier')).toEqual([`comment:${id}`])
  await change(id, { state })
  expect(await idsOf('pannier')).toEqual([])
})

test.each([
  '"',
  '""',
  '*',
  'brakes*',
  '"brakes',
  'brakes AND',
  'NOT brakes',
  'NEAR(brakes fluid, 1)',
  'title:brakes',
  '-brakes',
  '^brakes',
  '(brakes',
  '{title} : brakes',
  "brakes' OR 1=1 --",
  'brakes\0fluid',
  '\u0002brakes\u0003',
  '\ud800brakes',
  '!!!',
  '☃ 👍',
  'ब्रेक',
  'a'.repeat(1000),
  'brakes '.repeat(300),
])('a question with %j is answered and never breaks the search', async (typed) => {
  const match = toMatch(typed)
  if (match) await expect(search(db, question(match))).resolves.toBeInstanceOf(Array)
})
