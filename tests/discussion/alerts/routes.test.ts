import { eq, like } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import { log } from '../../../worker/audit/table'
import { announceAlerts } from '../../../worker/discussion/alerts/jobs'
import { listAlertUpdates } from '../../../worker/discussion/alerts/queries'
import { alertNews, alertUpdates } from '../../../worker/discussion/alerts/table'
import { hubAt, readHub } from '../../../worker/http/hub'
import { sendOutbox } from '../../../worker/jobs'
import { resetIsolate } from '../../../worker/lib/isolate'
import { outbox } from '../../../worker/notifications/table'
import { ask, bindings, budget, cookieOf, db, member, origin, send } from '../../world'

/* In `tests/hub` the tap drips, a minor alert of the public space, and in the crew's an alarm rings. */

const TAP = 'post:tap'
const START = new Date('2998-06-01T10:00:00Z')
vi.useFakeTimers({ now: START, toFake: ['Date'] })
afterAll(() => vi.useRealTimers())

const hub = await readHub(bindings)
const [host, rosa] = [await member({ role: 'host', name: 'Mara' }), await member()]

let minutes = 0
beforeEach(async () => {
  vi.setSystemTime(new Date(START.getTime() + ++minutes * 3_600_000))
  await db.delete(alertUpdates)
  await db.delete(outbox)
  await db.delete(alertNews)
  resetIsolate()
})

const post = (status: string, text: string, more = {}, as: { cookie?: string } = host) =>
  send('/community/desk/alerts/tap/', { status, text, ...more }, as)

const front = async (cookie?: string) => (await ask('/community/', {}, { cookie })).body
const bannersOn = (body: string) =>
  [...body.matchAll(/<form class="banner"[\s\S]*?<\/form>/g)].map(([form]) =>
    form
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  )
const news = () => db.select().from(outbox).where(eq(outbox.event, 'alert.news'))

