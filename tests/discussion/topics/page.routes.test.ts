import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { inWeather } from '../../faulty-db'
import { ask, bindings, db, member, say, send, stranger, topic } from '../../world'

const addressOf = ({ id, slug }: { id: string; slug: string }) =>
  `/community/topics/${id.slice('topic:'.length)}/${slug}/`

const turn = (id: string, state: 'held' | 'published' | 'faded' | 'removed') =>
  db.update(comments).set({ state }).where(eq(comments.id, id))

test('a topic is a page of its own, as a post is', async () => {
  const rosa = await member({ name: 'Rosa Rider', handle: 'rosa-rider' })
  const asked = await topic({
    by: rosa,
    title: 'Which <chain> & why?',
    body: 'Mine is worn.',
    tags: ['workshop'],
  })
  const { status, body } = await ask(addressOf(asked))
  expect(status).toBe(200)
  expect(body).toContain('<title>Which &lt;chain&gt; &amp; why? · Test House</title>')
  expect(body).toContain('Which &lt;chain&gt; &amp; why?</h1>')
  expect(body).toContain('<p>Mine is worn.</p>')
  expect(body).toContain('Asked by ')
  expect(body).toContain('href="/community/people/rosa-rider/"')
  expect(body).toContain('href="/community/tags/workshop/"')
  expect(body).toContain(`<link rel="canonical" href="https://hub.test${addressOf(asked)}">`)
  expect(body).toContain('property="og:title" content="Which <chain> &amp; why?"')
  expect(body).toContain('name="description" content="Mine is worn."')
  expect(body).toContain(`href="${addressOf(asked)}comments.xml"`)
  expect(body).not.toContain('noindex')
  expect(body).not.toContain('%7Burl%7D')
  const [, facts = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body) ?? []
  expect(JSON.parse(facts)['@graph'][0]).toMatchObject({
    '@type': 'QAPage',
    mainEntity: {
      '@type': 'Question',
      '@id': `https://hub.test${addressOf(asked)}#post`,
      name: 'Which <chain> & why?',
      author: { name: 'Rosa Rider', url: 'https://hub.test/community/people/rosa-rider/' },
    },
  })
})

test('people comment on a topic and react to it on its page', async () => {
  const asked = await topic()
  const ben = await member()
  const said = await say(ben, 'Ask in the workshop.', { to: asked.id, cookie: ben.cookie })
  expect(said.status).toBe(303)
  expect(said.headers.get('location')).toContain(addressOf(asked))
  const given = await send(
    `/community/conversations/${asked.id}/reactions`,
    { emoji: '👍' },
    { cookie: ben.cookie },
  )
  expect(given.status).toBe(303)
  expect(given.headers.get('location')).toContain(addressOf(asked))
  const { body } = await ask(addressOf(asked))
  expect(body).toContain('Ask in the workshop.')
  expect(body).toContain('1 comment</span>')
  const feed = await ask(`${addressOf(asked)}comments.xml`)
  expect(feed.status).toBe(200)
  expect(feed.body).toContain('Ask in the workshop.')
  expect(feed.body).not.toContain('<p>Words.</p>')
})

test('words that were not taken come back in the form of their topic', async () => {
  const asked = await topic({ title: 'A topic with a form' })
  const { status, body } = await say({ ...stranger(), name: '' }, 'Kept words', { to: asked.id })
  expect(status).toBe(422)
  expect(body).toContain('A topic with a form</h1>')
  expect(body).toContain('Kept words')
})

test('a slug that is not the topic’s leads to the one that is', async () => {
  const asked = await topic({ title: 'Old words' })
  const { status, headers } = await ask(addressOf({ ...asked, slug: 'other-words' }))
  expect([status, headers.get('location')]).toEqual([301, addressOf(asked)])
  const feed = await ask(`${addressOf({ ...asked, slug: 'other-words' })}comments.xml`)
  expect([feed.status, feed.headers.get('location')]).toEqual([
    301,
    `${addressOf(asked)}comments.xml`,
  ])
})

test('an address that was cut short leads to the whole one, for whoever may read it', async () => {
  const [open, guarded] = [await topic(), await topic({ space: 'crew' })]
  const at = ({ id }: { id: string }) => `/community/topics/${id.slice('topic:'.length)}`
  const { status, headers } = await ask(`${at(open)}/`)
  expect([status, headers.get('location')]).toEqual([301, `${at(open)}/${open.slug}/`])
  expect((await ask(at(open))).headers.get('location')).toBe(`${at(open)}/`)
  expect((await ask(`${at(guarded)}/`)).status).toBe(404)
  expect((await ask(`${at(guarded)}/`, {}, await member())).status).toBe(301)
  expect((await ask('/community/topics/not-an-id/')).status).toBe(404)
})

test('a slug in another alphabet is read as it is written in an address', async () => {
  const asked = await topic({ slug: encodeURIComponent('где-насос') })
  expect((await ask(addressOf(asked))).status).toBe(200)
})

