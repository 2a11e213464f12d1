import type { D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { bindings } from '../world'

const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: D1Migration[] }

const listIndexes = async () => {
  const found = await bindings.DB.prepare(
    "select name, sql from sqlite_master where type = 'index' and sql is not null order by name",
  ).all<{ name: string; sql: string }>()
  // "If not exists" is not stored; spacing is as it was typed.
  return found.results.map(({ name, sql }) => [name, sql.replaceAll(/\s+/g, ' ')])
}

/** The index of the first form of 0017_growth, which some hubs have run; its second form has two others. */
const EARLIER = [
  'drop index comments_repeat_age',
  'drop index outbox_strangers',
  'create index comments_digest_age on comments (written_at) where digest is not null',
]

test('a hub that ran the first form of a migration gets the same indexes as a new one', async () => {
  const fresh = await listIndexes()
  for (const sql of EARLIER) await bindings.DB.exec(sql)
  expect(await listIndexes()).not.toEqual(fresh)
  const later = TEST_MIGRATIONS.filter(({ name }) => name > '0018')
  const repairs = later
    .flatMap(({ queries }) => queries)
    .filter((sql) => /\bindex\s+if\s+(?:not\s+)?exists\b/i.test(sql))
  for (const sql of [...repairs, ...repairs]) await bindings.DB.prepare(sql).run()
  expect(await listIndexes()).toEqual(fresh)
})
