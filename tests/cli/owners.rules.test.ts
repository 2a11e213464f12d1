import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { wranglerDatabase } from '../../cli/d1'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { changeOwners, tellOwners } from '../../cli/owners'
import { log } from '../../worker/desk/table'
import type { Db } from '../../worker/env'
import { newId } from '../../worker/kit/id'
import { members } from '../../worker/members/table'
import { command } from './command'

const folder = mkdtempSync(join(tmpdir(), 'hub-owners-'))
const now = new Date()

beforeAll(() => withLocalDatabase(folder, migrate))
afterAll(() => rmSync(folder, { recursive: true }))

let told = ''
beforeEach(() => {
  told = ''
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    told += `${line}\n`
  })
})
afterEach(() => vi.restoreAllMocks())

const withDb = (work: (db: Db) => Promise<unknown>) =>
  withLocalDatabase(folder, (database) => work(drizzle(database, { casing: 'snake_case' })))

test('the first owner is made before they have ever signed in, and known by their address', async () => {
  const add = ['hub', '--', 'owner', 'add', 'Ada.Lovelace+hub@Example.org']
  const { output, errors, code } = await command(add, { HUB_STATE: folder }).ended()
  expect({ errors, code }).toEqual({ errors: '', code: 0 })
  expect(output).toContain('ada.lovelace+hub@example.org is an owner now')
  expect(output).toContain('They come in at /community/sign-in/')

  await withDb(async (db) => {
    const [ada, ...others] = await db.select().from(members)
    expect(others).toEqual([])
    expect(ada).toMatchObject({
      email: 'ada.lovelace+hub@example.org',
      emailVerified: true,
      name: 'Ada Lovelace',
      // That of somebody who works for the hub, and so not for whoever has such an address.
      handle: expect.stringMatching(/^member-/),
      role: 'owner',
    })
    expect(await db.select().from(log)).toMatchObject([
      { by: 'command-line', act: 'role', subject: ada!.id, detail: { from: null, to: 'owner' } },
    ])
  })
})

test('the last owner stays, and another may go', () =>
  withDb(async (db) => {
    const ada = 'ada.lovelace+hub@example.org'
    await expect(changeOwners(db, 'remove', [ada], now)).rejects.toThrow('is the last owner')
    await changeOwners(db, 'add', [ada, 'ben@example.org'], now)
    expect(told).toContain(`${ada} is an owner already.\nben@example.org is an owner now`)
    await changeOwners(db, 'remove', [ada], now)
    expect(told).toContain(`${ada} is no owner any more`)
    await expect(changeOwners(db, 'remove', [ada], now)).rejects.toThrow('is no owner')
    told = ''
    await tellOwners(db)
    expect(told).toBe('ben@example.org  Ben (ben)\n')
  }))

test('whoever is a member already stays as they are, and a ban on them is lifted', () =>
  withDb(async (db) => {
    const cleo = {
      id: newId(now),
      handle: 'cleo',
      name: 'Cleo\u001b[2J',
      email: 'cleo@example.org',
      emailVerified: true,
      bannedUntil: new Date(now.getTime() + 60_000),
      banReason: 'Shouting',
      createdAt: now,
      updatedAt: now,
    }
    await db.insert(members).values(cleo)
    await changeOwners(db, 'add', [cleo.email], now)
    expect(told).toBe('cleo@example.org is an owner now: Cleo�[2J. Their ban is lifted.\n')
    const [kept] = await db.select().from(members).where(eq(members.id, cleo.id))
    expect(kept).toMatchObject({ ...cleo, role: 'owner', bannedUntil: null, banReason: null })
  }))

test('an address that nobody has shown to be theirs is nobody’s', () =>
  withDb(async (db) => {
    const dora = {
      id: newId(now),
      handle: 'dora',
      name: 'Dora',
      email: 'dora@example.org',
      createdAt: now,
      updatedAt: now,
    }
    await db.insert(members).values(dora)
    await expect(changeOwners(db, 'remove', [dora.email], now)).rejects.toThrow('is no owner')
    await expect(changeOwners(db, 'add', [dora.email], now)).rejects.toThrow('at the same moment')
    const [kept] = await db.select().from(members).where(eq(members.id, dora.id))
    expect(kept?.role).toBeNull()
  }))

test.each([
  ['add', [], 'Who? `npm run hub -- owner add <e-mail>`'],
  ['add', ['ada'], 'These are no e-mail addresses: ada'],
  ['add', ['a@b.example', 'Ada <a@b.example>'], 'no e-mail addresses: Ada <a@b.example>'],
  ['promote', ['a@b.example'], '`owner promote` is nothing I can do; I can list, add, remove.'],
  ['toString', ['a@b.example'], '`owner toString` is nothing I can do'],
])('what can not be done is told before anything is: owner %s %j', (act, emails, sentence) =>
  expect(changeOwners(undefined as never, act, emails, now)).rejects.toThrow(sentence),
)

test('the way to the deployed hub does the same', async () => {
  const db = drizzle(wranglerDatabase(['--local', '--persist-to', folder]), {
    casing: 'snake_case',
  })
  await changeOwners(db, 'add', ['eve@example.org'], now)
  expect(told).toMatch(/^eve@example.org is an owner now/)
  expect(await db.$count(members, eq(members.email, 'eve@example.org'))).toBe(1)
})
