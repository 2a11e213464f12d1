import type { Bindings } from '../../worker/env'
import worker from '../../worker/index'

/*
 * The Worker with a meter on its database: each answer says how many rows D1 read for it and in how
 * many round trips. Such an answer comes whole and not as a stream.
 */

interface Tally {
  rows: number
  trips: number
}

const count = (tally: Tally, results: D1Result[]) => {
  tally.trips++
  for (const { meta } of results) tally.rows += meta.rows_read
}

const inner = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

const meterStatement = (statement: D1PreparedStatement, tally: Tally): D1PreparedStatement => {
  const counted = async () => {
    const result = await statement.all()
    count(tally, [result])
    return result
  }
  const outer = {
    bind: (...values: unknown[]) => meterStatement(statement.bind(...values), tally),
    all: counted,
    run: counted,
    first: async (column?: string) => {
      const [row] = (await counted()).results
      return column && row ? row[column] : (row ?? null)
    },
    // Raw rows come without figures: the same is asked once more, and counted once.
    raw: async (options: { columnNames: true }) => {
      const [rows] = await Promise.all([statement.raw(options), counted()])
      return rows
    },
  } as unknown as D1PreparedStatement
  inner.set(outer, statement)
  return outer
}

const meterDatabase = (database: D1Database, tally: Tally) =>
  ({
    prepare: (sql: string) => meterStatement(database.prepare(sql), tally),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await database.batch(statements.map((one) => inner.get(one) ?? one))
      count(tally, results)
      return results
    },
  }) as D1Database

export default {
  async fetch(request, env, context) {
    const tally = { rows: 0, trips: 0 }
    const DB = meterDatabase(env.DB, tally)
    const answer = await worker.fetch(request, { ...env, DB }, context)
    const page = new Response(await answer.arrayBuffer(), answer)
    page.headers.set('x-rows-read', String(tally.rows))
    page.headers.set('x-round-trips', String(tally.trips))
    return page
  },
} satisfies ExportedHandler<Bindings>
