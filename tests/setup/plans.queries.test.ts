import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { planFaults } from './plan-faults'
import { planOf } from './plans'

const { DB } = env as unknown as { DB: D1Database }

const faultsOf = async (statement: string) => planFaults(statement, await planOf(DB, statement))

const all = async <Row>(statement: string) => (await DB.prepare(statement).all<Row>()).results

/** The statements of a trigger, its `when` among them, with a parameter for each `new.x` and `old.x`. */
const statementsOf = (trigger: string): string[] => {
  const [, head = '', body = ''] = /^(.*?)\bBEGIN\s(.*)\bEND\s*$/s.exec(trigger) ?? []
  const [, condition] = /\bWHEN\b(.*)$/s.exec(head) ?? []
  return [
    ...(condition ? [`SELECT 1 WHERE ${condition}`] : []),
    ...body
      .split(/;\s*(?:\n|$)/)
      .map((one) => one.trim())
      .filter(Boolean),
  ].map((one) => one.replaceAll(/\b(?:new|old)\.(?:`\w+`|\w+)/gi, '?'))
}

interface Trigger {
  name: string
  sql: string
}

const triggers = await all<Trigger>(
  `select name, sql from sqlite_master where type = 'trigger' order by name`,
)

test('there are triggers to look at', () => {
  expect(triggers.length).toBeGreaterThan(40)
  expect(triggers.flatMap(({ sql }) => statementsOf(sql)).length).toBeGreaterThan(triggers.length)
})

test.for(triggers)('trigger $name costs the same in a big hub', async ({ sql }) => {
  for (const statement of statementsOf(sql)) {
    expect(await faultsOf(statement), statement).toEqual([])
  }
})

test('a row that others refer to is deleted without a scan of theirs', async () => {
  const tables = await all<{ name: string }>(
    "select name from sqlite_master where type = 'table' and sql like '%references%'",
  )
  expect(tables.length).toBeGreaterThan(10)
  for (const { name } of tables) {
    const keys = await all<{ from: string }>(
      `select "from" from pragma_foreign_key_list('${name}')`,
    )
    for (const { from } of keys) {
      expect(await faultsOf(`select 1 from ${name} where ${from} = ?`), `${name}.${from}`).toEqual(
        [],
      )
    }
  }
})

test.for([
  ['no index at all', 'select id from comments where body = ?'],
  ['an index on few values', 'select * from comments where state = ?'],
  [
    'an index of few values, sorted',
    'select * from comments where state = ? order by name limit 5',
  ],
  ['all of an index', 'select count(*) from members'],
  ['a view that is built whole', 'select * from credits c join works w on w.subject = c.subject'],
  [
    'an index made for the occasion',
    'select * from (select body from comments limit 9) a join (select name from members limit 9) b on a.body = b.name',
  ],
])('%s is noticed', async ([, statement]) => {
  expect(await faultsOf(statement!)).not.toEqual([])
})

test.for([
  ['a key', 'select * from comments where id = ?'],
  ['the newest of a state', 'select * from comments where state = ? order by id desc limit 20'],
  ['a list of values', 'select * from members where id in (select value from json_each(?))'],
])('%s is not', async ([, statement]) => {
  expect(await faultsOf(statement!)).toEqual([])
})

test('an index that is lost is noticed', async () => {
  const statement = 'select * from mentions where member_id = ?'
  expect(await faultsOf(statement)).toEqual([])
  await DB.prepare('drop index mentions_member').run()
  expect(await faultsOf(statement)).not.toEqual([])
})
