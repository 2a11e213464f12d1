import { eq, inArray, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Action, actions, isOpen, may, type Space } from '../../../site/contract/permissions'
import { app } from '../../../worker/app'
import { comments } from '../../../worker/discussion/comments/table'
import { newId } from '../../../worker/lib/id'
import { hubAt, readHub } from '../../../worker/http/hub'
import { addComment } from '../../discussion/reports/seed'
import { isLarge } from '../../setup/size'
import { ask, bindings, db, drawnAgo, send, topic } from '../../world'
import { makeCrowd, isHost, type Person, signedIn } from './personas'

const crowd = await makeCrowd()

/*
 * Every address about a conversation is asked for by one persona of each class of permissions, in a space
 * where they have them; those who may not read are a class, asked in a guarded space that differs from
 * address to address. All personas in all spaces ask for a post; the large tests also have them comment
 * and remove, and ask for every address by each class in all spaces. The personas come from the
 * levels, the spaces from spaces.yaml and the addresses from the routes, so that a new one of any of
 * them has its cells. The expected results are those of `may`, with which `tests/accounts/levels/cells`
 * compares the page of levels.
 */

const hub = hubAt(await readHub(bindings), new Date())
const MARK = /quetzalword/i
const env = { ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit }

let written = 0

/** A marked comment, by the person who is asked, or by no one of them. */
const markedIn = (conversation: string, by: Person['own'] = {}) =>
  addComment({
    conversation,
    ...by,
    body: `A quetzalword ${++written}`,
    html: '<p>A quetzalword</p>',
  })

/** The id in the address of a topic, and its slug. Lists of public topics contain its title. */
const addTopic = async (space: Space) => {
  const slug = `in-${space.id}`
  const words = isOpen(space, hub.levels) ? 'A word for all' : 'A quetzalword'
  const { id } = await topic({ space: space.id, slug, title: words, body: words })
  return { topic: id.slice('topic:'.length), slug }
}

const places = await Promise.all(
  hub.spaces.map(async (space) => {
    const all = Object.values(hub.conversations)
    return {
      space,
      conversation: all.find((each) => each.space === space.id && each.comments === 'open')!,
      topic: await addTopic(space),
    }
  }),
)
type Place = (typeof places)[number]

/** The values of the parameters of an address in a place. */
const valuesIn = (path: string, { conversation, topic }: Place, id: string) => ({
  slug: conversation.slug,
  conversation: conversation.id,
  id,
  ...(path.includes(':topic') && topic),
})

/** What an address about a conversation answers: to members who may, and to those who may only read. */
interface Expected {
  action: Action
  done: number
  refused?: number
  /** The answer to those who may not read the space. */
  unreadable?: number
  /** The answer to hosts, where it is another. */
  host?: number
  /** Only the author finds it; `ofOthers` is the answer to hosts for what others wrote. */
  own?: boolean
  ofOthers?: number
  /** Where it exists for hosts alone. */
  onlyHosts?: boolean
}

const ofHosts = { action: 'read', done: 303, onlyHosts: true } as const

