import { beforeAll, expect, test } from 'vitest'
import { conversations } from '../../../worker/discussion/conversations/table'
import { comments } from '../../../worker/discussion/comments/table'
import { newId } from '../../../worker/lib/id'
import { documents } from '../../../worker/discussion/search/table'
import { ask, bindings, db, topic } from '../../world'

const search = (typed: string, more = '') =>
  ask(`/community/search/?q=${encodeURIComponent(typed)}${more}`)

const resultsIn = (html: string) => /<hub-results[^>]*>(.*)<\/hub-results>/s.exec(html)![1]!

const addComment = async (text: string, conversation = 'post:open') => {
  const id = newId(new Date())
  await db.insert(conversations).values({ id: conversation }).onConflictDoNothing()
  await db.insert(comments).values({
    id,
    conversation,
    root: id,
    path: id,
    depth: 0,
    name: 'Rosa <b>',
    body: text,
    html: '',
    renderer: 1,
    state: 'published',
    shown: true,
    writtenAt: new Date('2026-03-01T12:00:00Z'),
  })
  return id
}

beforeAll(async () => {
  await db.insert(documents).values([
    {
      id: 'post:open',
      title: 'An open post',
      text: 'Everybody may answer.',
      address: 'posts/open/',
    },
    {
      id: 'page:privacy',
      title: 'Privacy',
      text: 'What the hub keeps.',
      address: 'pages/privacy/',
    },
    { id: 'post:gone', title: 'A post that left', text: 'Gone.', address: 'posts/gone/' },
  ])
})

test('a question is answered in the page, with its words marked and kept in the field', async () => {
  const { status, headers, body } = await search('open ans')
  expect(status).toBe(200)
  expect(resultsIn(body)).toContain(
    '<a href="/community/posts/open/">An <mark>open</mark> post</a>',
  )
  expect(resultsIn(body)).toContain('Everybody may <mark>answer</mark>.')
  expect(body).toMatch(/<input[^>]*value="open ans"/)
  expect(body).toMatch(/<title>open ans · /)
  expect(headers.get('cache-control')).toBe('private, no-store')
})

test('each result says what it is: a post by its kind, a page, a comment and whose', async () => {
  const id = await addComment('I would answer with a derailleur')
  expect(resultsIn((await search('everybody')).body)).toContain('News')
  expect(resultsIn((await search('privacy')).body)).toContain('Page')
  const found = resultsIn((await search('derailleur')).body)
  expect(found).toContain(
    `<a href="/community/comments/${id}/"><bdi>Rosa &lt;b&gt;</bdi> in “An open post”</a>`,
  )
  expect(found).toContain('1 Mar 2026')
})

test.each([
  '<script>alert(1)</script> pannier',
  'pannier <img src=x onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt; pannier',
  'pannier \u0002<b>\u0003<i>\u0003',
  '</hub-results></mark><svg onload=alert(1)> pannier',
])('an excerpt holds no markup that somebody wrote: %j', async (text) => {
  await addComment(text)
  const found = resultsIn((await search('pannier')).body)
  expect(found).toContain('<mark>pannier</mark>')
  expect(found).not.toMatch(/<(?!\/?(?:ol|li|h2|a|p|mark|time|bdi)\b)/)
})

test.each([
  '"><script>alert(1)</script>',
  "' onfocus=alert(1) autofocus '",
  '</title><script>alert(1)</script>',
  '&quot;><script>alert(1)</script>',
])('a question is shown as it was typed and never as markup: %j', async (typed) => {
  const { body } = await search(typed)
  expect(body).not.toContain('<script>alert')
  let live = 0
  const elements = new HTMLRewriter().on('[onfocus], [autofocus]', { element: () => void live++ })
  await elements.transform(new Response(body)).text()
  expect(live).toBe(0)
})

test.each([
  ['a&b', 'a&amp;b'],
  ['&lt;', '&amp;lt;'],
  ['"a"', '&quot;a&quot;'],
])('the field holds %j again', async (typed, value) => {
  expect((await search(typed)).body).toContain(`value="${value}"`)
})

test.each(['', '   ', '***', '"', '👍'])(
  'with nothing to look for there is a hint: %j',
  async (typed) => {
    const { status, body } = await search(typed)
    expect(status).toBe(200)
    expect(resultsIn(body)).toMatch(/Type a word or two|letters or digits/)
  },
)

test('nothing found is said, with what may help', async () => {
  const { status, body } = await search('qwertyuiop')
  expect(status).toBe(200)
  expect(resultsIn(body)).toContain('No results for <q>qwertyuiop</q>')
})

test('a post that left the hub is not found, nor what was said below it', async () => {
  await addComment('Also gone, with its sprocket', 'post:gone')
  expect(resultsIn((await search('left')).body)).not.toContain('posts/gone')
  expect(resultsIn((await search('sprocket')).body)).not.toContain('sprocket</mark>')
})

test('more results follow by a link, each of them once', async () => {
  for (let n = 0; n < 25; n++) await addComment(`A saddle, and ${n} more words`)
  const seen: string[] = []
  let more = ''
  for (let page = 0; page < 3; page++) {
    const found = resultsIn((await search('saddle', more)).body)
    seen.push(...[...found.matchAll(/comments\/([\w-]+)\//g)].map(([, id]) => id!))
    more = /after=([^"&]+)/.exec(found)?.[0].replace(/^/, '&') ?? ''
  }
  expect(seen).toHaveLength(25)
  expect(new Set(seen).size).toBe(25)
  expect(more).toBe('')
})

test.each([
  'q=a&q=b',
  'q[]=a',
  'q=%00',
  'q=%FF%FE',
  'after=1~1',
  'q=a&after=%27;drop',
  'q=%ED%A0%80',
])('a made-up question breaks nothing: %s', async (query) => {
  expect((await ask(`/community/search/?${query}`)).status).toBe(200)
})

const broken = (answer: () => Promise<never>): D1Database => {
  const statement = { bind: () => statement, all: answer, raw: answer, run: answer }
  return Object.assign(Object.create(bindings.DB) as D1Database, { prepare: () => statement })
}

test.each([
  ['down', () => Promise.reject(new Error('D1_ERROR: Network connection lost.'))],
  ['slow', () => new Promise<never>(() => undefined)],
])(
  'with the database %s the search says that it rests, and when to come back',
  async (_, answer) => {
    const { status, headers, body } = await ask(
      '/community/search/?q=open',
      {},
      { env: { DB: broken(answer) } },
    )
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('30')
    expect(resultsIn(body)).toContain('The search is unavailable right now')
    expect(body).toMatch(/<input[^>]*value="open"/)
  },
)

test('the tags of a topic are found, and stand apart from its words', async () => {
  const { id } = await topic({ body: 'Squeaks under load.', tags: ['zebrabells', 'drivetrain'] })
  const { body } = await search('zebrabells')
  const [result] = body.split('<li class="result">').filter((each) => each.includes(id.slice(6)))
  expect(result).toContain('Squeaks under load. · #<mark>zebrabells</mark> #drivetrain')
})
