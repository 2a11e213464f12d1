import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { readTables } from '../../../cli/backup/pages'
import type { OrderedRow } from '../../../cli/backup/rows'
import type { Ask, Table } from '../../../cli/backup/schema'
import { insertRows } from '../../../cli/backup/statements'
import { chance } from '../../bench/random'

const LIMIT = 100_000
const CREATE = 'create table things (id text primary key, t text, i integer, r real, b blob) strict'

const table: Table = {
  name: 'things',
  key: ['id'],
  references: [],
  columns: [
    { name: 'id', type: 'TEXT' },
    { name: 't', type: 'TEXT' },
    { name: 'i', type: 'INTEGER' },
    { name: 'r', type: 'REAL' },
    { name: 'b', type: 'BLOB' },
  ],
}

const newDatabase = () => {
  const database = new DatabaseSync(':memory:')
  database.exec(CREATE)
  return database
}

/** Answers as D1 does: over JSON. */
const asD1 =
  (database: DatabaseSync): Ask =>
  async (statements) =>
    JSON.parse(JSON.stringify(statements.map((sql) => database.prepare(sql).all())))

async function* rowsOf(database: DatabaseSync): AsyncGenerator<OrderedRow> {
  const columns = table.columns.map(({ name }) => name)
  for await (const { rows } of readTables(asD1(database), [table]))
    for (const row of rows) yield { table, columns, row }
}

/** Every value with its type and its bytes, as SQLite itself shows them. */
const dump = (database: DatabaseSync) =>
  database
    .prepare(
      "select id, hex(t) t, typeof(t) tt, i||'' i, r, typeof(r) rt, hex(b) b, typeof(b) bt from things order by rowid",
    )
    .all()

const copy = async (from: DatabaseSync) => {
  const to = newDatabase()
  for await (const statement of insertRows(rowsOf(from))) {
    expect(Buffer.byteLength(statement)).toBeLessThanOrEqual(LIMIT)
    to.exec(statement)
  }
  return to
}

const TEXTS = [
  '',
  "it's; drop table things; --",
  'NUL \0 in the middle\0',
  'two\nlines\r\nand\ta tab, \u001b[2J, \u2028, \ufeff',
  '👩‍🔧🏳️‍🌈 𠜎 e\u0301',
  `"double" 'single' \\ \` ? ?1 :a @b $c`,
  "X'27'",
  '[{"null":null}]',
]
const INTEGERS = [0n, -1n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)]
const REALS = [0.1 + 0.2, 2, 1e300, 5e-324, 1.7976931348623157e308, -1 / 3, Infinity, -Infinity]
const BLOBS = [[], [0], [0, 255, 39, 0], [...'text'].map((one) => one.charCodeAt(0))].map((bytes) =>
  Uint8Array.from(bytes),
)

test('every kind of value survives, byte for byte', async () => {
  const from = newDatabase()
  const insert = from.prepare('insert into things values (?, ?, ?, ?, ?)')
  insert.run('all null', null, null, null, null)
  TEXTS.forEach((text, at) => insert.run(`text ${at} ${text}`, text, null, null, null))
  INTEGERS.forEach((integer, at) => insert.run(`integer ${at}`, null, integer, null, null))
  REALS.forEach((real, at) => insert.run(`real ${at}`, null, null, real, null))
  BLOBS.forEach((blob, at) => insert.run(`blob ${at}`, null, null, null, blob))
  const draw = chance(5)
  for (let at = 0; at < 3000; at++)
    insert.run(`random ${at}`, null, null, draw() * 10 ** Math.floor(draw() * 40 - 20), null)
  expect(dump(await copy(from))).toEqual(dump(from))
})

test('rows of a megabyte survive, in statements that D1 accepts', async () => {
  const from = newDatabase()
  const insert = from.prepare('insert into things values (?, ?, ?, ?, ?)')
  const long = "ä€😀'\0\n".repeat(80_000)
  const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => at % 256)
  for (const id of ['one', 'two', "three's"]) insert.run(id, `${id}${long}`, 1n, 0.5, bytes)
  insert.run('short', 'short', 1n, 0.5, Uint8Array.from([1]))
  expect(dump(await copy(from))).toEqual(dump(from))
})

test('a table is read in pages of bounded size, whole and in order', async () => {
  const from = newDatabase()
  const insert = from.prepare('insert into things (rowid, id, t) values (?, ?, ?)')
  from.exec('begin')
  for (let at = 0; at < 25_000; at++) insert.run(at * 3 - 5000, `${at}`, 'x'.repeat(at % 700))
  from.exec('commit')
  const pages: number[] = []
  const ids: unknown[] = []
  for await (const { rows } of readTables(asD1(from), [table])) {
    pages.push(JSON.stringify(rows).length)
    ids.push(...rows.map(([id]) => id))
  }
  expect(ids).toEqual(Array.from({ length: 25_000 }, (_, at) => `${at}`))
  expect(pages.length).toBeGreaterThan(2)
  expect(Math.max(...pages)).toBeLessThan(5_000_000)
})

/** Reads all pages, and changes the database after the first. */
const changedDuring = async (from: DatabaseSync, change: () => void) => {
  const pages = readTables(asD1(from), [table])
  for (let isFirst = true; ; isFirst = false) {
    const { done, value } = await pages.next()
    if (done) return value
    if (isFirst) change()
  }
}

test('a change while a large hub is read is noticed, and named', async () => {
  const from = newDatabase()
  const insert = from.prepare('insert into things (id, t, i) values (?, ?, 1)')
  for (let at = 0; at < 10; at++) insert.run(`${at}`, 'x'.repeat(1_000_000))
  expect(await changedDuring(from, () => {})).toEqual([])
  const edits = ["update things set i = 2 where id = '7'", "delete from things where id = '1'"]
  for (const sql of edits)
    expect(await changedDuring(from, () => from.exec(sql))).toEqual(['things'])
})
