import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const folder = resolve(import.meta.dirname, '../../worker/migrations')
const migrations = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => ({ name, sql: readFileSync(resolve(folder, name), 'utf8') }))

/** On D1 a dropped table takes its children's rows along, whatever the pragma above it says. */
test.each(migrations)('$name rebuilds no table and drops none', ({ sql }) => {
  expect(sql).not.toMatch(/\bdrop\s+table\b|__new_|\brename\b/i)
})

test('every table is strict', () => {
  const tables = migrations.flatMap(({ sql }) => sql.match(/create table[^;]*/gi) ?? [])
  expect(tables.length).toBeGreaterThan(5)
  for (const table of tables) expect(table.trim()).toMatch(/\) strict$/i)
})

test('a migration is numbered, and its number is its own', () => {
  const numbers = migrations.map(({ name }) => /^\d{4}(?=_)/.exec(name)?.[0])
  expect(numbers).not.toContain(undefined)
  expect(new Set(numbers).size).toBe(numbers.length)
})
