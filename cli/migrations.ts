import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'
import { NewerDatabaseError } from './broken-database'
import { root } from './settings'

/** Wrangler's own table, so that `wrangler d1 migrations list` agrees. */
const LEDGER = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`

/** The names of the project's migrations, in order. */
const listMigrations = (): string[] =>
  readdirSync(resolve(root, 'worker/migrations'))
    .filter((name) => name.endsWith('.sql'))
    .toSorted()

/** The applied migrations; throws a `NewerDatabaseError` when the project does not have one of them. */
export const listApplied = async (database: D1Database): Promise<Set<string>> => {
  const { results } = await database
    .prepare('SELECT name FROM d1_migrations')
    .all<{ name: string }>()
  const names = results.map(({ name }) => name)
  const known = new Set(listMigrations())
  const unknown = names.filter((name) => !known.has(name))
  if (unknown.length === 0) return new Set(names)
  throw new NewerDatabaseError(
    `is of a newer version of the project: it has the migration ${unknown.join(', ')}. Update the project, or set HUB_STATE to another folder.`,
  )
}

/**
 * Applies the pending migrations, each in one atomic batch.
 *
 * @param count how many of all migrations the database then has; default: all
 */
export const migrate = async (database: D1Database, count?: number): Promise<void> => {
  await database.prepare(LEDGER).run()
  const applied = await listApplied(database)
  const folder = resolve(root, 'worker/migrations')
  for (const name of listMigrations().slice(0, count)) {
    if (applied.has(name)) continue
    const statements = splitSql(readFileSync(resolve(folder, name), 'utf8'))
    await database.batch([
      ...statements.map((statement) => database.prepare(statement)),
      database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
    ])
  }
}
