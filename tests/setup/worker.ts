import { reset } from 'cloudflare:test'
import { afterAll } from 'vitest'
import { env } from 'cloudflare:workers'
import { resetIsolate } from '../../worker/lib/isolate'
import { resetPeople } from '../world'
import { listPlanFaults } from './plans'
import { makeTables } from './schema'

const { DB } = env as unknown as { DB: D1Database }

/*
 * Files follow each other in one workerd. Each finds the database, the edge's cache and all counters
 * empty, and the isolate as if it were new.
 */
resetIsolate()
resetPeople()
// What was not asked for ten seconds sleeps, and is passed over by `reset`: it is woken first.
await Promise.all([DB.prepare('select 1').run(), caches.default.match('https://hub.test/')])
await reset()
await makeTables()

// Every statement that this file's requests and jobs ran, unless another file ran it before.
afterAll(async () => {
  const faults = await listPlanFaults()
  if (faults.length > 0)
    throw new Error(`these statements cost more the bigger the hub is:\n${faults.join('\n')}`)
})
