import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { changeOwners, printOwners } from '../../cli/owners'
import { assignRole } from '../../worker/accounts/members/role.commands'
import { log } from '../../worker/audit/table'
import type { Db } from '../../worker/env'
import { newId } from '../../worker/lib/id'
import { members } from '../../worker/accounts/members/table'
import { command } from './command'

const folder = mkdtempSync(join(tmpdir(), 'hub-owners-'))
const now = new Date()

let db: Db
let close = () => {}
let closed: Promise<unknown>

/** Open for all tests: a command works on the same file beside it. */
beforeAll(
  () =>
    new Promise<void>((opened, failed) => {
      closed = withLocalDatabase(folder, async (database) => {
        await migrate(database)
        db = drizzle(database, { casing: 'snake_case' })
        opened()
        await new Promise<void>((end) => (close = end))
      }).catch(failed)
    }),
)
afterAll(async () => {
  close()
  await closed
  rmSync(folder, { recursive: true })
})

let told = ''
beforeEach(() => {
  told = ''
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    told += `${line}\n`
  })
})
afterEach(() => vi.restoreAllMocks())

const withDb = (work: (db: Db) => Promise<unknown>) => work(db)

test('the first owner is made before they have ever signed in, and known by their address', async () => {
  const add = ['hub', '--', 'owner', 'add', 'Ada.Lovelace+hub@Example.org']
  const { output, errors, code } = await command(add, { HUB_STATE: folder }).ended()
  expect({ errors, code }).toEqual({ errors: '', code: 0 })
  expect(output).toContain('ada.lovelace+hub@example.org becomes an owner at their first sign-in')
  expect(output).toContain('They sign in at /community/sign-in/')

  await withDb(async (db) => {
    const [ada, ...others] = await db.select().from(members)
    expect(others).toEqual([])
    expect(ada).toMatchObject({
      email: 'ada.lovelace+hub@example.org',
      emailVerified: true,
      role: 'owner',
      invitedAt: expect.any(Date),
    })
    // They have agreed to nothing yet: nothing that others see is made of their address.
    expect(`${ada!.name} ${ada!.handle}`).not.toMatch(/ada|lovelace/i)
    expect(await db.select().from(log)).toMatchObject([
      { by: 'command-line', act: 'role', subject: ada!.id, detail: { from: null, to: 'owner' } },
    ])
  })
})

const signIn = (db: Db, email: string, name: string) =>
  db
    .update(members)
    .set({ invitedAt: null, name, handle: name.toLowerCase() })
    .where(eq(members.email, email))

test('an owner who never signed in is not the one who stays', () =>
  withDb(async (db) => {
    const [ada, ben] = ['ada.lovelace+hub@example.org', 'ben@exmaple.org']
    await signIn(db, ada, 'Ada')
    await changeOwners(db, 'add', [ada, ben], now)
    expect(told).toContain(`${ada} is already an owner.\n${ben} becomes an owner at`)
    told = ''
    await printOwners(db)
    expect(told).toContain(`${ben}  has not signed in yet`)
    await expect(changeOwners(db, 'remove', [ada], now)).rejects.toThrow(
      'is the last owner who has signed in',
    )
    // Nor does the database let that happen, whatever was read before.
    const [row] = await db.select().from(members).where(eq(members.email, ada))
    expect(await assignRole({ db, by: row!.id, now }, row!, null)).toBe(false)
    await changeOwners(db, 'remove', [ben], now)
    expect(told).toContain(`${ben} is no longer an owner. They have never signed in.`)
  }))

test('with another owner who has signed in, one may go', () =>
  withDb(async (db) => {
    const [ada, ben] = ['ada.lovelace+hub@example.org', 'ben@example.org']
    await changeOwners(db, 'add', [ben], now)
    await signIn(db, ben, 'Ben')
    await changeOwners(db, 'remove', [ada], now)
    expect(told).toContain(`${ada} is no longer an owner. They are still a member.\n`)
    await expect(changeOwners(db, 'remove', [ada], now)).rejects.toThrow('is not an owner')
    told = ''
    await printOwners(db)
    expect(told).toBe('ben@example.org  Ben (ben)\n')
  }))

test('an owner whom the settings name is told to come back', () =>
  withDb(async (db) => {
    vi.stubEnv('OWNER_EMAIL', 'Fay@Example.org')
    await changeOwners(db, 'add', ['fay@example.org'], now)
    await signIn(db, 'fay@example.org', 'Fay')
    await changeOwners(db, 'remove', ['fay@example.org'], now)
    expect(told).toContain('their next sign-in makes them an owner again')
    vi.unstubAllEnvs()
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
    expect(told).toBe('cleo@example.org is now an owner: Cleo�[2J. Their ban is lifted.\n')
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
    await expect(changeOwners(db, 'remove', [dora.email], now)).rejects.toThrow('is not an owner')
    await expect(changeOwners(db, 'add', [dora.email], now)).rejects.toThrow('at the same time')
    const [kept] = await db.select().from(members).where(eq(members.id, dora.id))
    expect(kept?.role).toBeNull()
  }))

test.each([
  ['add', [], 'No email address is given. Expected: `npm run hub -- owner add <email>`'],
  ['add', ['ada'], 'Not an email address: ada'],
  ['add', ['a@b.example', 'Ada <a@b.example>'], 'Not an email address: Ada <a@b.example>'],
  [
    'promote',
    ['a@b.example'],
    '`owner promote` is not a command. Expected one of: owner, owner add,',
  ],
  ['toString', ['a@b.example'], '`owner toString` is not a command'],
])('what can not be done is told before anything is: owner %s %j', (act, emails, sentence) =>
  expect(changeOwners(undefined as never, act, emails, now)).rejects.toThrow(sentence),
)
