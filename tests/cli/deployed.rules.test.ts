import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { migrate } from '../../cli/migrations'
import { changeOwners } from '../../cli/owners'
import { members } from '../../worker/accounts/members/table'
import { reserveAnnouncement } from '../../worker/promotion/networks/commands'
import { listAnnouncements } from '../../worker/promotion/networks/queries'
import { reach, startCloudflare } from './fake-cloudflare'

/*
 * What the commands do to the hub on this machine they do to a deployed one: its database answers
 * through Cloudflare's API. `tests/cli/d1` tests that way itself.
 */

const cloudflare = await startCloudflare()
const database = reach(cloudflare)
const db = drizzle(database, { casing: 'snake_case' })

beforeAll(() => migrate(database))
afterAll(cloudflare.stop)

test('an owner is added to a deployed hub', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  await changeOwners(db, 'add', ['eve@example.org'], new Date())
  expect(log.mock.calls.join('\n')).toMatch(
    /^eve@example.org becomes an owner at their first sign-in/,
  )
  log.mockRestore()
  expect(await db.$count(members, eq(members.email, 'eve@example.org'))).toBe(1)
})

test('an announcement of a deployed hub is recorded', async () => {
  const place = { conversation: 'post:far', network: 'bluesky' }
  const startedAt = new Date(1_800_000_000_000)
  expect(await reserveAnnouncement(db, place, startedAt)).toBe(true)
  expect(await listAnnouncements(db, place.conversation)).toEqual([
    { ...place, startedAt, url: null },
  ])
})
