import { describe, expect, test } from 'vitest'
import { addGuest } from '../../../worker/accounts/members/commands'
import { readThread } from '../../../worker/discussion/comments/queries'
import { threadOrders } from '../../../worker/discussion/comments/rules'
import { newId } from '../../../worker/lib/id'
import { sql } from 'drizzle-orm'
import { inWeather } from '../../faulty-db'
import { ask, bindings, db, member } from '../../world'
import { metered, type Seed, seed } from './seed'

const perPage = 50
const conversation = 'post:held'

/** Somebody who wrote as a guest and as a member, and waits for a host with both, among many. */
const both = async () => {
  const [rosa, crowd] = [await member(), await member()]
  const guestId = newId(new Date(0))
  const guest = {
    id: guestId,
    name: 'Rosa',
    email: 'rosa@example.org',
    website: null,
    remember: false,
    confirmedAt: null,
    createdAt: new Date(0),
  }
  await addGuest(db, guest, sql`true`)
  const seeds = Array.from({ length: 3000 }, (_, at): Seed => {
    if (at % 1000 === 10) return { memberId: rosa.id, state: 'held' }
    if (at === 20) return { guestId, state: 'held' }
    return at % 3
      ? { memberId: at % 2 ? rosa.id : crowd.id }
      : { memberId: crowd.id, state: 'held' }
  })
  const ids = await seed(conversation, seeds)
  // Held of theirs elsewhere, which is no part of this page.
  await seed(
    'post:elsewhere',
    Array.from({ length: 500 }, () => ({ memberId: rosa.id, state: 'held' as const })),
  )
  return { ids, rosa, guestId }
}
const seeded = both()

describe.each(threadOrders)('%s: a page for somebody who is signed in', (order) => {
  test.each([
    ['as a member alone', (id: string) => ({ member: id }), [10]],
    ['as a guest and a member', (id: string, guest: string) => ({ member: id, guest }), [10, 20]],
  ] as const)('%s costs no more than it shows, in one trip', async (_, whoIs, held) => {
    const { ids, rosa, guestId } = await seeded
    for (const from of [undefined, ids[10], ids[1501], ids[2010]]) {
      const { db, spent } = metered()
      const who = whoIs(rosa.id, guestId)
      const thread = await readThread(db, { conversation, order, perPage, who, from })
      expect(spent.trips).toBe(1)
      expect(spent.rows).toBeLessThanOrEqual(3 * thread.lines.length + 20)
      expect(thread.isThere).toBe(true)
      const own = thread.lines.filter(({ state }) => state === 'held')
      expect(own.every(({ id }) => held.includes((ids.indexOf(id) % 1000) as never))).toBe(true)
      if (from === ids[10]) expect(own.length).toBeGreaterThan(0)
    }
  })
})

test('what is held of a member is nobody else’s to begin a page at', async () => {
  const { ids } = await seeded
  for (const who of [undefined, {}, { member: newId(new Date()) }, { guest: newId(new Date()) }]) {
    const asked = { conversation, order: 'oldest' as const, perPage, from: ids[10], who }
    const { isThere, lines } = await readThread(db, asked)
    expect(isThere).toBe(false)
    expect(lines.some(({ state }) => state === 'held')).toBe(false)
  }
})

/** How often the database is asked for a page. */
const tripsFor = async (cookie: string) => {
  let trips = 0
  const DB = inWeather(bindings.DB, () => {
    trips++
    return 'fine'
  })
  await ask('/community/posts/open/', {}, { cookie, env: { DB } })
  return trips
}

test('a page costs a visitor one trip to the database, and a member two more', async () => {
  // The updates of alerts are read once in ten seconds, by whichever page comes first.
  await tripsFor('hub-x=1')
  expect(await tripsFor('hub-x=1')).toBe(1)
  for (const role of [null, 'owner'] as const) {
    const { cookie } = await member({ role })
    // The first visit also leaves a read mark, after the response.
    expect(await tripsFor(cookie)).toBe(4)
    expect(await tripsFor(cookie)).toBe(3)
  }
  expect(await tripsFor('hub-session=forged')).toBe(1)
})