describe('an update that a host posts from the desk', () => {
  test('shows at once on the banner, the alert’s page and in lists, also to readers with cached pages', async () => {
    expect(bannersOn(await front())[0]).toContain('Watching')
    expect((await ask('/community/kinds/alert/')).body).toContain('>Watching<')
    await ask('/community/posts/tap/')
    const done = await post('identified', 'The washer is <b>here</b>.')
    expect([done.status, done.headers.get('location')]).toEqual([
      303,
      '/community/desk/alerts/tap/?done=posted',
    ])
    expect(bannersOn(await front())[0]).toContain('Cause found')
    const { body } = await ask('/community/posts/tap/')
    expect(body).toMatch(/class="alert"[^>]*data-status="identified"/)
    expect(body.match(/The washer is &lt;b&gt;here/g)).toHaveLength(2)
    expect(body).toContain('id="timeline-title"')
    expect((await ask('/community/kinds/alert/')).body).toMatch(
      /data-status="identified"[^>]*data-alert-status="post:tap"[^>]*>Cause found</,
    )
  })

  test('is in the audit log with the host and the words, and due for those who follow alerts', async () => {
    await post('identified', 'A new washer.')
    const [row] = await db.select().from(alertUpdates)
    expect(row).toMatchObject({ alert: TAP, by: host.id, text: 'A new washer.', takenAt: null })
    expect((await news()).map(({ subject, failure }) => [subject, failure])).toEqual([
      [row!.id, null],
    ])
    const { body } = await ask('/community/desk/log/', {}, host)
    expect(body).toMatch(/Mara[\s\S]*posted an update of[\s\S]*The tap in the yard drips/)
    expect(body).toContain('A new washer.')
  })

  test('ends the alert if it says so, on every page', async () => {
    await post('resolved', 'It is tight.')
    expect(await front()).not.toContain('class="banner"')
    expect((await ask('/community/posts/tap/')).body).toMatch(/<strong>Resolved<\/strong>/)
  })

  test('is one however often it is sent, and shown without being posted as a preview', async () => {
    const shown = await post('identified', 'Once only.', { preview: '1' })
    expect(shown.status).toBe(200)
    expect(shown.body).toMatch(/Preview<\/h2>[\s\S]*Cause found[\s\S]*Once only\./)
    expect(await db.$count(alertUpdates)).toBe(0)
    for (const _ of [1, 2]) expect((await post('identified', 'Once only.')).status).toBe(303)
    expect([await db.$count(alertUpdates), (await news()).length]).toEqual([1, 1])
  })

  test('is refused with its words kept where it says nothing, too much, or an unknown status', async () => {
    for (const [status, text] of [
      ['identified', ' '],
      ['identified', 'x'.repeat(1001)],
      ['over', 'Some words.'],
    ] as const) {
      const refused = await post(status, text)
      expect(refused.status).toBe(422)
      expect(refused.body).toContain('aria-invalid="true"')
      if (text.trim()) expect(refused.body).toContain(text)
    }
    expect(await db.$count(alertUpdates)).toBe(0)
  })

  test('can be withdrawn by any host, and is then nowhere and announced no more', async () => {
    await post('identified', 'A mistake.')
    const [row] = await db.select().from(alertUpdates)
    await db.update(outbox).set({ dueAt: new Date(), sentAt: null })
    const other = await member({ role: 'host' })
    const path = `/community/desk/alerts/tap/updates/${row!.id}/withdrawal`
    expect((await send(path, {}, rosa)).status).toBe(404)
    for (const _ of [1, 2]) expect((await send(path, {}, other)).status).toBe(303)
    expect(bannersOn(await front())[0]).toContain('Watching')
    expect((await ask('/community/posts/tap/')).body).not.toContain('A mistake.')
    await sendOutbox({ env: bindings, db, hub, origin, now: new Date(), budget })
    expect((await news())[0]!.failure).toBe('no longer due')
    const acts = await db.select({ act: log.act }).from(log).where(like(log.act, '%alert update'))
    expect(acts.filter(({ act }) => act.startsWith('withdrawal'))).toHaveLength(1)
  })

  test('is for hosts, about alerts that are published and not resolved in their file', async () => {
    expect((await post('identified', 'By a member.', {}, rosa)).status).toBe(404)
    for (const slug of ['siren', 'outage', 'open', 'nothing']) {
      const path = `/community/desk/alerts/${slug}/`
      const fields = { status: 'identified', text: 'Words.' }
      expect((await send(path, fields, host)).status, slug).toBe(404)
    }
    const { body } = await ask('/community/desk/alerts/', {}, host)
    expect(body).toContain('The tap in the yard drips')
    expect(body).not.toContain('The axolotl siren')
  })

  test('is known to an isolate that did not write it within ten seconds, and never holds up a page', async () => {
    await front()
    const at = new Date()
    const row = { id: 'z', alert: TAP, status: 'identified', text: 'From afar.', at, by: host.id }
    await db.insert(alertUpdates).values(row as typeof alertUpdates.$inferInsert)
    expect(bannersOn(await front())[0]).toContain('Watching')
    vi.setSystemTime(at.getTime() + 10_001)
    await ask('/community/levels/')
    expect(bannersOn(await front())[0]).toContain('Cause found')
    resetIsolate()
    const broken = {
      ...bindings.DB,
      prepare: () => {
        throw new Error('down')
      },
    } as never
    const page = await ask('/community/levels/', {}, { env: { DB: broken } })
    expect(page.status).toBe(200)
  })
})

describe('a reader who dismisses the banner', () => {
  const dismissal = async () => /action="([^"]*\/dismissal)"/.exec(await front())![1]!
  const referer = `${origin}/community/posts/open/?sort=newest`

  test('returns to the page they were on, sees it no more, and gets cached pages as before', async () => {
    const answer = await send(await dismissal(), {}, { headers: { referer } })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/community/posts/open/?sort=newest',
    ])
    const cookie = cookieOf(answer)!
    expect(cookie).toMatch(/^hub-alerts=[a-z0-9]{1,7}$/)
    expect(bannersOn(await front(cookie))).toEqual([])
    expect(bannersOn(await front())).toHaveLength(1)
    const down = {
      DB: {
        prepare: () => {
          throw new Error('down')
        },
      } as never,
    }
    const cached = await ask('/community/', {}, { cookie, env: down })
    expect([cached.status, bannersOn(cached.body)]).toEqual([200, []])
    expect(cached.body).toContain('id="main"')
  })

  test('sees it again with the next update, and not because that is withdrawn', async () => {
    const cookie = cookieOf(await send(await dismissal(), {}))!
    await post('monitoring', 'It drips less.')
    expect(bannersOn(await front(cookie))).toHaveLength(1)
    const [row] = await db.select().from(alertUpdates)
    await send(`/community/desk/alerts/tap/updates/${row!.id}/withdrawal`, {}, host)
    expect(bannersOn(await front(cookie))).toEqual([])
  })

  test('is led to no other site, and an unknown mark stores nothing', async () => {
    for (const away of ['https://evil.example/community/', `${origin}//evil.example/`, '', 'x'])
      expect(
        (await send(await dismissal(), {}, { headers: { referer: away } })).headers.get('location'),
      ).toBe('/community/')
    const unknown = await send('/community/alerts/zzz/dismissal', {})
    expect([unknown.status, cookieOf(unknown)]).toEqual([303, undefined])
    const foreign = { method: 'POST', headers: { origin: 'https://evil.example' } }
    expect((await ask(await dismissal(), foreign)).status).toBe(403)
  })

  test('with a script gets no page but an empty slot', async () => {
    const answer = await send(await dismissal(), {}, { headers: { 'hub-fragment': 'hub-alerts' } })
    expect([answer.status, answer.body]).toEqual([200, ''])
    expect(cookieOf(answer)).toMatch(/^hub-alerts=/)
  })
})

