import { applyD1Migrations, type D1Migration, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

const { DB, TEST_MIGRATIONS } = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] }

/*
 * Files follow each other in one workerd. Each finds the database, the edge's cache and all counters
 * empty.
 */
// What nobody has asked for ten seconds sleeps, and is passed over by `reset`: it is woken first.
await Promise.all([DB.prepare('select 1').run(), caches.default.match('https://hub.test/')])
await reset()
await applyD1Migrations(DB, TEST_MIGRATIONS)
