import { drizzle } from 'drizzle-orm/d1'
import { beforeAll, expect, test } from 'vitest'
import {
  listLog,
  listNewestMembers,
  listTeam,
  MAX_MEMBERS_SEARCHED,
  findMemberDetails,
  searchMembers,
} from '../../../worker/moderation/people/queries'
import { log } from '../../../worker/audit/table'
import { newId } from '../../../worker/lib/id'
import { bindings, db, member } from '../../world'

const MANY = 12_000

/** Many members who did and suffered much, put there by SQL: through the rooms it would take minutes. */
beforeAll(async () => {
  const ids = `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${MANY})
    select printf('01900000-0000-7000-8000-%012d', i) as id, i from n`
  await bindings.DB.exec(
    `insert into members (id, handle, name, email, created_at, updated_at)
     select id, 'm' || i, 'Member ' || i, 'm' || i || '@many.example', i, i from (${ids})`.replaceAll(
      '\n',
      ' ',
    ),
  )
  await bindings.DB.exec(
    `insert into log (id, at, "by", act, subject)
     select id, i, '01900000-0000-7000-8000-00000000000' || (i % 3), 'ban', '01900000-0000-7000-8000-00000000000' || (i % 7)
     from (${ids})`.replaceAll('\n', ' '),
  )
})

/** The rows that some work reads. */
const rowsRead = async (work: (metered: typeof db) => Promise<unknown>): Promise<number> => {
  let rows = 0
  const tell = (answers: D1Result[]) => {
    for (const { meta } of answers) rows += meta.rows_read
  }
  const statements = new WeakMap<object, D1PreparedStatement>()
  const metered = (real: D1PreparedStatement): D1PreparedStatement => {
    const outer = {
      bind: (...values: unknown[]) => metered(real.bind(...values)),
      // Drizzle asks for rows as lists, which say nothing of what they cost.
      raw: async () => {
        const answer = await real.all<Record<string, unknown>>()
        tell([answer])
        return answer.results.map((row) => Object.values(row))
      },
    } as unknown as D1PreparedStatement
    statements.set(outer, real)
    return outer
  }
  const DB = {
    prepare: (sql: string) => metered(bindings.DB.prepare(sql)),
    batch: async (list: D1PreparedStatement[]) => {
      const answers = await bindings.DB.batch(list.map((one) => statements.get(one)!))
      tell(answers)
      return answers
    },
  } as unknown as D1Database
  await work(drizzle(DB, { casing: 'snake_case' }))
  return rows
}

const somewhere = `01900000-0000-7000-8000-${String(MANY / 2).padStart(12, '0')}`
const busy = '01900000-0000-7000-8000-000000000001'

test.each<[string, number, (metered: typeof db) => Promise<unknown>]>([
  ['a page of members', 60, async (metered) => listNewestMembers(metered, undefined, 51)],
  ['a later page of members', 60, async (metered) => listNewestMembers(metered, somewhere, 51)],
  ['hosts and owners', 40, async (metered) => listTeam(metered)],
  ['a page of the record', 200, async (metered) => listLog(metered, { limit: 51 })],
  [
    'a page of the record of one person',
    500,
    async (metered) => listLog(metered, { person: busy, limit: 51 }),
  ],
  [
    'a later page of it',
    500,
    async (metered) => listLog(metered, { person: busy, before: somewhere, limit: 51 }),
  ],
  ['all that the desk shows of a member', 250, (metered) => findMemberDetails(metered, busy, 20)],
])('%s reads as many rows as it shows, however many there are', async (_, most, work) => {
  const rows = await rowsRead(work)
  expect(rows).toBeGreaterThan(0)
  expect(rows).toBeLessThanOrEqual(most)
})

test('a search reads a limited number of members and continues with older ones', async () => {
  const found: string[] = []
  let before: string | undefined
  let looks = 0
  do {
    looks++
    const look = await searchMembers(db, 'member 7', before, 2000)
    found.push(...look.found.map(({ name }) => name))
    before = look.older
  } while (before)
  expect(looks).toBe(Math.ceil((MANY + 1) / MAX_MEMBERS_SEARCHED))
  const meant = Array.from({ length: MANY }, (_, at) => String(at + 1)).filter((i) =>
    i.startsWith('7'),
  )
  expect(found.toSorted()).toEqual(meant.map((i) => `Member ${i}`).toSorted())
  const rows = await rowsRead((metered) => searchMembers(metered, 'nobody at all', undefined, 51))
  expect(rows).toBeLessThanOrEqual(3 * MAX_MEMBERS_SEARCHED + 10)
})

test('a member’s log has what they did and what was decided about them, once each, newest first', async () => {
  const host = await member({ role: 'host' })
  const entry = (by: string, subject: string, minute: number) => {
    const at = new Date(Date.now() + minute * 60_000)
    return { id: newId(at), at, by, subject, act: 'role' }
  }
  const entries = [
    entry(host.id, busy, 1),
    entry(busy, host.id, 2),
    entry(host.id, host.id, 3),
    entry(busy, busy, 4),
  ]
  await db.insert(log).values(entries)
  const all = await listLog(db, { person: host.id, limit: 10 })
  expect(all.map(({ entry }) => entry.id)).toEqual([entries[2]!.id, entries[1]!.id, entries[0]!.id])
  const first = await listLog(db, { person: host.id, limit: 2 })
  const rest = await listLog(db, { person: host.id, before: first.at(-1)!.entry.id, limit: 2 })
  expect([...first, ...rest]).toEqual(all)
})