/** Every address about a conversation. One that is new has no row, and fails below. */
const about: Record<string, Expected> = {
  'GET /posts/:slug/': { action: 'read', done: 200 },
  'GET /posts/:slug/comments.xml': { action: 'read', done: 200 },
  'GET /topics/:topic/': { action: 'read', done: 301 },
  'GET /topics/:topic/:slug/': { action: 'read', done: 200 },
  'GET /topics/:topic/:slug/comments.xml': { action: 'read', done: 200 },
  'GET /topics/:topic/:slug/history/': { action: 'read', done: 200 },
  'POST /conversations/:conversation/comments': { action: 'comment', done: 303, refused: 422 },
  'POST /conversations/:conversation/preview': { action: 'read', done: 200 },
  'POST /conversations/:conversation/reactions': { action: 'read', done: 303 },
  'GET /comments/:id/': { action: 'read', done: 302 },
  'GET /comments/:id/reply/': { action: 'comment', done: 200, refused: 302 },
  'POST /comments/:id/reactions': { action: 'read', done: 303 },
  // A host holds it instead, and is led to where.
  'GET /comments/:id/report/': { action: 'read', done: 200, host: 302 },
  'POST /comments/:id/report': { action: 'read', done: 303 },
  'GET /comments/:id/revision': { action: 'read', done: 200, own: true },
  'POST /comments/:id/revision': { action: 'read', done: 303, own: true },
  'POST /comments/:id/withdrawal': { action: 'read', done: 303, own: true },
  // Authors came here before they had an address of their own.
  'POST /comments/:id/removal': { action: 'read', done: 303, own: true, ofOthers: 422 },
  'POST /comments/:id/fading': ofHosts,
  'POST /comments/:id/holding': ofHosts,
  'POST /comments/:id/pin': ofHosts,
  'POST /comments/:id/criticism': ofHosts,
  'POST /comments/:id/dismissal': ofHosts,
  // What is published is neither approved nor restored.
  'POST /comments/:id/approval': { ...ofHosts, done: 422 },
  'POST /comments/:id/restoration': { ...ofHosts, done: 422 },
  // The comment answers a question, which is not the reader's own.
  'POST /comments/:id/answer': { action: 'accept', done: 303 },
  'POST /comments/:id/acceptance': { action: 'accept', done: 303 },
  // Of a post there are none; the tests of ideas, questions and resources ask this of topics.
  'POST /conversations/:conversation/votes': { action: 'read', done: 404 },
  'POST /conversations/:conversation/status': { action: 'read', done: 404 },
  'POST /conversations/:conversation/uses': { action: 'read', done: 404 },
  'POST /conversations/:conversation/duplicate': { action: 'read', done: 404 },
  // The space is a field of the form, which comes back with the typed words.
  'POST /start/': { action: 'start', done: 303, refused: 422, unreadable: 422 },
}

