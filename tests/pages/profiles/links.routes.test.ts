import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { members } from '../../../worker/accounts/members/table'
import { outbox } from '../../../worker/notifications/table'
import { linksBack, recheckLinks } from '../../../worker/pages/profiles/rel-me.jobs'
import { readHub } from '../../../worker/http/hub'
import { ask, bindings, db, member, send } from '../../world'

type Somebody = Awaited<ReturnType<typeof member>>

const DAY = 24 * 60 * 60 * 1000

const profile = 'https://hub.test/community/people/rosa/'
const at = new URL('https://rosa.example.org/about/')

describe('a page links back', () => {
  test.each([
    ['with a link in its text', `<a rel="me" href="${profile}">me</a>`],
    ['with a link in its head', `<head><link rel="me" href="${profile}"></head>`],
    ['among other words', `<a rel="nofollow ME noopener" href="${profile}">me</a>`],
    ['without a slash', `<a rel=me href="https://hub.test/community/people/rosa">me</a>`],
    ['with a host in capitals', `<a rel=me href="HTTPS://HUB.TEST/community/people/rosa/">me</a>`],
    ['without the s', `<a rel=me href="http://hub.test/community/people/rosa/">me</a>`],
    ['to a place in it', `<a rel=me href="${profile}#said-title">me</a>`],
    ['without a protocol', `<a rel=me href="//hub.test/community/people/rosa/">me</a>`],
    ['late', `${'<p>words</p>'.repeat(5000)}<a rel=me href="${profile}">me</a>`],
    ['in broken markup', `<div><a rel='me' href='${profile}'><p></div></a`],
  ])('%s', async (_, html) => {
    expect(await linksBack(html, at, profile)).toBe(true)
  })

  test('to another address on the same site', async () => {
    const html = '<a rel="me" href="../people/rosa/">me</a>'
    expect(await linksBack(html, new URL('https://hub.test/community/x/'), profile)).toBe(true)
  })

  test.each([
    ['no word', `<a href="${profile}">me</a>`],
    ['another word', `<a rel="media" href="${profile}">me</a>`],
    ['another member', `<a rel="me" href="https://hub.test/community/people/ben/">me</a>`],
    ['more of an address', `<a rel="me" href="${profile}x/">me</a>`],
    [
      'another host',
      `<a rel="me" href="https://hub.test.evil.example/community/people/rosa/">me</a>`,
    ],
    ['another port', `<a rel="me" href="https://hub.test:8443/community/people/rosa/">me</a>`],
    ['no address', `<a rel="me">me</a>`],
    ['a bad address', `<a rel="me" href="https://[">me</a>`],
    ['another protocol', `<a rel="me" href="gopher://hub.test/community/people/rosa/">me</a>`],
    ['another element', `<area rel="me" href="${profile}">`],
    ['a comment', `<!-- <a rel="me" href="${profile}">me</a> -->`],
    ['a script', `<script>'<a rel="me" href="${profile}">'</script>`],
    ['a text area', `<textarea><a rel="me" href="${profile}"></textarea>`],
    ['text', `&lt;a rel="me" href="${profile}"&gt;`],
    ['nothing', ''],
  ])('not with %s', async (_, html) => {
    expect(await linksBack(html, at, profile)).toBe(false)
  })
})

/** The world outside the hub: pages by their address. */
const world = (pages: Record<string, string | Response>) => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(url.href)
    const page = pages[url.href]
    if (page === undefined) throw new Error('no such host')
    if (typeof page !== 'string') return page.clone()
    return new Response(page, { headers: { 'content-type': 'text/html' } })
  })
  return asked
}
afterEach(() => void vi.unstubAllGlobals())

const linkTo = (handle: string) =>
  `<a rel="me" href="https://hub.test/community/people/${handle}/">me</a>`

const rowOf = async ({ id }: Pick<Somebody, 'id'>) =>
  (await db.select().from(members).where(eq(members.id, id)))[0]!

const save = ({ name, handle, cookie, address }: Somebody, fields: Record<string, string>) =>
  send('/community/me/profile/', { name, handle, ...fields }, { cookie, address })

const pageOf = (handle: string) =>
  ask(`/community/people/${handle}/`, {}, { cookie: 'hub-guest=nobody' })

