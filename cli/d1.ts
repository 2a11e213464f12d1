import type { D1Database, D1Result } from '@cloudflare/workers-types'
import { type Api, connect, databasePath } from './cloudflare'
import { CliError } from './cli-error'
import { inlineParameters, withTextParameters } from './sql-literals'

type Row = Record<string, unknown>
type Result = D1Result<Row>

/** The longest SQL statement that D1 accepts, in bytes. */
const LONGEST_STATEMENT = 100_000

/** Sends SQL, with parameters if it is one statement; gives a result per statement. */
type Ask = (sql: string, params?: string[]) => Promise<Result[]>

const expectShort = (sql: string) => {
  const bytes = Buffer.byteLength(sql)
  if (bytes > LONGEST_STATEMENT)
    throw new CliError(
      `A statement of ${bytes} bytes is longer than D1 accepts (${LONGEST_STATEMENT}): ${sql.slice(0, 80)} …`,
    )
  return sql
}

/** A D1 statement with its parameters. */
class Statement {
  constructor(
    private readonly ask: Ask,
    private readonly sql: string,
    private readonly values: unknown[] = [],
  ) {}

  bind(...values: unknown[]) {
    return new Statement(this.ask, this.sql, values)
  }

  /** The statement for a batch, whose statements have no parameters. */
  get inlined() {
    return expectShort(inlineParameters(this.sql, this.values).trim().replace(/;$/, ''))
  }

  async all() {
    return this.send(this.sql)
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
    const sql = this.sql.trim().replace(/;$/, '')
    const isQuery = /^(?:select|with)\b/i.test(sql)
    const { results } = await this.send(isQuery ? `select * from (${sql})` : sql)
    return results.map((row) => Object.values(row))
  }

  private async send(sql: string) {
    const { text, params } = withTextParameters(sql, this.values)
    const [result] = await this.ask(expectShort(text), params)
    return result!
  }
}

/**
 * A D1 database behind Cloudflare's API, so that the queries of the Worker work on the deployed hub.
 * The statements of a batch are sent as one SQL text, which D1 executes as a batch: all or nothing.
 *
 * @param path the path of the database in the API
 */
export const apiDatabase = (api: Api, path: string): D1Database => {
  const ask: Ask = (sql, params) => api(`${path}/query`, { sql, ...(params?.length && { params }) })
  const database = {
    prepare: (sql: string) => new Statement(ask, sql),
    batch: async (statements: Statement[]) =>
      ask(statements.map(({ inlined }) => inlined).join(';\n')),
    exec: (sql: string) => ask(sql),
  }
  return database as unknown as D1Database
}

/** The database of the deployed hub. */
export const deployedDatabase = async (): Promise<D1Database> => {
  const api = await connect()
  return apiDatabase(api, await databasePath(api))
}