/** Addresses without a conversation, each with who has access: their own tests check what they do. */
const others: Record<string, 'all' | 'members' | 'scripts of members' | 'hosts' | 'nobody'> = {
  'GET /posts/:slug/:file': 'all',
  'GET /spaces/:space/': 'all',
  'GET /': 'all',
  'GET /feed.xml': 'all',
  'GET /feed.json': 'all',
  'GET /sitemap-index.xml': 'all',
  'GET /sitemap-topics.xml': 'all',
  'GET /:page{sitemap-topics-.+.xml}': 'all',
  'GET /kinds/question/unanswered/': 'all',
  'GET /kinds/question/unanswered/feed.xml': 'all',
  'GET /kinds/:kind/feed.xml': 'all',
  'GET /kinds/:kind/': 'all',
  'GET /kinds/:kind/:number{[1-9]\\d{0,4}}/': 'all',
  'GET /tags/:tag/': 'all',
  'GET /tags/:tag/:number{[1-9]\\d{0,4}}/': 'all',
  'GET /spaces/:space/:number{[1-9]\\d{0,4}}/': 'all',
  'GET /frame/list/': 'nobody',
  'GET /people/:handle/': 'all',
  'GET /people/:handle/feed.xml': 'all',
  'GET /people/mentionable': 'all',
  'GET /levels/': 'all',
  'GET /search/': 'all',
  'GET /healthz': 'all',
  'GET /../healthz': 'all',
  'GET /dev/mail/': 'all',
  'GET /dev/mail/preview/': 'all',
  'GET /dev/mail/preview/:template/': 'all',
  // Without the secret of a provider.
  'POST /mail/events/resend': 'nobody',
  'POST /mail/events/postmark': 'nobody',
  'POST /mail/events/ses': 'nobody',
  'GET /confirmation/:token/': 'all',
  'POST /confirmation/:token/': 'all',
  'GET /stop/:token/': 'all',
  'POST /stop/:token/': 'all',
  'GET /sign-in/': 'all',
  'POST /sign-in/': 'all',
  'GET /sign-in/sent/': 'all',
  'GET /sign-in/:token/': 'all',
  'POST /sign-in/:token/': 'all',
  'POST /auth/sign-out': 'all',
  'POST /auth/:provider': 'all',
  'GET /auth/callback/:provider': 'all',
  'GET /me/farewell/': 'all',
  'GET /me/leaving/': 'all',
  'POST /me/leaving/letter': 'all',
  'GET /me/leaving/letter/': 'all',
  'GET /me/leaving/:token/': 'all',
  'POST /me/leaving/:token/export': 'all',
  'POST /me/leaving/:token/erasure': 'all',
  'GET /start/': 'members',
  'GET /start/preview': 'all',
  'POST /start/preview': 'all',
  'GET /start/similar/': 'all',
  'GET /contributors/': 'all',
  'GET /out/:kind/:id': 'all',
  'GET /out/:kind/:id/': 'all',
  'GET /offers/': 'all',
  'GET /offers/:offer/': 'all',
  'POST /offers/:offer/dismissal': 'all',
  'POST /alerts/:mark/dismissal': 'all',
  'GET /pages/:slug/': 'all',
  // Which conversation is shared is in the query; their own tests say which are not.
  'GET /share/:network/': 'all',
  'POST /share/:network/': 'all',
  'GET /me/': 'members',
  'GET /me/notifications/': 'members',
  'POST /me/notifications/seen': 'members',
  'POST /me/notifications/settings': 'members',
  'POST /me/follows': 'members',
  'POST /me/ranking': 'members',
  'POST /me/export': 'members',
  'POST /me/erasure': 'members',
  'POST /me/claim': 'members',
  'POST /me/vouching': 'members',
  'POST /me/denial': 'members',
  'POST /me/messages/:id/seen': 'members',
  'POST /me/mentions/:comment/seen': 'members',
  'POST /me/letters': 'members',
  'POST /me/sessions/ending': 'members',
  'POST /me/sessions/:id/ending': 'members',
  'POST /sign-in/passkey/challenge': 'all',
  'POST /sign-in/passkey': 'all',
  'POST /me/passkeys/challenge': 'scripts of members',
  'POST /me/passkeys': 'members',
  'POST /me/passkeys/:id/removal': 'members',
  'POST /me/ways/:id/removal': 'members',
  'GET /me/e-mail/': 'all',
  'POST /me/e-mail': 'members',
  'GET /me/e-mail/:token/': 'members',
  'POST /me/e-mail/:token/': 'members',
  'GET /me/profile/': 'members',
  'POST /me/profile/': 'members',
  'GET /desk/': 'hosts',
  'GET /desk/groups/': 'hosts',
  'POST /desk/groups/': 'hosts',
  'GET /desk/groups/:group/': 'hosts',
  'POST /desk/groups/:group/': 'hosts',
  'POST /desk/groups/:group/members': 'hosts',
  'POST /desk/groups/:group/members/:member/removal': 'hosts',
  'GET /desk/requests/': 'hosts',
  'POST /desk/requests/:id/answer': 'hosts',
  // Not available to any viewer; the tests of the others say who requests them.
  'GET /spaces/:space/requests': 'all',
  'POST /spaces/:space/requests': 'all',
  'GET /desk/offers/': 'hosts',
  'GET /desk/offers/counts.csv': 'hosts',
  'GET /desk/comments/:id/': 'hosts',
  'GET /desk/people/': 'hosts',
  'GET /desk/log/': 'hosts',
  'GET /desk/people/:id/': 'hosts',
  'POST /desk/people/:id/role': 'hosts',
  'POST /desk/people/:id/identity': 'hosts',
  'POST /desk/people/:id/grants': 'hosts',
  'POST /desk/people/:id/grants/:grant/ending': 'hosts',
  'POST /desk/people/:id/ban': 'hosts',
  'POST /desk/people/:id/ban/ending': 'hosts',
  'POST /conversations/:conversation/lock': 'hosts',
  'POST /conversations/:conversation/space': 'hosts',
  'POST /conversations/:conversation/merger': 'hosts',
  // Of a topic: its author's too.
  'GET /conversations/:conversation/revision': 'hosts',
  'POST /conversations/:conversation/revision': 'hosts',
  'POST /desk/decisions': 'hosts',
  'POST /desk/log/:id/undoing': 'hosts',
  'POST /comments/:id/warning': 'hosts',
  'POST /desk/people/:id/silence': 'hosts',
  'POST /desk/people/:id/silence/ending': 'hosts',
  'GET /desk/resting/:id/': 'hosts',
  'POST /comments/:id/release': 'hosts',
  'POST /comments/:id/remarks': 'hosts',
  'GET /desk/alerts/': 'hosts',
  'GET /desk/alerts/:slug/': 'hosts',
  'POST /desk/alerts/:slug/': 'hosts',
  'POST /desk/alerts/:slug/updates/:id/withdrawal': 'hosts',
  'GET /desk/replies/': 'hosts',
  'GET /desk/email/': 'hosts',
  'POST /desk/email/retries': 'hosts',
  'POST /desk/email/:id/retry': 'hosts',
  'POST /desk/email/stops/:recipient/ending': 'hosts',
  'POST /desk/replies/': 'hosts',
  'GET /desk/replies/:id/': 'hosts',
  'POST /desk/replies/:id/': 'hosts',
  'POST /desk/replies/:id/removal': 'hosts',
  'GET /hub.json': 'nobody',
  'GET /search.json': 'nobody',
  'GET /later.json': 'nobody',
  'GET /frame/': 'nobody',
  'GET /frame/desk/': 'nobody',
  'GET /frame/topic/': 'nobody',
  'GET /frame/start/': 'nobody',
}

