import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { describe, expect, test } from 'vitest'
import { emailStops, hasGuestStopped } from '../../../worker/notifications/stops/table'
import type { EmailKind } from '../../../worker/notifications/stops/rules'
import { guests, members } from '../../../worker/accounts/members/table'
import { ask, bindings, db, member, send, stranger, topic } from '../../world'
import { recordStatements } from '../../setup/plans'
import { called, confirmedGuest, linkFor, mention, oneClick, stopLinkOf } from './letters'

const stopsOf = ({ id }: { id: string }) =>
  db
    .select({ kind: emailStops.kind, conversation: emailStops.conversation })
    .from(emailStops)
    .where(sql`${emailStops.memberId} = ${id} or ${emailStops.guestId} = ${id}`)

const isUnmailed = async ({ id }: { id: string }) =>
  (await db.select().from(members).where(eq(members.id, id))).at(0)!.isUnmailed

/** The database, whose statements are asked for their plan. */
const planned = drizzle(recordStatements(bindings.DB), { casing: 'snake_case' })

/** A form of the page, sent by a browser that is signed in nowhere. */
const choose = (link: string, fields: Record<string, string>) =>
  send(link, fields, { address: stranger().address })

describe('the page behind the link of an email', () => {
  test('offers to stop its kind, its conversation and all, and changes nothing by itself', async () => {
    const ben = await called()
    await mention(ben)
    const link = await stopLinkOf(ben)
    const { status, body, headers } = await ask(link)
    expect(status).toBe(200)
    for (const name of ['Comments that mention you', 'An open post', 'All notifications'])
      expect(body).toContain(name)
    expect(body.match(/value="off"/g)).toHaveLength(3)
    expect(headers.getSetCookie()).toEqual([])
    expect(body).not.toContain(ben.email)
    expect([await stopsOf(ben), await isUnmailed(ben)]).toEqual([[], false])
    expect(await mention(ben)).toBe(2)
  })

  test('stops a kind without signing in, and turns it on again', async () => {
    const ben = await called()
    await mention(ben)
    const link = await stopLinkOf(ben)
    const answer = await choose(link, { what: 'kind', to: 'off' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, link])
    expect((await ask(link)).body).toContain('value="on"')
    expect(await mention(ben, (await topic()).id)).toBe(1)
    await choose(link, { what: 'kind', to: 'on' })
    expect(await stopsOf(ben)).toEqual([])
    expect(await mention(ben)).toBe(2)
  })

  test('stops a conversation, and turns it on again from the link of another email', async () => {
    const ben = await called()
    const { id } = await topic({ title: 'About saddles' })
    await mention(ben, id)
    await choose(await stopLinkOf(ben), { what: 'conversation', to: 'off' })
    expect(await mention(ben, id)).toBe(1)
    expect(await mention(ben)).toBe(2)
    const other = await stopLinkOf(ben)
    const { body } = await ask(other)
    expect(body).toMatch(/Also stopped[^]*About saddles/)
    await choose(other, { what: 'conversation', of: id, to: 'on' })
    expect(await mention(ben, id)).toBe(3)
  })

  test('stops all, which a member finds on their own page', async () => {
    const ben = await called()
    await mention(ben)
    const link = await stopLinkOf(ben)
    await choose(link, { what: 'all', to: 'off' })
    expect(await isUnmailed(ben)).toBe(true)
    expect(await mention(ben)).toBe(1)
    const own = (await ask('/community/me/', {}, ben)).body
    expect(own).toContain('Turn on<span class="unseen"> email notifications')
    const page = /href="(\/community\/stop\/[^"]+)"/.exec(own)![1]!
    await choose(page, { what: 'all', to: 'on' })
    expect(await isUnmailed(ben)).toBe(false)
  })

  test('lists on a member’s own page what they stopped', async () => {
    const ben = await called()
    const recipient = { kind: 'member', id: ben.id } as const
    await oneClick(await linkFor(recipient, { kind: 'reply' }))
    const own = (await ask('/community/me/', {}, ben)).body
    const page = /href="(\/community\/stop\/[^"]+)"/.exec(own)![1]!
    expect((await ask(page)).body).toMatch(/Also stopped[^]*Replies to your comments/)
  })

  test('asks again where nothing was chosen, and stops no conversation but that of the email', async () => {
    const ben = await called()
    const link = await linkFor({ kind: 'member', id: ben.id }, { kind: 'mention' })
    for (const fields of [
      {},
      { what: 'kind', of: 'no-kind' },
      { what: 'conversation' },
      { what: 'conversation', of: 'post:anything' },
    ]) {
      const { status, body } = await choose(link, fields as Record<string, string>)
      expect(status).toBe(422)
      expect(body).toContain('Please choose what to stop.')
    }
    expect(await stopsOf(ben)).toEqual([])
  })

  test('does not name a conversation that its reader may not read', async () => {
    const ben = await called()
    const { id } = await topic({ space: 'back-room', title: 'A quetzalword' })
    const link = await linkFor({ kind: 'member', id: ben.id }, { conversation: id })
    const { body } = await ask(link)
    expect(body).toContain('The conversation of the email')
    expect(body).not.toContain('quetzalword')
    const host = await member({ role: 'host' })
    const theirs = await linkFor({ kind: 'member', id: host.id }, { conversation: id })
    expect((await ask(theirs)).body).toContain('A quetzalword')
  })
})

