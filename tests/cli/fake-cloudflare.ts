import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { json } from 'node:stream/consumers'
import { vi } from 'vitest'
import { unstable_splitSqlQuery as splitSql } from 'wrangler'
import { apiWith } from '../../cli/cloudflare'
import { apiDatabase } from '../../cli/d1'

/*
 * The part of Cloudflare's API that a deployment uses, with Cloudflare's limits. D1 is an SQLite
 * database in memory.
 */

export const ACCOUNT = '0123456789abcdef0123456789abcdef'
export const DATABASE = '01234567-89ab-cdef-0123-456789abcdef'

const LIMITS = {
  statement: 100_000,
  parameters: 100,
  value: 2_000_000,
  file: 25 * 1024 ** 2,
  files: 100_000,
}

type Limits = typeof LIMITS

/** What the API answers instead of a result. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

interface Query {
  sql: string
  params?: string[]
}

const expectWithin = ({ sql, params = [] }: Query, limits: Limits) => {
  if (Buffer.byteLength(sql) > limits.statement) throw new Refusal(400, 'statement too long')
  if (params.length > limits.parameters) throw new Refusal(400, 'too many SQL variables')
  for (const value of params) {
    if (typeof value !== 'string') throw new Refusal(400, 'params must be strings')
    if (Buffer.byteLength(value) > limits.value) throw new Refusal(400, 'string or blob too big')
  }
}

/** Runs the statements of a request in one transaction, as D1 does. */
const runQuery = (database: DatabaseSync, { sql, params }: Query, limits: Limits) => {
  const statements = splitSql(sql)
  if (params?.length && statements.length > 1)
    throw new Refusal(400, 'parameters of several statements')
  database.exec('begin')
  try {
    const results = statements.map((statement) => {
      expectWithin({ sql: statement, ...(params && { params }) }, limits)
      const prepared = database.prepare(statement)
      return { success: true, meta: {}, results: prepared.all(...(params ?? [])) }
    })
    database.exec('commit')
    return results
  } catch (error) {
    database.exec('rollback')
    throw error instanceof Refusal ? error : new Refusal(400, (error as Error).message)
  }
}

interface Manifest {
  manifest: Record<string, { hash: string; size: number }>
}

const expectAssets = ({ manifest }: Manifest, limits: Limits) => {
  const files = Object.entries(manifest)
  if (files.length > limits.files) throw new Refusal(400, 'too many assets')
  for (const [path, { size }] of files)
    if (size > limits.file) throw new Refusal(400, `asset too large: ${path}`)
}

/** A token that says for long enough that it is valid. */
const JWT = `e30.${Buffer.from(JSON.stringify({ exp: 4_102_444_800 })).toString('base64url')}.x`

export interface FakeCloudflare {
  /** For `CLOUDFLARE_API_BASE_URL`. */
  url: string
  database: DatabaseSync
  /** Every request: `POST /accounts/…`. */
  requests: string[]
  /** The queries of D1, with the bytes of their parameters. */
  queries: { sql: string; bytes: number }[]
  /** The paths of the assets of the last deployment. */
  assets: string[]
  /** Answers the queries after the next few with this status, as a service that is moved. */
  fail: (after: number, times: number, status: number) => void
  stop: () => Promise<unknown>
}

/** The API and its database as our commands reach them, without wrangler. */
export const reach = ({ url }: Pick<FakeCloudflare, 'url'>) => {
  vi.stubEnv('CLOUDFLARE_API_BASE_URL', url)
  return apiDatabase(apiWith({ token: 'secret' }), `/accounts/${ACCOUNT}/d1/database/${DATABASE}`)
}

