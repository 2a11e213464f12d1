import { drizzle } from 'drizzle-orm/d1'
import { vi } from 'vitest'
import { cacheKey } from '../../worker/http/cache-key'
import { readHub } from '../../worker/http/hub'
import type { Hub } from '../../site/contract/hub'
import { cronJobs, sendOutbox } from '../../worker/jobs'
import { newBudget, withBudget } from '../../worker/lib/query-budget'
import { resetIsolate } from '../../worker/lib/isolate'
import { ask, bindings, cacheScope, origin } from '../world'
import { env as providers } from '../accounts/sign-in/github'
import type { Addresses, Visit } from './addresses'
import { type Cast, makeCast } from './cast'
import { desk } from './desk'
import { BUSY } from './fill'
import { greediest, meterDatabase, newMeter } from './metered-db'
import { own } from './own'
import { publicPages } from './public-pages'
import { publicForms } from './public-forms'

/** Every address that is measured. */
export const addresses: Addresses = { ...publicPages, ...publicForms, ...own, ...desk }

/** Nobody knows this browser; its cookie passes the page cache. */
const READER = { address: '203.0.113.251', cookie: 'hub-guest=nobody' }

const ATTEMPTS = { limit: async () => ({ success: true }) } as RateLimit

const requestWith = async ({ path, as = READER, fields }: Visit, DB: D1Database) => {
  const at = path.startsWith('/../') ? path.slice(3) : `/community${path}`
  const asking = { ...as, env: { ATTEMPTS, DB, ...providers } }
  if (!fields) return ask(at, {}, asking)
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one]),
  )
  const body = new URLSearchParams(pairs).toString()
  return ask(at, { method: 'POST', body, headers: HEADERS }, asking)
}

const HEADERS = {
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
  origin: 'https://hub.test',
}

/** How many rows were read, and the statements that read most of them. */
export interface Measured {
  rows: number
  greediest: string
}

/** The rows that one visit read, in a new isolate and with nothing in the page cache. */
const measureVisit = async (
  name: string,
  make: Addresses[string],
  cast: Cast,
): Promise<Measured> => {
  const visit = await make(cast)
  const { status = 200 } = visit
  resetIsolate()
  await readHub(bindings)
  await caches.default.delete(cacheKey(await cacheScope(), `/community${visit.path}`))
  const meter = newMeter()
  const answer = await requestWith(visit, meterDatabase(bindings.DB, meter))
  vi.unstubAllGlobals()
  if (answer.status !== status)
    throw new Error(
      `${name}: expected ${status}, found ${answer.status}\n${answer.body.slice(0, 3000)}`,
    )
  return { rows: meter.rows, greediest: greediest(meter) }
}

/** On the hour, when all jobs run. */
const onTheHour = () => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000)

/** As many members due to have their points counted as one run counts, none of them with ever more. */
const makeDue = () =>
  bindings.DB.prepare(
    `update standings set due_at = 1 where tag = '' and member_id in (select id from members
      where handle <> '${BUSY}' and id in (select member_id from standings) order by handle limit 60)`,
  ).run()

/** The jobs of one cron run on a database, with the D1 queries that Workers Free allows. */
const jobsOn = (database: D1Database, hub: Hub): Record<string, () => PromiseLike<unknown>> => {
  const budget = newBudget(undefined)
  const counted = withBudget(database, budget)
  const db = drizzle(counted, { casing: 'snake_case' })
  const env = { ...bindings, DB: counted }
  const sending = { env, db, hub, origin, now: onTheHour(), budget }
  return {
    'send the outbox': () => sendOutbox(sending),
    ...Object.fromEntries(Object.entries(cronJobs(sending)).map(([name, [, run]]) => [name, run])),
  }
}

/** The names of the jobs of the cron trigger. */
export const jobNames = async (): Promise<string[]> =>
  Object.keys(jobsOn(bindings.DB, await readHub(bindings)))

const measureJobs = async (): Promise<[string, Measured][]> => {
  const hub = await readHub(bindings)
  await makeDue()
  const measured: [string, Measured][] = []
  for (const name of await jobNames()) {
    const meter = newMeter()
    await jobsOn(meterDatabase(bindings.DB, meter), hub)[name]!()
    measured.push([`job: ${name}`, { rows: meter.rows, greediest: greediest(meter) }])
  }
  return measured
}

/** The rows that every address and every job of the cron trigger reads in the hub as it is. */
export const measure = async (): Promise<Map<string, Measured>> => {
  const cast = await makeCast()
  const rows = new Map<string, Measured>()
  const faults: string[] = []
  for (const [name, make] of Object.entries(addresses))
    await measureVisit(name, make, cast).then(
      (read) => rows.set(name, read),
      (error: unknown) => faults.push(String(error)),
    )
  if (faults.length) throw new Error(faults.join('\n\n'))
  for (const [name, read] of await measureJobs()) rows.set(name, read)
  return rows
}

/** The rows that one statement reads. */
export const measureStatement = async (sql: string): Promise<Measured> => {
  const meter = newMeter()
  await meterDatabase(bindings.DB, meter).prepare(sql).all()
  return { rows: meter.rows, greediest: greediest(meter) }
}