const routes = app.routes
  .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
  .map(({ method, path }) => `${method} ${path}`)

test('every route has a row that says who has access', () => {
  const known = [...Object.keys(about), ...Object.keys(others)]
  expect(routes.filter((route) => !known.includes(route))).toEqual([])
})

/** The address with its parameters filled in, below the base. */
const fill = (path: string, values: Record<string, string>) =>
  `/community${path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? newId(new Date()))}`

/** The words of a form that starts a topic, with a title like no other. */
const startIn = async ({ id: space }: Space) => ({
  kind: 'question',
  space,
  title: `${crypto.randomUUID().replaceAll('-', '')} ${written}`,
  drawn: await drawnAgo(60, 'start'),
})

interface Sender extends Partial<Person> {
  fields?: Record<string, string>
}

const request = (route: string, path: string, { address, cookie, typed, fields }: Sender) => {
  written++
  const asking = { ...(address && { address }), cookie, env }
  if (route.startsWith('GET')) return ask(path, {}, asking)
  return send(path, { body: `Written ${written}`, emoji: '👍', ...typed, ...fields }, asking)
}

const answerTo = ({ viewer }: Person, action: Action, space: Space) => {
  const answer = may(viewer, action, space, hub.levels)
  return answer === 'yes' || answer === 'held' ? answer : 'no'
}

const isMay = (person: Person, action: Action, space: Space) =>
  answerTo(person, action, space) !== 'no'

/** People with the same rights in a space, of whom one is asked. */
interface Class {
  key: string
  names: string
  person: Person
}

/** The first of all who have the same key, under the names of all of them. */
const grouped = (keyOf: (person: Person) => string): Class[] => {
  const classes = new Map<string, Class>()
  for (const [name, person] of crowd) {
    const key = keyOf(person)
    const same = classes.get(key)
    if (same) same.names += `; ${name}`
    else classes.set(key, { key, names: name, person })
  }
  return [...classes.values()]
}

const roleOf = (person: Person) => (isHost(person) ? 'host' : person.viewer.role)

/** Those who may not read a space are one class; in the large tests they are asked in each. */
const UNREADABLE = 'unreadable'

/** By their rights at an address, by their role, and by what the hub knows the author of a comment. */
const classesFor = ({ action, own }: Expected, space: Space) =>
  grouped((person) => {
    if (!isMay(person, 'read', space)) return UNREADABLE
    const author = own ? Object.keys(person.own ?? {}) : []
    return JSON.stringify([answerTo(person, action, space), roleOf(person), author])
  })

/** Each space with the classes that are asked there: one that has been asked elsewhere is not asked again. */
const cellsFor = (row: Expected) => {
  const asked = new Set<string>()
  const isNew = (key: string) => isLarge || !asked.has(key)
  // From address to address the class of those who may not read is asked in another space.
  const first = Object.values(about).indexOf(row) % places.length
  const cells = [...places.slice(first), ...places.slice(0, first)].map((place) => {
    const isPublic = isOpen(place.space, hub.levels)
    const classes = classesFor(row, place.space).filter(({ key }) => isNew(`${key} ${isPublic}`))
    for (const { key } of classes) asked.add(`${key} ${isPublic}`)
    return { ...place, classes }
  })
  return cells.filter(({ classes }) => classes.length > 0)
}

/** What was written an hour ago counts for no limit of an hour. */
const letAnHourPass = () =>
  db.update(comments).set({ writtenAt: sql`${comments.writtenAt} - 3600000` })

const everyone: Class[] = crowd.map(([names, person]) => ({ key: names, names, person }))

/** All personas, to check that `may` gives the same permissions to a whole class. */
const thorough = [
  'GET /posts/:slug/',
  ...(isLarge ? ['POST /conversations/:conversation/comments', 'POST /comments/:id/removal'] : []),
]

