import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'
import { root } from './settings'

/** Wrangler's own table, so that `wrangler d1 migrations list` agrees. */
const LEDGER = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`

/**
 * Applies the pending migrations, each in one atomic batch.
 *
 * @param count how many of all migrations the database then has; default: all
 */
export const migrate = async (database: D1Database, count?: number): Promise<void> => {
  await database.prepare(LEDGER).run()
  const { results } = await database.prepare('SELECT name FROM d1_migrations').all()
  const applied = new Set(results.map(({ name }) => name))
  const folder = resolve(root, 'worker/migrations')
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  for (const name of files.toSorted().slice(0, count)) {
    if (applied.has(name)) continue
    const statements = splitSql(readFileSync(resolve(folder, name), 'utf8'))
    await database.batch([
      ...statements.map((statement) => database.prepare(statement)),
      database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
    ])
  }
}
