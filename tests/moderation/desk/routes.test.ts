import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { app } from '../../../worker/app'
import { members } from '../../../worker/accounts/members/table'
import { ask, type Asking, db, member, send } from '../../world'

const LATER = new Date(Date.now() + 24 * 60 * 60 * 1000)

/** Every address of the desk that the hub answers, each parameter filled with somebody's id. */
const addresses = (id: string) =>
  app.routes
    .filter(({ path, method }) => path.startsWith('/desk/') && method !== 'ALL')
    .map(({ path, method }) => ({
      method,
      path: `/community${path.replaceAll(/:\w+/g, id)}`,
    }))

const go = ({ path, method }: { path: string; method: string }, asking: Asking) =>
  method === 'POST'
    ? send(path, { reason: 'Because', role: 'owner', term: 'for-good', act: 'fading' }, asking)
    : ask(path, { method }, asking)

const nowhere = '/community/nothing/of/the/kind/'

const nobodies: [string, () => Promise<Asking>][] = [
  ['a visitor', async () => ({})],
  ['a member', () => member()],
  [
    'a host who is banned',
    () => member({ role: 'host', bannedUntil: LATER, banReason: 'Shouting' }),
  ],
]

test.each(nobodies)('for %s every address of the desk answers 404', async (_, come) => {
  const rosa = await member({ name: 'Rosa' })
  const { cookie } = await come()
  const all = addresses(rosa.id)
  expect(all.length).toBeGreaterThan(8)
  const lostBy = {
    GET: await go({ method: 'GET', path: nowhere }, { cookie }),
    POST: await go({ method: 'POST', path: nowhere }, { cookie }),
  }
  const posted = new Set(all.map(({ path }) => path))
  const gotten = all.filter(({ method }) => method === 'GET')
  for (const asked of [...gotten, ...[...posted].map((path) => ({ path, method: 'POST' }))]) {
    const lost = lostBy[asked.method as keyof typeof lostBy]
    const answer = await go(asked, { cookie })
    expect(answer.status, asked.path).toBe(404)
    // All that the page says of its address is where to come back to.
    const [there, here] = [nowhere, asked.path].map(encodeURIComponent)
    expect(answer.body.replaceAll(here!, there!)).toBe(lost.body)
    expect([...answer.headers]).toEqual([...lost.headers])
  }
})

test('an address of the desk without its trailing slash redirects as any other does', async () => {
  const { cookie } = await member()
  for (const path of ['/community/desk', '/community/desk/people', '/community/desk/log']) {
    const { status, headers } = await ask(path, {}, { cookie })
    expect([status, headers.get('location')]).toEqual([301, `${path}/`])
  }
})

test('a host may use every page of the desk, and every form except those for owners', async () => {
  const host = await member({ role: 'host' })
  const rosa = await member({ name: 'Rosa' })
  for (const asked of addresses(rosa.id)) {
    const { status } = await go(asked, host)
    const isOwners = /\/(?:role|identity)$/.test(asked.path)
    const isNoGrant = asked.path.endsWith(`/grants/${rosa.id}/ending`)
    // Nothing has this id that is a comment, a group, or an entry of the record.
    const isNone =
      /\/desk\/(?:(?:comments|log|resting|groups|requests|alerts|email\/stops)\/.|replies\/[^/]+\/$)/.test(
        asked.path,
      )
    expect(status === 404, asked.path).toBe(isOwners || isNoGrant || isNone)
  }
})

test('a former or banned host loses access to the desk at once', async () => {
  const host = await member({ role: 'host' })
  const desk = () => ask('/community/desk/', {}, host)
  expect((await desk()).status).toBe(200)
  await db.update(members).set({ role: null }).where(eq(members.id, host.id))
  expect((await desk()).status).toBe(404)
})

const people = async (query: string, asking: Asking) =>
  (await ask(`/community/desk/people/${query}`, {}, asking)).body

test('people are listed with owners and hosts first, then members, newest first', async () => {
  const owner = await member({ name: 'Olga Owner', role: 'owner' })
  await member({ name: 'Harry Host', role: 'host' })
  await member({ name: 'Early Member' })
  await member({ name: 'Late Member' })
  const page = await people('', owner)
  const places = ['Olga Owner', 'Harry Host', 'Late Member', 'Early Member'].map((name) =>
    page.indexOf(`<bdi>${name}</bdi>`),
  )
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('people are found by part of a name or handle, in any case', async () => {
  const host = await member({ role: 'host' })
  await member({ name: 'Özgür Şahin', handle: 'Spoke-Whisperer' })
  for (const q of ['özgür', 'ÖZG', 'şah', 'whisper', '@spoke-w', 'SPOKE'])
    expect(await people(`?q=${encodeURIComponent(q)}`, host), q).toContain('<bdi>Özgür Şahin</bdi>')
  for (const q of ['özgürx', '%', '_', "' or 1=1 --"])
    expect(await people(`?q=${encodeURIComponent(q)}`, host), q).not.toContain('Özgür Şahin')
})

test('a member is found only by their complete and verified email, which is never shown', async () => {
  const host = await member({ role: 'host' })
  await member({ name: 'Vera', email: 'vera@letters.example' })
  await member({ name: 'Unsure', email: 'unsure@letters.example', emailVerified: false })
  expect(await people('?q=Vera%40Letters.example', host)).toContain('<bdi>Vera</bdi>')
  for (const q of ['vera@letters', 'letters.example', '@letters.example', 'unsure@letters.example'])
    expect(await people(`?q=${encodeURIComponent(q)}`, host), q).not.toContain('</bdi>')
  for (const page of [await people('', host), await people('?q=vera', host)]) {
    expect(page).toContain('<bdi>Vera</bdi>')
    expect(page).not.toMatch(/@(?:letters\.example|example\.org)/)
  }
})

test('the list is paged by key and shows each member once', async () => {
  const host = await member({ role: 'host' })
  const many = Array.from({ length: 120 }, (_, at) => `Crowd ${at}`)
  for (const name of many) await member({ name })
  const seen: string[] = []
  for (let query: string | undefined = '?q=Crowd'; query !== undefined;) {
    const page: string = await people(query, host)
    seen.push(...[...page.matchAll(/<bdi>(Crowd \d+)<\/bdi>/g)].map(([, name]) => name!))
    query = /href="[^"]*(\?q=Crowd&amp;before=[^"]+)"/.exec(page)?.[1]?.replace('&amp;', '&')
  }
  expect(seen).toEqual(many.toReversed())
})
