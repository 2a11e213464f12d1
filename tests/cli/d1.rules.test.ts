import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { sqliteTable, text, integer } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TransientError } from '../../cli/cli-error'
import { inlineParameters, withTextParameters } from '../../cli/sql-literals'
import { reach, startCloudflare } from './fake-cloudflare'

const HOSTILE = [
  "it's; drop table notes; --",
  `"quoted" \`ticked\` 'single' \\' \\\\`,
  "'); delete from notes; select ('",
  "X'27' /* a comment */ -- and another\n; begin; end;",
  'two\nlines\r\n\tand a tab',
  'Grüße, 世界, 👩‍🔧🏳️‍🌈, \u202e, \u0000 in the middle',
  '? ?1 :name @name $name',
  '',
]

const LONG = `${HOSTILE.join('')}${'x'.repeat(40_000)}`

describe('a statement with its values written in', () => {
  test('holds nothing of a value that is not plain but hexadecimal digits', () => {
    for (const value of HOSTILE.filter(Boolean))
      expect(inlineParameters('select ?', [value])).toMatch(/^select CAST\(X'[0-9a-f]+' AS TEXT\)$/)
  })

  test('leaves a question mark alone that is part of a name or a text', () => {
    expect(inlineParameters(`select '?', "?", ? , 'it''s ?'`, [1])).toBe(
      `select '?', "?", (1) , 'it''s ?'`,
    )
  })

  test('takes no value that D1 would not take', () => {
    for (const value of [undefined, Number.NaN, 1n, new Date(), {}])
      expect(() => inlineParameters('select ?', [value])).toThrow(TypeError)
  })

  test('has a value for every parameter and a parameter for every value', () => {
    expect(() => inlineParameters('select ?, ?', [1])).toThrow('parameter 2')
    expect(() => inlineParameters('select ?', [1, 2])).toThrow('2 values')
  })
})

const notes = sqliteTable('notes', {
  id: integer().primaryKey(),
  body: text().notNull(),
})
const authors = sqliteTable('authors', { id: integer().primaryKey(), body: text().notNull() })

test('of a statement whose texts are parameters, only numbers are written in', () => {
  expect(withTextParameters('select ?, ?, ?', ["it's", 1, null])).toEqual({
    text: 'select ?, (1), NULL',
    params: ["it's"],
  })
})

describe("the database behind Cloudflare's API", async () => {
  const cloudflare = await startCloudflare()
  const database = reach(cloudflare)
  const db = drizzle(database, { casing: 'snake_case' })

  beforeAll(async () => {
    await database.batch([
      database.prepare('create table notes (id integer primary key, body text not null)'),
      database.prepare('create table authors (id integer primary key, body text not null)'),
      ...HOSTILE.map((body, id) =>
        database.prepare('insert into notes values (?, ?)').bind(id, body),
      ),
      ...[20, 21].map((id) => database.prepare('insert into notes values (?, ?)').bind(id, LONG)),
      database.prepare("insert into authors values (3, 'Ada')"),
    ])
  })
  afterAll(cloudflare.stop)

  test('does all of a batch or nothing of it', async () => {
    const first = db.insert(authors).values({ id: 2, body: 'Ben' })
    const again = db.insert(authors).values({ id: 3, body: 'Cy' })
    await expect(db.batch([first, again])).rejects.toThrow(/UNIQUE/)
  })

  test('keeps every text as it was given, however long, and runs none of them', async () => {
    // Two columns of one name: an object alone could not hold both.
    const kept = await db
      .select({ note: notes.body, author: authors.body })
      .from(notes)
      .leftJoin(authors, eq(authors.id, notes.id))
      .orderBy(notes.id)
    expect(kept.map(({ note }) => note)).toEqual([...HOSTILE, LONG, LONG])
    expect(kept.map(({ author }) => author).filter(Boolean)).toEqual(['Ada'])
  })

  test('takes a text of a megabyte as a parameter, and numbers and nothing beside it', async () => {
    const long = `${HOSTILE.join('')}${'x'.repeat(1_000_000)}`
    const kept = await database
      .prepare('select ? as long, ? as number, ? as missing')
      .bind(long, 1.5, null)
      .first()
    expect(kept).toEqual({ long, number: 1.5, missing: null })
  })

  test('refuses a statement that is longer than D1 accepts before it is sent', async () => {
    const sent = cloudflare.queries.length
    const long = database.prepare(`select '${'é'.repeat(50_000)}'`)
    await expect(long.all()).rejects.toThrow('longer than D1 accepts')
    await expect(database.batch([long])).rejects.toThrow('longer than D1 accepts')
    expect(cloudflare.queries.length).toBe(sent)
  })

  test('says what the database says, and whether another attempt makes sense', async () => {
    await expect(database.prepare('select absent').all()).rejects.toThrow(/no such column/)
    cloudflare.fail(0, 1, 503)
    await expect(database.prepare('select 1').all()).rejects.toThrow(TransientError)
  })
})
