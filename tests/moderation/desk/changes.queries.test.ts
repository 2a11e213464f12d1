import { and, eq, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { describe, expect, test } from 'vitest'
import { addOwner, assignRole } from '../../../worker/accounts/members/role.commands'
import {
  ban,
  endGrant,
  grantLevel,
  linkPerson,
  liftBan,
} from '../../../worker/moderation/people/commands'
import { COMMAND_LINE } from '../../../worker/audit/rules'
import { log } from '../../../worker/audit/table'
import { grants, type Member, members } from '../../../worker/accounts/members/table'
import { sessions } from '../../../worker/accounts/sign-in/table'
import { bindings, db, member as someMember, sessionOf } from '../../world'
import { inWeather } from '../../faulty-db'

const now = new Date()
const soon = new Date(now.getTime() + 60_000)

/** Somebody who is signed in, with all of their row. */
const member = async (row: Parameters<typeof someMember>[0] = {}) =>
  someMember({ role: null, person: null, ...row }) as Promise<
    Awaited<ReturnType<typeof someMember>> & Pick<Member, 'role' | 'person'>
  >

const as = ({ id: by }: { id: string }, at = now) => ({ db, by, now: at })
const find = async ({ id }: { id: string }) =>
  (await db.select().from(members).where(eq(members.id, id))).at(0)!
const recordOf = ({ id }: { id: string }) =>
  db.select().from(log).where(eq(log.subject, id)).orderBy(log.id)
const countSessions = ({ id }: { id: string }) => db.$count(sessions, eq(sessions.userId, id))
const grantsOf = ({ id }: { id: string }) =>
  db
    .select()
    .from(grants)
    .where(and(eq(grants.memberId, id), isNull(grants.endedAt)))
const nobodyOwns = () => db.update(members).set({ role: null }).where(eq(members.role, 'owner'))

const level = (memberId: string) =>
  ({ memberId, kind: 'grant', level: 'regular', reason: 'Helps everybody' }) as const

describe('a decision is refused after its host has become', () => {
  const lost = {
    'a member': { role: null },
    'a host who is banned': { role: 'host', bannedUntil: soon },
  } as const

  test.each(Object.entries(lost))('%s', async (_, now) => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    await grantLevel(as(host), level(rosa.id))
    const [grant] = await grantsOf(rosa)
    const banned = await member({ bannedUntil: soon, banReason: 'Shouting' })
    // Demoted after the request was let in, and before it writes.
    await db.update(members).set(now).where(eq(members.id, host.id))

    expect(await grantLevel(as(host), { ...level(rosa.id), level: 'expert' })).toBe(false)
    expect(await endGrant(as(host), grant!, null)).toBe(false)
    expect(await ban(as(host), rosa.id, { until: soon, reason: 'Why not' })).toBe(false)
    expect(await liftBan(as(host), banned.id, null)).toBe(false)
    expect(await assignRole(as(host), rosa, 'host')).toBe(false)
    expect(await linkPerson(as(host), rosa, 'ada')).toBe(false)

    expect(await grantsOf(rosa)).toEqual([grant])
    expect(await find(rosa)).toMatchObject({ role: null, person: null, bannedUntil: null })
    expect((await find(banned)).bannedUntil).toEqual(soon)
    expect(await countSessions(rosa)).toBe(1)
    expect(await recordOf(rosa)).toHaveLength(1)
    expect(await recordOf(banned)).toEqual([])
  })

  test('a host cannot take decisions of owners', async () => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    expect(await assignRole(as(host), rosa, 'host')).toBe(false)
    expect(await assignRole(as(host), host, 'owner')).toBe(false)
    expect(await linkPerson(as(host), host, 'ada')).toBe(false)
    expect((await find(host)).role).toBe('host')
  })
})

describe('owners', () => {
  test('two owners who remove each other’s role at the same time leave one owner', async () => {
    await nobodyOwns()
    const ada = await member({ role: 'owner' })
    const ben = await member({ role: 'owner' })
    const done = await Promise.all([assignRole(as(ada), ben, null), assignRole(as(ben), ada, null)])
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await db.$count(members, eq(members.role, 'owner'))).toBe(1)
    expect([...(await recordOf(ada)), ...(await recordOf(ben))]).toHaveLength(1)
  })

  test('one owner stays if all resign at the same time', async () => {
    await nobodyOwns()
    const all = await Promise.all(Array.from({ length: 5 }, () => member({ role: 'owner' })))
    const done = await Promise.all(all.map((one) => assignRole(as(one), one, null)))
    expect(done.filter(Boolean)).toHaveLength(4)
    expect(await db.$count(members, eq(members.role, 'owner'))).toBe(1)
  })

  test('the command line cannot remove the last owner either', async () => {
    await nobodyOwns()
    const ada = await member({ role: 'owner' })
    expect(await assignRole({ db, by: COMMAND_LINE, now }, ada, null)).toBe(false)
    expect((await find(ada)).role).toBe('owner')
  })

  test('an owner added several times at once is added once', async () => {
    const add = () => addOwner({ db, by: COMMAND_LINE, now }, 'new@example.org')
    expect((await Promise.all([add(), add(), add()])).filter(Boolean)).toHaveLength(1)
  })

  test('a banned member is given a role only by the command line', async () => {
    const owner = await member({ role: 'owner' })
    const rosa = await member({ bannedUntil: soon, banReason: 'Shouting' })
    expect(await assignRole(as(owner), rosa, 'host')).toBe(false)
    expect(await assignRole({ db, by: COMMAND_LINE, now }, rosa, 'owner')).toBe(true)
    expect(await find(rosa)).toMatchObject({ role: 'owner', bannedUntil: null, banReason: null })
  })

  test('each person in content/people is linked to one member at most', async () => {
    const owner = await member({ role: 'owner' })
    const rosa = await member()
    const ben = await member()
    const say = (one: typeof rosa) => linkPerson(as(owner), one, 'ada')
    expect((await Promise.all([say(rosa), say(ben)])).filter(Boolean)).toHaveLength(1)
    const whoever = (await find(rosa)).person ? rosa : ben
    expect(await linkPerson(as(owner), { id: whoever.id, person: 'ada' }, null)).toBe(true)
    expect(await say(whoever === rosa ? ben : rosa)).toBe(true)
  })
})