describe('an alert of one space', () => {
  const seesIt = async (path: string, as?: { cookie: string }) =>
    bannersOn((await ask(`/community/${path}`, {}, as)).body).some((each) =>
      each.includes('quetzalwordcrew'),
    )

  test('is on the pages of that space and the front page, for those who may read it', async () => {
    expect(await seesIt('spaces/crew/', host)).toBe(true)
    expect(await seesIt('', host)).toBe(true)
    expect(await seesIt('posts/open/', host)).toBe(false)
    expect(await seesIt('levels/', host)).toBe(false)
  })

  test('is shown to no one else, and left in no cache', async () => {
    await seesIt('', host)
    for (const as of [undefined, { cookie: 'hub-alerts=1' }, { cookie: 'hub-guest=x' }])
      for (const path of ['', 'spaces/crew/', 'kinds/alert/', 'posts/in-crew-alert/'])
        expect(await seesIt(path, as), path).toBe(false)
  })
})

describe('alerts in files', () => {
  const later = (text: string, at = new Date()): Hub => ({
    ...hub,
    alertUpdates: {
      ...hub.alertUpdates,
      [TAP]: [{ at: at.getTime(), status: 'identified', text }],
    },
  })
  const announce = (of: Hub) => announceAlerts(db, of, new Date())

  test('are not announced on the first run of a hub; a new update of theirs is, once', async () => {
    await announce(hub)
    expect(await news()).toEqual([])
    const updated = later('A washer came.')
    await Promise.all([announce(updated), announce(updated)])
    await announce(updated)
    expect((await news()).map(({ detail }) => detail)).toEqual([{ alert: TAP }])
    await sendOutbox({ env: bindings, db, hub: updated, origin, now: new Date(), budget })
    expect((await news())[0]!.failure).toBeNull()
  })

  test('that are older than a week, or not due yet, are not announced', async () => {
    await announce(hub)
    vi.setSystemTime(Date.now() + 30 * 86_400_000)
    await announce(later('Long ago.', new Date(Date.now() - 8 * 86_400_000)))
    await announce(later('Tomorrow.', new Date(Date.now() + 86_400_000)))
    expect(await news()).toEqual([])
  })

  test('with an update from the desk taken in say it once, everywhere, and announce it once', async () => {
    await announce(hub)
    vi.setSystemTime(Date.now() + 30_000)
    await post('identified', 'The washer fits.')
    const of = async (given: Hub) =>
      (await listAlertUpdates(given, db)).filter(({ conversation }) => conversation.id === TAP)
    const before = await of(hub)
    const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000)
    const taken = later('The washer fits.', minute)
    const after = await of(taken)
    expect(before.map(({ key }) => key)).toEqual(after.map(({ key }) => key))
    await announce(taken)
    expect(await news()).toHaveLength(1)
    expect((await db.select().from(alertUpdates))[0]!.takenAt).not.toBeNull()
  })

  test('are listed for feeds newest first, without restricted and scheduled ones', async () => {
    const all = await listAlertUpdates(hubAt(hub, new Date()), db)
    expect(all.map(({ update }) => update.text)).toEqual([
      'It runs again.',
      'A cable had come off its wheel.',
    ])
  })
})
