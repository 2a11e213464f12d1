import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { D1Database, D1Result } from '@cloudflare/workers-types'
import { CliError } from './cli-error'
import { inlineParameters } from './sql-literals'
import { askWrangler } from './wrangler'

type Row = Record<string, unknown>
type Result = D1Result<Row>

/** The longest SQL on a command line, on every system but Windows; more goes through a file. */
const LONGEST_COMMAND = 90_000

/** A D1 statement with its parameters. */
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
    return inlineParameters(this.sql, this.values).trim().replace(/;$/, '')
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

  /** Rows as lists. The outer query gives columns of the same name distinct names, so that no key of an object is lost. */
  async raw() {
    const isQuery = /^(?:select|with)\b/i.test(this.inlined)
    const [result] = await this.ask([isQuery ? `select * from (${this.inlined})` : this.inlined])
    return result!.results.map((row) => Object.values(row))
  }
}

/**
 * A D1 database behind `wrangler d1 execute`, so that the queries of the Worker work on the deployed
 * hub. Every statement is one call of wrangler; so is a batch, which is atomic.
 *
 * @param where wrangler's arguments for the database: `--remote`, or `--local` with its folder
 */
export const wranglerDatabase = (where: string[]): D1Database => {
  const ask = async (statements: string[]) => {
    const sql = statements.join(';\n')
    return sql.length > LONGEST_COMMAND
      ? askByFile(where, sql, statements.length)
      : askD1(where, sql)
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

/** For SQL too long for a command line. The deployed hub returns no rows for a file. */
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
  throw new CliError(
    `The database reported an error: ${reasonIn(json) ?? `${output}${errors}`.trim()}`,
  )
}

const reasonIn = (json: string): string | undefined => {
  try {
    return JSON.parse(json).error.text
  } catch {
    return undefined
  }
}