/** Starts the API on a port of its own. */
export const startCloudflare = async (changed: Partial<Limits> = {}): Promise<FakeCloudflare> => {
  const limits = { ...LIMITS, ...changed }
  const database = new DatabaseSync(':memory:')
  const failure = { after: 0, times: 0, status: 0 }
  const fake: Omit<FakeCloudflare, 'url' | 'stop'> = {
    database,
    requests: [],
    queries: [],
    assets: [],
    fail: (after, times, status) => Object.assign(failure, { after, times, status }),
  }
  const query = (body: Query) => {
    if (failure.after-- <= 0 && failure.times-- > 0) throw new Refusal(failure.status, 'try later')
    const bytes = (body.params ?? []).reduce((sum, value) => sum + Buffer.byteLength(value), 0)
    fake.queries.push({ sql: body.sql, bytes })
    return runQuery(database, body, limits)
  }
  const script = `/accounts/${ACCOUNT}/workers/scripts/hub`
  const answers: [string, (body: never) => unknown][] = [
    ['GET /user', () => ({ id: 'u', email: 'owner@example.org' })],
    ['GET /memberships', () => [{ account: { id: ACCOUNT, name: 'House' } }]],
    ['GET /accounts', () => [{ id: ACCOUNT, name: 'House' }]],
    [`GET ${script}/secrets`, () => [{ name: 'HUB_SECRET', type: 'secret_text' }]],
    [
      `POST ${script}/assets-upload-session`,
      (body: Manifest) => {
        expectAssets(body, limits)
        fake.assets = Object.keys(body.manifest)
        return { jwt: JWT, buckets: [] }
      },
    ],
    [`PUT ${script}`, () => ({ id: 'hub', startup_time_ms: 1, deployment_id: 'd', etag: 'e' })],
    [`GET ${script}/deployments`, () => ({ deployments: [] })],
    [
      `POST ${script}/versions`,
      () => ({ id: 'v', startup_time_ms: 1, resources: { script: { etag: 'e' } } }),
    ],
    [`POST ${script}/deployments`, () => ({ id: 'd' })],
    [`PATCH ${script}/script-settings`, () => ({})],
    [
      `GET /accounts/${ACCOUNT}/workers/workers/hub`,
      () => ({ id: 'w', name: 'hub', subdomain: { enabled: false, previews_enabled: false } }),
    ],
    [`GET /accounts/${ACCOUNT}/workers/subdomain`, () => ({ subdomain: 'house' })],
    [`GET ${script}/subdomain`, () => ({ enabled: false, previews_enabled: false })],
    [`POST ${script}/subdomain`, () => ({ enabled: false, previews_enabled: false })],
    [`GET ${script}/schedules`, () => ({ schedules: [] })],
    [`PUT ${script}/schedules`, () => ({ schedules: [] })],
    [
      `GET /accounts/${ACCOUNT}/workers/services/hub`,
      () => ({ default_environment: { script: { last_deployed_from: 'wrangler', tag: 'hub' } } }),
    ],
    [
      `GET /accounts/${ACCOUNT}/d1/database/${DATABASE}`,
      () => ({ uuid: DATABASE, name: 'hub', version: 'production' }),
    ],
    [`POST /accounts/${ACCOUNT}/d1/database/${DATABASE}/query`, query],
  ]
  const routes = new Map(answers)
  const answer = async (request: IncomingMessage) => {
    const { pathname } = new URL(request.url!, 'http://fake')
    const name = `${request.method} ${pathname}`
    fake.requests.push(name)
    const isJson = request.headers['content-type']?.includes('json')
    const body = isJson && request.method !== 'GET' ? await json(request) : undefined
    if (!isJson) request.resume()
    const route = routes.get(name)
    if (!route) throw new Refusal(404, `no such address: ${name}`)
    return route(body as never)
  }
  const server = createServer((request, response) => {
    const say = (status: number, content: object) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ errors: [], messages: [], ...content }))
    }
    answer(request).then(
      (result) => say(200, { success: true, result }),
      (error: Refusal) =>
        say(error.status ?? 500, {
          success: false,
          result: null,
          errors: [{ code: 7500, message: error.message }],
        }),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    ...fake,
    url: `http://127.0.0.1:${port}`,
    get assets() {
      return fake.assets
    },
    stop: () => new Promise((done) => server.close(done)),
  }
}
