import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { D1Database, D1Result } from '@cloudflare/workers-types'
import { Fault } from './cli-error'
import { inline } from './sql-literals'
import { askWrangler } from './wrangler'

type Row = Record<string, unknown>
type Result = D1Result<Row>

/** What fits on a command line everywhere but on Windows; more goes through a file. */
const ON_THE_LINE = 90_000

/** A statement with its parameters, as D1 hands it out. */
class Statement {
  constructor(
    private readonly ask: (sql: string[]) => Promise<Result[]>,
    private readonly sql: string,
    private readonly values: unknown[] = [],
  ) {}

  bind(...values: unknown[]) {
    return new Statement(this.ask, this.sql, values)
  }

  get inlined() {
    return inline(this.sql, this.values).trim().replace(/;$/, '')
  }

  async all() {
    const [result] = await this.ask([this.inlined])
    return result!
  }

  run() {
    return this.all()
  }

  async first(column?: string) {
    const { results } = await this.all()
    return results[0] ? (column ? results[0][column] : results[0]) : null
  }

  /** Rows as lists. Around a query, SQLite tells columns of one name apart, which an object can not. */
  async raw() {
    const isQuery = /^(?:select|with)\b/i.test(this.inlined)
    const [result] = await this.ask([isQuery ? `select * from (${this.inlined})` : this.inlined])
    return result!.results.map((row) => Object.values(row))
  }
}

/**
 * A D1 database behind `wrangler d1 execute`, for drizzle and so for the rooms' own queries: the
 * way from a terminal to the deployed hub. Every statement is a call; a batch is one, and atomic.
 *
 * @param where the database: `--remote`, or `--local` and where it lies
 */
export const wranglerDatabase = (where: string[]): D1Database => {
  const ask = async (statements: string[]) => {
    const sql = statements.join(';\n')
    return sql.length > ON_THE_LINE ? askByFile(where, sql, statements.length) : askD1(where, sql)
  }
  const database = {
    prepare: (sql: string) => new Statement(ask, sql),
    batch: (statements: Statement[]) => ask(statements.map(({ inlined }) => inlined)),
    exec: (sql: string) => ask([sql]),
  }
  return database as unknown as D1Database
}

const askD1 = async (where: string[], sql: string): Promise<Result[]> => {
  const said = await askWrangler([
    'd1',
    'execute',
    'DB',
    ...where,
    '--json',
    '--yes',
    '--command',
    sql,
  ])
  return resultsIn(said)
}

/** A file is for much at once: the deployed hub's answer to it has no rows. */
const askByFile = async (where: string[], sql: string, count: number): Promise<Result[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-'))
  const file = join(folder, 'statements.sql')
  try {
    writeFileSync(file, sql, { mode: 0o600 })
    const said = await askWrangler([
      'd1',
      'execute',
      'DB',
      ...where,
      '--json',
      '--yes',
      '--file',
      file,
    ])
    const [first] = resultsIn(said)
    return Array.from({ length: count }, () => ({ ...first!, results: [] }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const resultsIn = ({ code, output, errors }: Awaited<ReturnType<typeof askWrangler>>): Result[] => {
  const json = output.slice(Math.max(0, output.search(/^[[{]/m)))
  if (code === 0) return JSON.parse(json)
  throw new Fault(`The database did not answer: ${reasonIn(json) ?? `${output}${errors}`.trim()}`)
}

const reasonIn = (json: string): string | undefined => {
  try {
    return JSON.parse(json).error.text
  } catch {
    return undefined
  }
}
