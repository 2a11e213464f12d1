import { describe, expect, test } from 'vitest'
import { app } from '../../../worker/app'
import { newId } from '../../../worker/lib/id'
import { isLarge } from '../../setup/size'
import { addComment } from '../../discussion/reports/seed'
import { inWeather } from '../../faulty-db'
import { recordStatements } from '../../setup/plans'
import { ask, bindings, cookieOf, member, say, stranger, topic } from '../../world'

/*
 * Visitors who may not read a post, a topic or a comment get the response of an address where nothing is: by
 * a different one, they could guess titles and learn which exist. Asked at every address with a
 * conversation in it, at what may be below or beside it; with every method in the large tests.
 */

const commentIn = (conversation: string) => addComment({ conversation })

/** What exists, by the parameters of the addresses about it. */
interface Subject {
  slug?: string
  topic?: string
  conversation?: string
  id?: string
}

const hidden = await topic({
  space: 'back-room',
  slug: 'quetzal-topic',
  title: 'Hidden',
  body: 'Words',
})

const subjects: [string, Subject][] = [
  [
    'a post for members',
    { slug: 'in-crew', conversation: 'post:quetzalid', id: await commentIn('post:quetzalid') },
  ],
  ['a post under its former slug', { slug: 'quetzal-formerly' }],
  [
    'a post for a group',
    {
      slug: 'in-testers',
      conversation: 'post:in-testers',
      id: await commentIn('post:in-testers'),
    },
  ],
  ['a post for hosts', { slug: 'in-back-room', conversation: 'post:in-back-room' }],
  ['a post that is not published yet', { slug: 'tomorrow', conversation: 'post:tomorrow' }],
  [
    'a topic for hosts',
    {
      topic: hidden.id.slice('topic:'.length),
      slug: 'quetzal-topic',
      conversation: hidden.id,
      id: await commentIn(hidden.id),
    },
  ],
]

/** What may be below an address, or beside it: other spellings, files, feeds, cards, other formats. */
const BELOW =
  `/ /index.html /index /comments /comments/ /comments.xml /comments.xml/ /feed.xml /feed.json
  /index.md /card.png /og.png /quetzal-plan.txt /axolotl-plan.txt /abc /abc/ /a/b /- /. /%2e%2e/ /%2f /%00
  /%ff /a%2eb /a%5cb /a%5cb.png /history/ .md .html .xml .png %2F %20 ;a ? ?sort=newest&from=x`.split(
    /\s+/,
  )

/** One method stands for all that the hub refuses before it looks at the address. */
const METHODS = isLarge ? ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'] : ['GET', 'POST']

/** The address of every route that names a conversation or a comment, and the posts' own. */
const patterns = [
  ...new Set(
    app.routes
      .map(({ path }) => path)
      .filter((path) => /^\/(?:posts|topics|conversations|comments)\/.*:/.test(path)),
  ),
  '/share/mastodon/?of=:conversation',
]

const isAbout = (pattern: string, subject: Subject) => {
  if (pattern.startsWith('/posts/') && subject.topic) return false
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name!)
  return names.every((name) => name === 'file' || name in subject)
}

const fill = (pattern: string, subject: Subject) =>
  `/community${pattern
    .replace(':file', 'file.txt')
    .replaceAll(/:(\w+)/g, (_, name: keyof Subject) => subject[name]!)}`

/** Names of the same length and shape, of nothing. */
const nothingLike = ({ slug, topic, conversation, id }: Subject): Subject => {
  const madeUp = newId(new Date())
  return {
    ...(slug && { slug: 'z'.repeat(slug.length) }),
    ...(topic && { topic: madeUp }),
    ...(conversation && {
      conversation: topic ? `topic:${madeUp}` : `post:${'z'.repeat(conversation.length - 5)}`,
    }),
    ...(id && { id: newId(new Date()) }),
  }
}

/** An answer without the names that were asked for, which it may repeat. */
const told = (answer: Awaited<ReturnType<typeof ask>>, subject: Subject) => {
  const unnamed = (text: string) =>
    Object.entries(subject)
      .flatMap(([name, value]) => [value, encodeURIComponent(value)].map((each) => [each, name]))
      // The id of a conversation may contain its slug.
      .toSorted(([one = ''], [other = '']) => other.length - one.length)
      .reduce((rest, [value = '', name]) => rest.replaceAll(value, `<${name}>`), text)
  return {
    status: answer.status,
    headers: [...answer.headers].map(([name, value]) => `${name}: ${unnamed(value)}`),
    body: unnamed(answer.body)
      .replace(/give the number [0-9a-f-]{36}/, 'give the number')
      .replace(/name="drawn" value="[^"]*"/, 'name="drawn"'),
  }
}

const sendTo = (
  path: string,
  method: string,
  cookie: string | undefined,
  DB: D1Database = recordStatements(bindings.DB),
) => {
  const isForm = !['GET', 'HEAD', 'OPTIONS'].includes(method)
  const body = 'body=Words&emoji=%F0%9F%91%8D&name=Rosa&email=rosa%40example.org&to=on'
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const headers = { 'sec-fetch-site': 'same-origin', ...(isForm && form) }
  const env = { DB, ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit }
  return ask(path, { method, headers, ...(isForm && { body }) }, { cookie, env })
}

/** A form is sent below an address in the large tests alone: only the routes know what takes one. */
const belowFor = (method: string) => (isLarge || method === 'GET' ? BELOW : ['/', '/a/b'])

/** Every address about something. */
const addressesOf = (method: string, subject: Subject, names = subject): string[] => {
  const about = patterns.filter((pattern) => isAbout(pattern, subject))
  const own = subject.topic ? '/topics/:topic/:slug' : '/posts/:slug'
  const below = belowFor(method).map((suffix) => own + suffix)
  return [...about, own, ...below].map((each) => fill(each, names))
}

const rosa = stranger()
const cookie = {
  visitor: undefined,
  guest: cookieOf(await say(rosa, 'A guest’s words', { remember: 'on' })),
  member: (await member()).cookie,
}

/** Posts are known without the database, topics and comments are not. */
const down = inWeather(bindings.DB, () => 'down')

/** Those who may not read it: members may read what is for members. */
const readersOf = (name: string): (keyof typeof cookie)[] =>
  /for members|former/.test(name) ? ['visitor'] : ['visitor', 'member']

describe.each(subjects)('%s is like one that does not exist', (name, subject) => {
  test.each(METHODS)('at each address, with %s', async (method) => {
    const nothing = nothingLike(subject)
    const others = addressesOf(method, subject, nothing)
    for (const reader of readersOf(name))
      for (const [at, path] of addressesOf(method, subject).entries()) {
        const answer = told(await sendTo(path, method, cookie[reader]), subject)
        const expected = told(await sendTo(others[at]!, method, cookie[reader]), nothing)
        expect(answer, `${path} for a ${reader}`).toEqual(expected)
      }
  })

  test.each(METHODS)('at each address while the database is down, with %s', async (method) => {
    const nothing = nothingLike(subject)
    const others = addressesOf(method, subject, nothing)
    for (const reader of isLarge ? (['visitor', 'guest', 'member'] as const) : (['guest'] as const))
      for (const [at, path] of addressesOf(method, subject).entries()) {
        const answer = told(await sendTo(path, method, cookie[reader], down), subject)
        const expected = told(await sendTo(others[at]!, method, cookie[reader], down), nothing)
        expect(answer, `${path} for a ${reader}`).toEqual(expected)
      }
  })
})