test('a forged link and one of a deleted person say the same, and stop nothing', async () => {
  const [ben, rosa, guest] = [await called(), await called(), await confirmedGuest()]
  const link = await linkFor({ kind: 'member', id: ben.id }, { kind: 'mention' })
  const token = link.split('/').at(-2)!
  const forged = [
    link.replace(ben.id, rosa.id),
    link.replace('mention', 'reply'),
    link.replace('/m.', '/g.'),
    link.replace(/.\/$/, (end) => (end === 'A/' ? 'E/' : 'A/')),
    link.replace(token, token.split('.').slice(0, -1).join('.')),
    '/community/stop/x/',
    '/community/stop/..../',
  ]
  const gone = await linkFor({ kind: 'guest', id: guest.id }, { kind: 'reply' })
  await db.run(sql`delete from comments where guest_id = ${guest.id}`)
  await db.run(sql`delete from guests where id = ${guest.id}`)
  const pages = await Promise.all(
    [...forged, gone].map((path) => ask(path, {}, { address: stranger().address })),
  )
  for (const { status, body } of pages) {
    expect(status).toBe(404)
    expect(body).toContain('This link stops nothing')
  }
  for (const path of [...forged, gone]) {
    expect((await oneClick(path)).status, path).toBe(404)
    expect((await choose(path, { what: 'all', to: 'off' })).status, path).toBe(404)
  }
  expect(await db.$count(emailStops, sql`${emailStops.memberId} in (${ben.id}, ${rosa.id})`)).toBe(
    0,
  )
})

describe('a guest', () => {
  const isStopped = async (id: string, kind: EmailKind, conversation: string) => {
    const asked = hasGuestStopped(sql`${id}`, { kind, conversation })
    const [row] = await planned.all<{ stopped: number }>(sql`select ${asked} as stopped`)
    return row!.stopped === 1
  }

  test('stops for their address, in whichever browser they wrote', async () => {
    const first = await confirmedGuest()
    const second = await confirmedGuest(first.email)
    const typed = { email: first.email.toUpperCase() }
    await db.update(guests).set(typed).where(eq(guests.id, second.id))
    const other = await confirmedGuest()
    const link = await linkFor({ kind: 'guest', id: first.id }, { kind: 'reply' })
    await choose(link, { what: 'kind', to: 'off' })
    for (const { id } of [first, second]) {
      expect(await isStopped(id, 'reply', 'post:open')).toBe(true)
      expect(await isStopped(id, 'mention', 'post:open')).toBe(false)
    }
    expect(await isStopped(other.id, 'reply', 'post:open')).toBe(false)
    const theirs = await linkFor({ kind: 'guest', id: second.id }, { kind: 'reply' })
    await choose(theirs, { what: 'kind', to: 'on' })
    expect(await isStopped(first.id, 'reply', 'post:open')).toBe(false)
  })

  test('stops all', async () => {
    const guest = await confirmedGuest()
    const link = await linkFor({ kind: 'guest', id: guest.id }, { kind: 'reply' })
    await choose(link, { what: 'all', to: 'off' })
    expect(await isStopped(guest.id, 'alert', '')).toBe(true)
    const { body } = await ask(link)
    expect(body).toContain('Stopped.')
    expect(body).toContain('You get none at present, because you stopped all.')
    expect(body).not.toContain('You get them.')
  })

  test('who becomes a member and claims their comments has stopped the same', async () => {
    const guest = await confirmedGuest()
    const rosa = await member({ email: guest.email })
    const recipient = { kind: 'guest', id: guest.id } as const
    await oneClick(await linkFor(recipient, { conversation: 'post:open' }))
    await oneClick(await linkFor({ kind: 'member', id: rosa.id }, { conversation: 'post:open' }))
    await choose(await linkFor(recipient, { kind: 'reply' }), { what: 'kind', to: 'off' })
    await send('/community/me/claim', {}, rosa)
    expect(await stopsOf(rosa)).toHaveLength(2)
    expect(await stopsOf(rosa)).toEqual(
      expect.arrayContaining([
        { kind: '', conversation: 'post:open' },
        { kind: 'reply', conversation: '' },
      ]),
    )
    expect([await isUnmailed(rosa), await stopsOf(guest)]).toEqual([false, []])
  })

  test('who stopped all gets no email as a member either', async () => {
    const guest = await confirmedGuest()
    const rosa = await member({ email: guest.email })
    await choose(await linkFor({ kind: 'guest', id: guest.id }), { what: 'all', to: 'off' })
    await send('/community/me/claim', {}, rosa)
    expect([await isUnmailed(rosa), await stopsOf(rosa)]).toEqual([true, []])
  })
})
