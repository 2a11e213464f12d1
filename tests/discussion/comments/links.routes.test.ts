import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rerenderLinks } from '../../../worker/discussion/comments/rerender.commands'
import { comments } from '../../../worker/discussion/comments/table'
import { newId } from '../../../worker/lib/id'
import { syncLevel } from '../../../worker/discussion/comments/level-sync.commands'
import { grants, members } from '../../../worker/accounts/members/table'
import { sendOutbox } from '../../../worker/jobs'
import { outbox } from '../../../worker/notifications/table'
import { readHub } from '../../../worker/http/hub'
import { renderer, toHtml } from '../../../worker/markdown/markdown'
import { ask, bindings, budget, db, member, origin, send } from '../../world'

const form = '/community/conversations/post:open/comments'
const FOLLOWED = 'rel="ugc noopener"'
const NOT_FOLLOWED = 'rel="ugc nofollow noopener"'

type Somebody = Awaited<ReturnType<typeof member>>

const speak = async (somebody: Somebody, body: string) => {
  const { headers } = await send(form, { body }, somebody)
  return /c-([0-9a-f-]{36})/.exec(headers.get('location') ?? '')![1]!
}
const htmlOf = async (id: string) =>
  (await db.select().from(comments).where(eq(comments.id, id)))[0]!.html
const entryOf = async (id: string) => {
  // With a cookie of the hub's no kept page is shown.
  const { body } = await ask(`/community/posts/open/?from=${id}`, {}, { cookie: 'hub-x=1' })
  return new RegExp(`id="c-${id}".*?</article>`, 's').exec(body)![0]
}

/** A host says what level somebody has, as the desk does it; then what is due is done. */
const raise = async ({ id }: Somebody, level: string, kind: 'grant' | 'hold' = 'grant') => {
  const now = new Date()
  const hub = await readHub(bindings)
  await db.update(grants).set({ endedAt: now }).where(eq(grants.memberId, id))
  const reason = 'For the test'
  const grant = { id: newId(now), memberId: id, kind, level, reason, grantedBy: id, grantedAt: now }
  await db.insert(grants).values(grant)
  await syncLevel({ db, hub, now }, id)
  await sendOutbox({ env: bindings, db, hub, origin, now: new Date(), budget }, id)
}

test('links gain their following with the level that says so, and lose it with the level', async () => {
  const rosa = await member({ website: 'https://rosa.example/' })
  const id = await speak(rosa, 'See https://a.example and [b](https://b.example)')
  expect(await htmlOf(id)).toContain(NOT_FOLLOWED)
  expect(await entryOf(id)).toContain(`href="https://rosa.example/" ${NOT_FOLLOWED}`)

  await raise(rosa, 'expert')
  const html = await htmlOf(id)
  expect(html.split(FOLLOWED)).toHaveLength(3)
  expect(html).not.toContain('nofollow')
  expect(await entryOf(id)).toContain(`href="https://rosa.example/" ${FOLLOWED}`)
  expect(await entryOf(id)).toContain('<span class="comment-level">Expert</span>')

  const later = await speak(rosa, 'And https://c.example')
  expect(await htmlOf(later)).toContain(FOLLOWED)
  await send(`/community/comments/${later}/revision`, { body: 'Or https://d.example' }, rosa)
  expect(await htmlOf(later)).toContain(FOLLOWED)

  await raise(rosa, 'regular', 'hold')
  for (const each of [id, later]) {
    expect(await htmlOf(each)).toContain(NOT_FOLLOWED)
    expect(await htmlOf(each)).not.toContain(FOLLOWED)
  }
  expect(await entryOf(id)).toContain(`href="https://rosa.example/" ${NOT_FOLLOWED}`)
})

test('a level that changes nothing about links sets nothing going', async () => {
  const rosa = await member({ level: 'newcomer' })
  await raise(rosa, 'regular')
  const queued = await db.select().from(outbox).where(eq(outbox.subject, rosa.id))
  // An email about the new level, and no work.
  expect(queued.map(({ event }) => event)).toEqual(['notification.email'])
  const [row] = await db.select().from(members).where(eq(members.id, rosa.id))
  expect(row?.level).toBe('regular')
})

test('only comments with such a link are rendered again, twenty-five in a call', async () => {
  const rosa = await member()
  const words = ['https://x.example', 'No link, but `rel="ugc nofollow noopener"` said aloud']
  const ids: string[] = []
  const rows: (typeof comments.$inferInsert)[] = []
  for (let at = 0; at < 250; at++) {
    const writtenAt = new Date(Date.UTC(2026, 0, 1) + at)
    const body = words[at % 2]!
    ids.push(newId(writtenAt))
    rows.push({
      id: ids[at]!,
      conversation: 'post:open',
      root: ids[at]!,
      path: ids[at]!,
      depth: 0,
      memberId: rosa.id,
      name: rosa.name,
      body,
      // By a renderer before this one, so that it can be told what was made anew.
      renderer: 0,
      html: toHtml(body),
      state: 'published',
      shown: true,
      writtenAt,
    })
  }
  const [first, ...more] = rows.map((row) => db.insert(comments).values(row))
  await db.batch([first!, ...more])
  const remade = () => db.$count(comments, eq(comments.renderer, renderer))
  const before = await remade()
  const within = { db, hub: await readHub(bindings) }
  let last = await rerenderLinks(within, rosa.id, true)
  expect((await remade()) - before).toBe(25)
  for (let calls = 0; last && calls < 10; calls++)
    last = await rerenderLinks(within, rosa.id, true, last)
  expect(last).toBeUndefined()
  expect((await remade()) - before).toBe(125)
  expect(await htmlOf(ids[0]!)).toContain(FOLLOWED)
  expect(await htmlOf(ids[1]!)).toBe(toHtml(words[1]!))
})

test('what somebody said as a host stays as the hub said it', async () => {
  const olive = await member({ role: 'host' })
  const id = await speak(olive, 'Our course: https://a.example')
  expect(await htmlOf(id)).toContain(FOLLOWED)
  await rerenderLinks({ db, hub: await readHub(bindings) }, olive.id, false)
  expect(await htmlOf(id)).toContain(FOLLOWED)
})

test('a website that is no address of the web is left out, whatever the profile holds', async () => {
  const rosa = await member({ website: 'javascript:alert(1)', name: '<b>"Rosa" & Co</b>' })
  const id = await speak(rosa, 'Harmless')
  const entry = await entryOf(id)
  expect(entry).not.toContain('javascript:')
  expect(entry).toContain('&lt;b&gt;&quot;Rosa&quot; &amp; Co&lt;/b&gt;</a>')
})