test.each(['not-an-id', '00000000-0000-7000-8000-000000000000'])(
  'where no topic is, there is no page: %s',
  async (id) => {
    expect((await ask(`/community/topics/${id}/a/`)).status).toBe(404)
    expect((await ask(`/community/topics/${id}/a/comments.xml`)).status).toBe(404)
  },
)

test('what is held is there for its author and for hosts, and for nobody else', async () => {
  const rosa = await member()
  const held = await topic({ by: rosa, state: 'held', body: 'Not yet.' })
  const other = await member()
  const host = await member({ role: 'host' })
  expect((await ask(addressOf(held))).status).toBe(404)
  expect((await ask(`${addressOf(held)}comments.xml`)).status).toBe(404)
  expect((await ask(addressOf(held), {}, other)).status).toBe(404)
  for (const somebody of [rosa, host]) {
    const { status, body } = await ask(addressOf(held), {}, somebody)
    expect(status).toBe(200)
    expect(body).toContain('Not public yet. A host has to approve it.')
    expect(body).toContain('noindex')
    expect(body).not.toContain('og:title')
  }
  const said = await say(other, 'I guess', { to: held.id, cookie: other.cookie })
  expect(said.status).toBe(404)
})

test('what has faded is read by whoever has its address, and in no search engine', async () => {
  const faded = await topic()
  await turn(faded.opening, 'faded')
  const { status, body } = await ask(addressOf(faded))
  expect(status).toBe(200)
  expect(body).toContain('noindex')
  expect(body).not.toContain('rel="canonical"')
})

test('what is removed is there for hosts alone, and so is what was said about it', async () => {
  const gone = await topic()
  const ben = await member()
  const said = await say(ben, 'An answer', { to: gone.id, cookie: ben.cookie })
  const [, comment] = /from=([^#]+)/.exec(said.headers.get('location')!)!
  await turn(gone.opening, 'removed')
  expect((await ask(addressOf(gone))).status).toBe(404)
  expect((await ask(addressOf(gone), {}, ben)).status).toBe(404)
  expect((await ask(`${addressOf(gone)}comments.xml`)).status).toBe(404)
  expect((await ask(`/community/comments/${comment}/`, {}, ben)).status).toBe(404)
  const { status, body } = await ask(addressOf(gone), {}, await member({ role: 'host' }))
  expect(status).toBe(200)
  expect(body).toContain('Only hosts can see this page.')
  expect(body).not.toContain('<p>Words.</p>')
})

test('a topic of a guarded space is there for those who may read it, and kept nowhere', async () => {
  const crew = await topic({ space: 'crew', title: 'For the crew' })
  expect((await ask(addressOf(crew))).status).toBe(404)
  const { status, body } = await ask(addressOf(crew), {}, await member())
  expect(status).toBe(200)
  expect(body).toContain('noindex')
  expect(body).not.toContain('og:title')
  expect((await ask(addressOf(crew))).status).toBe(404)
})

test('the frame around topics is no page of its own', async () => {
  expect((await ask('/community/frame/topic/')).status).toBe(404)
})

test('a resource shows what it gives, and leads machines nowhere', async () => {
  const shared = await topic({
    kind: 'resource',
    links: [{ label: 'The <plan>', url: 'https://plans.example/' }],
    contacts: [{ name: 'Ada', email: 'ada@example.org', phone: '+44 20 7946 0000' }],
  })
  const { body } = await ask(addressOf(shared))
  expect(body).toMatch(/<a href="https:\/\/plans.example\/" rel="[^"]*nofollow/)
  expect(body).toContain('The &lt;plan&gt;')
  expect(body).toContain('href="mailto:ada@example.org"')
  expect(body).toContain('href="tel:+442079460000"')
})

test('somebody’s page tells what they started, as far as it is there to be read', async () => {
  const rosa = await member()
  const open = await topic({ by: rosa, title: 'An open matter' })
  await topic({ by: rosa, title: 'A held matter', state: 'held' })
  const gone = await topic({ title: 'A removed matter' })
  await say(rosa, 'Words in what goes', { to: gone.id, cookie: rosa.cookie })
  await say(rosa, 'Words in what stays', { to: open.id, cookie: rosa.cookie })
  await turn(gone.opening, 'removed')
  const { body } = await ask(`/community/people/${rosa.handle}/`)
  expect(body).toMatch(/Started <a[^>]*>An open matter</)
  expect(body).toContain('Words in what stays')
  expect(body).not.toContain('A held matter')
  expect(body).not.toContain('Words in what goes')
  const feed = await ask(`/community/people/${rosa.handle}/feed.xml`)
  expect(feed.body).toContain('An open matter')
  expect(feed.body).not.toContain('Words in what goes')
})

test('while the database does not answer a topic rests, and a kept page does not', async () => {
  const asked = await topic()
  const env = { DB: inWeather(bindings.DB, () => 'down' as const) }
  const { status, headers } = await ask(addressOf(asked), {}, { env })
  expect([status, headers.get('retry-after')]).toEqual([503, '60'])
  await ask(addressOf(asked))
  expect((await ask(addressOf(asked), {}, { env })).status).toBe(200)
})
