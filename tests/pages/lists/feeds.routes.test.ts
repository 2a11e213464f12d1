import { SaxesParser } from 'saxes'
import { beforeEach, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversationTags, conversations } from '../../../worker/discussion/conversations/table'
import { rooms } from '../../../worker/app'
import { ask, cold, db, member, topic } from '../../world'
import { said } from '../profiles/seed'

beforeEach(async () => {
  await db.delete(comments)
  await db.delete(conversationTags)
  await db.delete(conversations)
})

/** Each Atom feed by its route, as `tests/growth` names them, and one address of it. */
const feeds: Record<string, () => string | Promise<string>> = {
  '/feed.xml': () => 'feed.xml',
  '/kinds/:kind/feed.xml': () => 'kinds/idea/feed.xml',
  '/kinds/question/unanswered/feed.xml': () => 'kinds/question/unanswered/feed.xml',
  '/posts/:slug/comments.xml': () => 'posts/open/comments.xml',
  '/topics/:topic/:slug/comments.xml': async () => {
    const { id, slug } = await topic({ title: 'Their comments' })
    return `topics/${id.slice('topic:'.length)}/${slug}/comments.xml`
  },
  '/people/:handle/feed.xml': () => 'people/ada/feed.xml',
}

/** The number of entries in each feed element; throws at what is not well-formed. */
const entriesOf = (xml: string): number => {
  const path: string[] = []
  const ids = new Set<string>()
  let [entries, text] = [0, '']
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local }) => {
    path.push(local)
    text = ''
    if (path.join('/') === 'feed/entry') entries++
  })
  parser.on('text', (more) => void (text += more))
  parser.on('closetag', () => {
    const place = path.join('/')
    if (place === 'feed/entry/id') ids.add(text)
    if (place.endsWith('updated')) expect(Date.parse(text)).not.toBeNaN()
    path.pop()
  })
  parser.write(xml).close()
  expect(ids.size).toBe(entries)
  return entries
}

test('every Atom feed of the route table is read here', () => {
  const routes = Object.entries(rooms).flatMap(([prefix, here]) =>
    here.flatMap((room) =>
      room.routes
        .filter(({ path }) => path.endsWith('.xml') && !path.includes('sitemap'))
        .map(({ path }) => prefix.slice(0, -1) + path),
    ),
  )
  expect([...new Set(routes)].toSorted()).toEqual(Object.keys(feeds).toSorted())
})

test.each(Object.keys(feeds))('%s is well-formed, with topics and without', async (route) => {
  const path = await feeds[route]!()
  entriesOf((await ask(cold(path))).body)
  const by = await member({ name: 'Rosa <b> & "co" ]]>' })
  await topic({ title: ']]> & <b> \u202Eשלום 👩‍👩‍👧', body: 'a ]]> b & c', by })
  await topic({ kind: 'idea', title: ']]> & <i>', by })
  await said(by, '<p>]]&gt; &amp; 👩‍👩‍👧</p>')
  entriesOf((await ask(cold(path))).body)
})

test('questions are entries inside the feed of unanswered questions', async () => {
  const before = entriesOf((await ask(cold('kinds/question/unanswered/feed.xml'))).body)
  await topic({ title: 'Still open' })
  expect(entriesOf((await ask(cold('kinds/question/unanswered/feed.xml'))).body)).toBe(before + 1)
})

test.each(Object.keys(feeds))('%s answers 304 to a reader that has it', async (route) => {
  const address = cold(await feeds[route]!())
  const { headers } = await ask(address)
  const etag = headers.get('etag')!
  expect(etag).toMatch(/^"/)
  for (const method of ['GET', 'HEAD']) {
    const again = await ask(address, { method }, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    expect(again.headers.get('etag')).toBe(etag)
  }
})
