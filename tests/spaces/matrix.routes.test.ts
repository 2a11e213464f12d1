import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Action, actions, isOpen, may, type Space } from '../../site/contract'
import { app } from '../../worker/app'
import { comments } from '../../worker/comments/table'
import { openConversation } from '../../worker/conversations/queries'
import { newId } from '../../worker/kit/id'
import { hubAt, readHub } from '../../worker/shell/hub'
import { ask, bindings, db, send, topic } from '../world'
import { crowd, isHost, type Person, signedIn } from './crowd'

/*
 * Everybody who can be there, in every space, at every address that is about a conversation. The
 * people come from the ladder, the spaces from spaces.yaml and the addresses from the routes, so
 * that a new one of any of them has its cells; what is expected is what `may` answers.
 */

const hub = hubAt(await readHub(bindings), new Date())
const MARK = /quetzalword/i
const env = { ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit }

let written = 0

const addComment = async (conversation: string, by: Person['own'] = {}) => {
  const id = newId(new Date())
  written++
  await openConversation(db, conversation)
  await db.insert(comments).values({
    id,
    conversation,
    root: id,
    path: id,
    depth: 0,
    shown: true,
    name: 'Ada',
    body: `A quetzalword ${written}`,
    html: '<p>A quetzalword</p>',
    renderer: 1,
    state: 'published',
    writtenAt: new Date(),
    ...by,
  })
  return id
}

/** The id in the address of a topic, and its slug. Where everybody may read, its words are in lists. */
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

/** What the parameters of an address stand for in a place. */
const valuesIn = (path: string, { conversation, topic }: Place, id: string) => ({
  slug: conversation.slug,
  conversation: conversation.id,
  id,
  ...(path.includes(':topic') && topic),
})

/** What an address about a conversation answers: to whoever may, and to whoever may only read. */
interface Expected {
  action: Action
  done: number[]
  refused?: number[]
  /** Only of one's own; to everybody else it is not there. */
  own?: boolean
  /** What hosts get, of whatever anybody wrote; where it is for hosts alone, nobody else gets anything. */
  hosts?: number[]
  onlyHosts?: boolean
}

/** Every address about a conversation. One that is new has no row, and fails below. */
const about: Record<string, Expected> = {
  'GET /posts/:slug/': { action: 'read', done: [200] },
  'GET /posts/:slug/comments.xml': { action: 'read', done: [200] },
  'GET /topics/:topic/': { action: 'read', done: [301] },
  'GET /topics/:topic/:slug/': { action: 'read', done: [200] },
  'GET /topics/:topic/:slug/comments.xml': { action: 'read', done: [200] },
  'GET /topics/:topic/:slug/history/': { action: 'read', done: [200] },
  'POST /conversations/:conversation/comments': { action: 'comment', done: [303], refused: [422] },
  'POST /conversations/:conversation/preview': { action: 'read', done: [200] },
  'POST /conversations/:conversation/reactions': { action: 'read', done: [303] },
  'GET /comments/:id/': { action: 'read', done: [302] },
  'GET /comments/:id/reply/': { action: 'comment', done: [200], refused: [302] },
  'POST /comments/:id/reactions': { action: 'read', done: [303] },
  // A host holds it themselves, and is led to where.
  'GET /comments/:id/report/': { action: 'read', done: [200, 302] },
  'POST /comments/:id/report': { action: 'read', done: [303] },
  'GET /comments/:id/revision': { action: 'read', done: [200], own: true },
  'POST /comments/:id/revision': { action: 'read', done: [303], own: true },
  'POST /comments/:id/removal': { action: 'read', done: [303], own: true, hosts: [422] },
  ...Object.fromEntries(
    ['fading', 'holding', 'pin', 'criticism', 'dismissal'].map((act) => [
      `POST /comments/:id/${act}`,
      { action: 'read', done: [303], onlyHosts: true },
    ]),
  ),
  // What is published is neither approved nor restored.
  'POST /comments/:id/approval': { action: 'read', done: [422], onlyHosts: true },
  'POST /comments/:id/restoration': { action: 'read', done: [422], onlyHosts: true },
  // What stands in the spaces is news: their own tests ask this of ideas, questions and resources.
  ...Object.fromEntries(
    ['votes', 'status', 'uses', 'duplicate'].map((what) => [
      `POST /conversations/:conversation/${what}`,
      { action: 'read', done: [404] },
    ]),
  ),
  // Only a question has an answer.
  'POST /comments/:id/acceptance': { action: 'read', done: [303, 422], onlyHosts: true },
}

