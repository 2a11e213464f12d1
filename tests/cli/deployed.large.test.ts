import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { wranglerDatabase } from '../../cli/d1'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { changeOwners } from '../../cli/owners'
import { members } from '../../worker/accounts/members/table'
import { reserveAnnouncement } from '../../worker/promotion/networks/commands'
import { listAnnouncements } from '../../worker/promotion/networks/queries'

/*
 * What the commands do to the hub on this machine they do to a deployed one: its database answers
 * through wrangler. `tests/cli/d1` tests that way itself; each statement here starts a process.
 */

const folder = mkdtempSync(join(tmpdir(), 'hub-deployed-'))
const db = drizzle(wranglerDatabase(['--local', '--persist-to', folder]), {
  casing: 'snake_case',
})

beforeAll(() => withLocalDatabase(folder, migrate))
afterAll(() => rmSync(folder, { recursive: true }))

test('an owner is added to a deployed hub', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  await changeOwners(db, 'add', ['eve@example.org'], new Date())
  expect(log.mock.calls.join('\n')).toMatch(
    /^eve@example.org becomes an owner at their first sign-in/,
  )
  log.mockRestore()
  expect(await db.$count(members, eq(members.email, 'eve@example.org'))).toBe(1)
}, 240_000)

test('an announcement of a deployed hub is recorded', async () => {
  const place = { conversation: 'post:far', network: 'bluesky' }
  const startedAt = new Date(1_800_000_000_000)
  expect(await reserveAnnouncement(db, place, startedAt)).toBe(true)
  expect(await listAnnouncements(db, place.conversation)).toEqual([
    { ...place, startedAt, url: null },
  ])
}, 240_000)