const expectedOf = (row: Expected, person: Person, space: Space) => {
  const { action, done, refused = 404, unreadable = 404, host = done } = row
  if (!isMay(person, 'read', space)) return unreadable
  if (row.onlyHosts && !isHost(person)) return 404
  if (row.own && !person.own) return 404
  if (!isMay(person, action, space)) return refused
  return isHost(person) ? host : done
}

/** The conversation in which what is asked about is said: an answer to a question, or below a post. */
const conversationFor = (action: Action, { conversation, topic }: Place) =>
  action === 'accept' ? `topic:${topic.topic}` : conversation.id

describe.each(Object.entries(about).filter(([route]) => routes.includes(route)))(
  '%s',
  (route, row) => {
    const [, path = ''] = route.split(' ')
    const { action, own, ofOthers = 404 } = row

    const isThorough = thorough.includes(route)
    const cells = isThorough
      ? places.map((place) => ({ ...place, classes: everyone }))
      : cellsFor(row)
    test.each(cells)('in $space.name, by each class of viewers', async ({ classes, ...place }) => {
      const { space } = place
      if (action === 'comment' || action === 'start') await letAnHourPass()
      const expected: Record<string, string> = {}
      const answered: Record<string, string> = {}
      for (const { names, person } of classes) {
        const author = own ? person.own : undefined
        const id = await markedIn(conversationFor(action, place), author)
        const fields = action === 'start' ? await startIn(space) : {}
        const values = valuesIn(path, place, id)
        const { status, body } = await request(route, fill(path, values), { ...person, fields })
        const isTold = !isMay(person, 'read', space) && MARK.test(body)
        expected[names] = `${expectedOf(row, person, space)}`
        answered[names] = isTold ? `${status} with guarded words` : `${status}`
      }
      expect(answered).toEqual(expected)
    })

    if (own)
      test.each(cellsFor(row))('in $space.name, of another author’s comment', async (place) => {
        const other = await signedIn({ role: 'member', level: hub.levels[1]!, groups: [] })
        const expected: Record<string, number> = {}
        const answered: Record<string, number> = {}
        const ids: string[] = []
        for (const { names, person } of place.classes) {
          const id = await markedIn(place.conversation.id, other.own)
          ids.push(id)
          answered[names] = (await request(route, fill(path, { id }), person)).status
          expected[names] = isHost(person) ? ofOthers : 404
        }
        expect(answered).toEqual(expected)
        const rows = await db.select().from(comments).where(inArray(comments.id, ids))
        expect(rows).toHaveLength(ids.length)
        for (const kept of rows)
          expect(kept).toMatchObject({ state: 'published', html: '<p>A quetzalword</p>' })
      })

    // A stranger is refused at all addresses of hosts alike: one of them is spelled in every way.
    const isLikeFading = row.onlyHosts && !path.endsWith('/fading')
    if (isLikeFading || !path.includes(':')) return

    test('no spelling of its parameters reveals anything or fails', async () => {
      const place = places.find(({ space }) => space.id === 'crew')!
      const { conversation } = place
      const id = await markedIn(conversation.id)
      const values: Record<string, string> = valuesIn(path, place, id)
      const [, name = ''] = /:(\w+)/.exec(path)!
      const given = values[name]!
      const spelled = [
        '',
        `${given}%2F`,
        `%2F${given}`,
        `${given}%2f..`,
        `%2e%2e%2f${given}`,
        `${given}${given}`,
        `${given}/${given}`,
        `./${given}`,
        `${given}%00`,
        `%20${given}`,
        `${given}%`,
        `${given};a=b`,
        encodeURIComponent(given.replaceAll('-', '\u2010')),
        given.toUpperCase(),
        given.replaceAll(/[a-f-]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
      ]
      const absent = `/community${path.replace(/\/:\w+/, '')}`
      const paths = [
        absent,
        ...spelled.map((value) => `/community${path.replace(/:\w+/, () => value)}`),
        `${fill(path, values)}?${name}=post:open&${name}=open`,
        fill(path, values).replace('/community/', '/COMMUNITY/'),
        path.endsWith('/') ? fill(path, values).slice(0, -1) : `${fill(path, values)}/`,
      ]
      const before = await db.$count(comments, eq(comments.conversation, conversation.id))
      const forged = { cookie: 'hub-session=forged.forged; hub-guest=x.y' }
      for (const [at, each] of paths.entries())
        // A router reads no cookie: every fourth spelling shows that it opens nothing.
        for (const who of at % 4 ? [{}] : [{}, forged]) {
          const { status, body, headers } = await request(route, each, who)
          expect([301, 302, 307, 308, 404, 422], `${each}: ${status}`).toContain(status)
          expect(body, each).not.toMatch(MARK)
          // Only the redirect to the same address with a slash, which reveals nothing.
          if (status === 302) expect(headers.get('location'), each).not.toContain(values['slug'])
        }
      expect(await db.$count(comments, eq(comments.conversation, conversation.id))).toBe(before)
    })
  },
)

describe('an address without a conversation', () => {
  const asked = Object.entries(others).filter(([route]) => routes.includes(route))
  const isSignedIn = ({ viewer, cookie }: Person) => viewer.role !== 'guest' && cookie !== undefined
  const classes = grouped((person) => `${isSignedIn(person)} ${isHost(person)}`)
  /** One persona of each class; at the first of these addresses, all of them. */
  const askedAt = (route: string, all: typeof asked) => (route === all[0]![0] ? everyone : classes)
  const to = (who: string) => asked.filter(([, each]) => each === who)

  test.each(to('nobody'))('%s is available to %s', async (route) => {
    const path = fill(route.split(' ')[1]!, {})
    for (const { names, person } of askedAt(route, to('nobody')))
      expect((await request(route, path, person)).status, names).toBe(404)
  })

  test.each(to('hosts'))('%s is available to %s', async (route) => {
    const [method, path = ''] = route.split(' ')
    for (const { names, person } of askedAt(route, to('hosts'))) {
      const { status, body } = await request(route, fill(path, {}), person)
      if (!isHost(person)) {
        expect(status, names).toBe(404)
        expect(body, names).not.toContain('Desk</h1>')
      } else if (method === 'GET' && !path.includes(':')) expect(status, names).toBe(200)
    }
  })

  test.each(to('members'))('%s is available to %s', async (route) => {
    const path = fill(route.split(' ')[1]!, {})
    for (const { names, person } of askedAt(route, to('members'))) {
      if (isSignedIn(person)) continue
      const { status, headers } = await request(route, path, person)
      expect(status, names).toBe(303)
      expect(headers.get('location'), names).toMatch(/^\/community\/(?:sign-in|me\/leaving)\//)
    }
  })

  test.each(to('scripts of members'))('%s is available to %s', async (route) => {
    const path = fill(route.split(' ')[1]!, {})
    for (const { names, person } of everyone) {
      const { status, body } = await request(route, path, person)
      if (isSignedIn(person)) expect(status, names).toBe(200)
      // Empty, as the check of where a form comes from never is.
      else expect([status, body], names).toEqual([403, '{}'])
    }
  })

  test.each(to('all'))('%s, for %s, reveals nothing restricted', async (route) => {
    const path = route.split(' ')[1]!
    const values = {
      slug: 'in-crew',
      file: 'quetzal-plan.txt',
      space: 'crew',
      handle: 'ada',
      token: 'x',
      provider: 'x',
    }
    const place = path.startsWith('/..') ? '/healthz' : fill(path, values)
    const { status, body } = await request(route, place, {})
    expect(status).toBeLessThan(500)
    expect(body).not.toMatch(MARK)
  })
})

test.each(places)('a comment in $space.name is held if `may` says so', async (place) => {
  const { space, conversation } = place
  await letAnHourPass()
  const expected: Record<string, string> = {}
  const became: Record<string, string> = {}
  for (const { names, person } of everyone) {
    const answer = answerTo(person, 'comment', space)
    if (answer === 'no') continue
    const body = `A quetzalword, by ${names}, in ${space.id}`
    const path = `/community/conversations/${conversation.id}/comments`
    await send(path, { body, ...person.typed }, { ...person, env })
    const [row] = await db.select().from(comments).where(eq(comments.body, body))
    became[names] = row!.state
    expected[names] = answer === 'held' ? 'held' : 'published'
  }
  expect(became).toEqual(expected)
})

test('the matrix covers each kind of rule and every action', () => {
  const rules = new Set(hub.spaces.flatMap(({ read, comment, start }) => [read, comment, start]))
  for (const kind of [/^anyone$/, /^members$/, /^hosts$/, /^level:/, /^group:/])
    expect(
      [...rules].some((rule) => kind.test(rule)),
      String(kind),
    ).toBe(true)
  const acted = new Set(Object.values(about).map(({ action }) => action))
  expect(actions.filter((action) => !acted.has(action))).toEqual([])
})