describe('a ban', () => {
  test('ends all sessions in the batch that logs it', async () => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    await sessionOf(rosa.id)
    expect(await countSessions(rosa)).toBe(2)
    expect(await ban(as(host), rosa.id, { until: soon, reason: 'Spam' })).toBe(true)
    expect(await countSessions(rosa)).toBe(0)
    expect(await find(rosa)).toMatchObject({ bannedUntil: soon, banReason: 'Spam' })
    expect(await recordOf(rosa)).toMatchObject([
      { by: host.id, act: 'ban', reason: 'Spam', at: now, detail: { until: soon.getTime() } },
    ])
    expect(await liftBan(as(host), rosa.id, 'Said sorry')).toBe(true)
    expect(await liftBan(as(host), rosa.id, 'Said sorry')).toBe(false)
    expect(await find(rosa)).toMatchObject({ bannedUntil: null, banReason: null })
  })

  test.each(['host', 'owner'] as const)('of a %s or of oneself is refused', async (role) => {
    const owner = await member({ role: 'owner' })
    const other = await member({ role })
    for (const id of [other.id, owner.id])
      expect(await ban(as(owner), id, { until: soon, reason: 'No' })).toBe(false)
    expect(await countSessions(other)).toBe(1)
    expect(await countSessions(owner)).toBe(1)
  })

  test('and a promotion to host at the same time: only one succeeds', async () => {
    const owner = await member({ role: 'owner' })
    const host = await member({ role: 'host' })
    const rosa = await member()
    await Promise.all([
      assignRole(as(owner), rosa, 'host'),
      ban(as(host), rosa.id, { until: soon, reason: 'No' }),
    ])
    const { role, bannedUntil } = await find(rosa)
    expect([role, bannedUntil].filter(Boolean)).toHaveLength(1)
    expect(await recordOf(rosa)).toHaveLength(1)
  })
})

describe('a level', () => {
  test('replaces the one that was granted before', async () => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    const later = (seconds: number) => as(host, new Date(now.getTime() + seconds * 1000))
    await grantLevel(later(1), level(rosa.id))
    await grantLevel(later(2), { ...level(rosa.id), kind: 'hold', level: 'newcomer' })
    await grantLevel(later(3), { ...level(rosa.id), level: 'expert' })
    const active = (await grantsOf(rosa)).map(({ kind, level }) => `${kind} ${level}`)
    expect(active.toSorted()).toEqual(['grant expert', 'hold newcomer'])
    expect((await recordOf(rosa)).map(({ act }) => act)).toEqual(['grant', 'hold', 'grant'])
  })

  test('granted many times at once is granted and logged once', async () => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    const done = await Promise.all(
      Array.from({ length: 8 }, () => grantLevel(as(host), level(rosa.id))),
    )
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await grantsOf(rosa)).toHaveLength(1)
    expect(await recordOf(rosa)).toHaveLength(1)
  })

  test('is revoked once, and the log keeps it', async () => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    await grantLevel(as(host), level(rosa.id))
    const [grant] = await grantsOf(rosa)
    const done = await Promise.all(
      [1, 2, 3].map(() => endGrant(as(host, soon), grant!, 'Moved away')),
    )
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await grantsOf(rosa)).toEqual([])
    const [kept] = await db.select().from(grants).where(eq(grants.id, grant!.id))
    expect(kept).toMatchObject({ reason: 'Helps everybody', grantedBy: host.id, endedAt: soon })
    expect((await recordOf(rosa)).map(({ act }) => act)).toEqual(['grant', 'end of grant'])
  })

  test('for a member who does not exist is refused', async () => {
    const host = await member({ role: 'host' })
    const nobody = '01900000-0000-7000-8000-000000000000'
    expect(await grantLevel(as(host), level(nobody))).toBe(false)
  })
})

test('a decision whose response was lost is not written twice', async () => {
  const host = await member({ role: 'host' })
  const rosa = await member()
  const DB = inWeather(bindings.DB, (sql) => (/insert into "log"/i.test(sql) ? 'lost' : 'fine'))
  const stormy = { db: drizzle(DB, { casing: 'snake_case' }), by: host.id, now }
  await expect(grantLevel(stormy, level(rosa.id))).rejects.toThrow('lost')
  expect(await grantLevel(as(host), level(rosa.id))).toBe(false)
  expect(await grantsOf(rosa)).toHaveLength(1)
})