describe('a member’s links', () => {
  test('are checked when they are saved, and marked if they link back', async () => {
    const rosa = await member({ handle: 'rosa-links' })
    const asked = world({
      'https://site.example.org/': linkTo('rosa-links'),
      'https://mutual.example.org/@rosa': linkTo('rosa-links'),
      'https://other.example.org/': linkTo('somebody-else'),
      'https://moved.example.org/': Response.redirect('https://mutual.example.org/@rosa', 301),
    })
    await save(rosa, {
      website: 'https://site.example.org',
      link1: 'https://mutual.example.org/@rosa',
      link2: 'https://other.example.org',
      link3: 'https://gone.example.org',
      link4: 'https://moved.example.org',
    })
    const row = await rowOf(rosa)
    expect(row.isWebsiteMutual).toBe(true)
    expect(row.links.map(({ isMutual }) => isMutual)).toEqual([true, false, false, true])
    for (const { checkedAt } of row.links) expect(checkedAt).toBeGreaterThan(Date.now() - 60_000)
    expect(Number(row.linksDueAt)).toBeGreaterThan(Date.now() + 29 * DAY)
    expect(asked).toHaveLength(6)
    const { body } = await pageOf('rosa-links')
    expect(body.match(/<span class="mutual">links back here<\/span>/g)).toHaveLength(3)
    expect((await db.select().from(outbox).where(eq(outbox.subject, rosa.id)))[0]).toMatchObject({
      event: 'member.links',
      dueAt: null,
      failure: null,
    })
  })

  test('that are verified are not checked again when saved, the others are', async () => {
    const rosa = await member({ handle: 'rosa-again' })
    const links = { link1: 'https://a.example.org/', link2: 'https://b.example.org/' }
    world({ 'https://a.example.org/': linkTo('rosa-again') })
    await save(rosa, links)
    const asked = world({ 'https://b.example.org/': linkTo('rosa-again') })
    await save(rosa, links)
    expect(asked).toEqual(['https://b.example.org/'])
    expect((await rowOf(rosa)).links.map(({ isMutual }) => isMutual)).toEqual([true, true])
  })

  test('are all checked again after the handle changes, since they linked to the old address', async () => {
    const rosa = await member({ handle: 'rosa-before' })
    world({ 'https://a.example.org/': linkTo('rosa-before') })
    await save(rosa, { link1: 'https://a.example.org/', website: 'https://a.example.org/' })
    expect((await rowOf(rosa)).links[0]).toMatchObject({ isMutual: true })
    await save(rosa, {
      handle: 'rosa-after',
      link1: 'https://a.example.org/',
      website: 'a.example.org',
    })
    expect(await rowOf(rosa)).toMatchObject({
      handle: 'rosa-after',
      isWebsiteMutual: false,
      links: [{ isMutual: false }],
    })
  })

  test('SSRF: into a private network are not followed', async () => {
    const rosa = await member({ handle: 'rosa-inside' })
    const asked = world({
      'https://inside.example.org/': Response.redirect('http://127.0.0.1/admin', 302),
      'http://127.0.0.1/admin': linkTo('rosa-inside'),
      'https://printer.local/': linkTo('rosa-inside'),
    })
    await save(rosa, { link1: 'https://inside.example.org', link2: 'https://printer.local' })
    expect(asked).toEqual(['https://inside.example.org/'])
    expect((await rowOf(rosa)).links.map(({ isMutual }) => isMutual)).toEqual([false, false])
  })

  test('to the hub itself verify nothing, because everyone can link to themselves there', async () => {
    const rosa = await member({ handle: 'rosa-self' })
    const own = 'https://hub.test/community/people/rosa-self/'
    world({ [own]: linkTo('rosa-self'), 'https://www.hub.test/': Response.redirect(own, 302) })
    await db
      .update(members)
      .set({ links: [{ url: own }] })
      .where(eq(members.id, rosa.id))
    await save(rosa, { link1: 'https://www.hub.test/' })
    expect((await rowOf(rosa)).links[0]).toMatchObject({ isMutual: false })
  })

  test('do not make the hub request the same site without limit', async () => {
    const rosa = await member({ handle: 'rosa-knocks' })
    const asked = world({})
    for (let knock = 0; knock < 15; knock++)
      await save(rosa, { link1: `https://victim.example.org/${knock}` })
    expect(asked).toHaveLength(10)
  })

  test('of a person in content/people link back to their one page', async () => {
    const ada = await member({ handle: 'ada-links', person: 'ada', name: 'Ada Lovelace' })
    world({ 'https://a.example.org/': linkTo('ada') })
    await save(ada, { link1: 'https://a.example.org/' })
    expect((await rowOf(ada)).links[0]).toMatchObject({ isMutual: true })
  })
})

describe('after a month', () => {
  const now = new Date()
  const due = (days: number) => new Date(now.getTime() - days * DAY)
  const recheck = async () => recheckLinks({ db, hub: await readHub(bindings), now })

  test('links are checked again, of one member at a time, the longest due first', async () => {
    const people: Somebody[] = []
    for (const days of [1, 5, 3, 4, 2])
      people.push(
        await member({
          links: [
            {
              url: `https://day-${days}.example.org/`,
              isMutual: true,
              checkedAt: Number(due(31)),
            },
          ],
          linksDueAt: due(days),
        }),
      )
    await member({ links: [{ url: 'https://later.example.org/' }], linksDueAt: due(-1) })
    const asked = world({ 'https://day-4.example.org/': linkTo(people[3]!.handle) })
    for (let run = 0; run < 3; run++) await recheck()
    expect(asked).toEqual([5, 4, 3].map((days) => `https://day-${days}.example.org/`))
    expect((await rowOf(people[3]!)).links[0]).toMatchObject({ isMutual: true })
    expect((await rowOf(people[1]!)).links[0]).toMatchObject({ isMutual: false })
    asked.length = 0
    await Promise.all([recheck(), recheck()])
    await Promise.all([recheck(), recheck()])
    expect(asked.toSorted()).toEqual([1, 2].map((days) => `https://day-${days}.example.org/`))
    asked.length = 0
    await recheck()
    expect(asked).toEqual([])
  })

  test('a result is not stored for links that have changed in the meantime', async () => {
    const rosa = await member({
      links: [{ url: 'https://old.example.org/' }],
      linksDueAt: due(1),
    })
    vi.stubGlobal('fetch', async () => {
      await db
        .update(members)
        .set({ links: [{ url: 'https://new.example.org/' }] })
        .where(eq(members.id, rosa.id))
      return new Response(linkTo(rosa.handle), { headers: { 'content-type': 'text/html' } })
    })
    await recheck()
    expect((await rowOf(rosa)).links).toEqual([{ url: 'https://new.example.org/' }])
  })
})