/** Addresses about no conversation, each with who is let in: their own tests say what they do. */
const others: Record<string, 'all' | 'members' | 'scripts of members' | 'hosts' | 'nobody'> = {
  'GET /posts/:slug/:file': 'all',
  'GET /spaces/:space/': 'all',
  'GET /': 'all',
  'GET /feed.xml': 'all',
  'GET /feed.json': 'all',
  'GET /sitemap-topics.xml': 'all',
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
  'GET /confirmation/:token/': 'all',
  'POST /confirmation/:token/': 'all',
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
  // Whose session is over keeps their words: the form comes back with them.
  'POST /start/': 'all',
  'GET /start/preview': 'all',
  'POST /start/preview': 'all',
  'GET /start/similar/': 'all',
  'GET /contributors/': 'all',
  'GET /out/:kind/:id': 'all',
  'GET /out/:kind/:id/': 'all',
  'GET /offers/': 'all',
  'GET /offers/:offer/': 'all',
  'POST /offers/:offer/dismissal': 'all',
  'GET /pages/:slug/': 'all',
  // Which conversation is shared is in the query; their own tests say which are not.
  'GET /share/:network/': 'all',
  'POST /share/:network/': 'all',
  'GET /me/': 'members',
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
  // What cannot be asked for is not there for anybody; their own tests say who asks for the rest.
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
  'GET /desk/replies/': 'hosts',
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

test('every route has a row: whoever adds one says who is let in', () => {
  const known = [...Object.keys(about), ...Object.keys(others)]
  expect(routes.filter((route) => !known.includes(route))).toEqual([])
})

/** The address with its parameters filled in, below the base. */
const fill = (path: string, values: Record<string, string>) =>
  `/community${path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? newId(new Date()))}`

const request = (route: string, path: string, { address, cookie, typed }: Partial<Person>) => {
  written++
  const asking = { ...(address && { address }), cookie, env }
  if (route.startsWith('GET')) return ask(path, {}, asking)
  return send(path, { body: `Written ${written}`, emoji: '👍', ...typed }, asking)
}

const isMay = (answer: string) => answer === 'yes' || answer === 'held'

describe.each(Object.entries(about).filter(([route]) => routes.includes(route)))(
  '%s',
  (route, { action, done, refused = [404], own, hosts = [404], onlyHosts = false }) => {
    const [, path = ''] = route.split(' ')

    test.each(crowd)('%s, in every space', async (_name, person) => {
      for (const place of places) {
        const { space, conversation } = place
        const id = await addComment(conversation.id, own ? person.own : undefined)
        const values = valuesIn(path, place, id)
        const { status, body } = await request(route, fill(path, values), person)
        const mayRead = isMay(may(person.viewer, 'read', space, hub.levels))
        const mayAct = isMay(may(person.viewer, action, space, hub.levels))
        const isTheirs = onlyHosts ? isHost(person) : !own || person.own !== undefined
        const expected = !mayRead || !isTheirs ? [404] : mayAct ? done : refused
        expect(expected, `${space.id}: ${status}`).toContain(status)
        if (!mayRead) expect(body, space.id).not.toMatch(MARK)
      }
    })

    if (own)
      test.each(crowd)('%s, and what another wrote', async (_name, person) => {
        const other = await signedIn({ role: 'member', level: hub.levels[1]!, groups: [] })
        for (const { conversation } of places) {
          const id = await addComment(conversation.id, other.own)
          const { status } = await request(route, fill(path, { id }), person)
          expect(isHost(person) ? hosts : [404], conversation.space).toContain(status)
          const [row] = await db.select().from(comments).where(eq(comments.id, id))
          expect(row).toMatchObject({ state: 'published', html: '<p>A quetzalword</p>' })
        }
      })

    test('however its parameters are spelled, nothing is let out and nothing breaks', async () => {
      const place = places.find(({ space }) => space.id === 'crew')!
      const { conversation } = place
      const id = await addComment(conversation.id)
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
      for (const each of paths)
        for (const who of [{}, { cookie: 'hub-session=forged.forged; hub-guest=x.y' }]) {
          const { status, body, headers } = await request(route, each, who)
          expect([301, 302, 307, 308, 404, 422], `${each}: ${status}`).toContain(status)
          expect(body, each).not.toMatch(MARK)
          // Only the same address with its slash, which tells nothing.
          if (status === 302) expect(headers.get('location'), each).not.toContain(values['slug'])
        }
      expect(await db.$count(comments, eq(comments.conversation, conversation.id))).toBe(before)
    })
  },
)

describe('what is about no conversation', () => {
  const asked = Object.entries(others).filter(([route]) => routes.includes(route))
  const isSignedIn = ({ viewer, cookie }: Person) => viewer.role !== 'guest' && cookie !== undefined

  test.each(asked.filter(([, who]) => who === 'nobody'))('%s is there for %s', async (route) => {
    const path = fill(route.split(' ')[1]!, {})
    for (const [name, person] of crowd)
      expect((await request(route, path, person)).status, name).toBe(404)
  })

  test.each(asked.filter(([, who]) => who === 'hosts'))('%s is there for %s', async (route) => {
    const [method, path = ''] = route.split(' ')
    for (const [name, person] of crowd) {
      const { status, body } = await request(route, fill(path, {}), person)
      if (!isHost(person)) {
        expect(status, name).toBe(404)
        expect(body, name).not.toContain('Desk</h1>')
      } else if (method === 'GET' && !path.includes(':')) expect(status, name).toBe(200)
    }
  })

  test.each(asked.filter(([, who]) => who === 'members'))('%s is there for %s', async (route) => {
    const path = fill(route.split(' ')[1]!, {})
    for (const [name, person] of crowd.filter(([, each]) => !isSignedIn(each))) {
      const { status, headers } = await request(route, path, person)
      expect(status, name).toBe(303)
      expect(headers.get('location'), name).toMatch(/^\/community\/(?:sign-in|me\/leaving)\//)
    }
  })

  test.each(asked.filter(([, who]) => who === 'scripts of members'))(
    '%s is there for %s',
    async (route) => {
      const path = fill(route.split(' ')[1]!, {})
      for (const [name, person] of crowd) {
        const { status, body } = await request(route, path, person)
        if (isSignedIn(person)) expect(status, name).toBe(200)
        // Empty, as the check of where a form comes from never is.
        else expect([status, body], name).toEqual([403, '{}'])
      }
    },
  )

  test.each(asked.filter(([, who]) => who === 'all'))(
    '%s, for %s, lets out nothing that is guarded',
    async (route) => {
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
    },
  )
})

test('the spaces of the matrix ask for each kind of rule, and every action is among its rows', () => {
  const rules = new Set(hub.spaces.flatMap(({ read, comment, start }) => [read, comment, start]))
  for (const kind of [/^anyone$/, /^members$/, /^hosts$/, /^level:/, /^group:/])
    expect(
      [...rules].some((rule) => kind.test(rule)),
      String(kind),
    ).toBe(true)
  const acted = new Set(Object.values(about).map(({ action }) => action))
  // Nothing can be started or accepted yet; the rules of both are tried on the levels page.
  expect(actions.filter((action) => !acted.has(action))).toEqual(['start', 'accept'])
})
