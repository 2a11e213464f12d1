/*
 * A D1 database with a meter: how many rows D1 read for the statements that ran on it, by its own
 * count (`meta.rows_read`, which is what is billed).
 */

/** What a metered database has read so far. */
export interface Meter {
  rows: number
  /** The same by statement. */
  by: Map<string, number>
}

export const newMeter = (): Meter => ({ rows: 0, by: new Map() })

/** The statements that read most, with their rows. */
export const greediest = ({ by }: Meter): string =>
  [...by]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 3)
    .map(([sql, rows]) => `${rows} rows: ${sql.replaceAll(/\s+/g, ' ')}`)
    .join('\n')

/** The statement behind a metered one, and its text. */
const inner = new WeakMap<D1PreparedStatement, { statement: D1PreparedStatement; sql: string }>()

const isRead = (sql: string) => /^\s*(?:select|with)\b/i.test(sql)

const count = (meter: Meter, sql: string, { meta }: D1Result) => {
  meter.rows += meta.rows_read
  meter.by.set(sql, (meter.by.get(sql) ?? 0) + meta.rows_read)
}

const meterStatement = (
  statement: D1PreparedStatement,
  sql: string,
  meter: Meter,
): D1PreparedStatement => {
  const counted = async () => {
    const result = await statement.all<Record<string, unknown>>()
    count(meter, sql, result)
    return result
  }
  const outer = {
    bind: (...values: unknown[]) => meterStatement(statement.bind(...values), sql, meter),
    all: counted,
    run: counted,
    first: async (column?: string) => {
      const [row] = (await counted()).results
      return column && row ? row[column] : (row ?? null)
    },
    // Raw rows come without figures. A read runs once more for them; what a write returns are the
    // columns of one table, which have a name each.
    raw: async (options: { columnNames: true }) => {
      const { results } = await counted()
      return isRead(sql) ? statement.raw(options) : results.map((row) => Object.values(row))
    },
  } as unknown as D1PreparedStatement
  inner.set(outer, { statement, sql })
  return outer
}

/** The database, adding to the meter what each of its statements reads. */
export const meterDatabase = (db: D1Database, meter: Meter): D1Database =>
  ({
    prepare: (sql: string) => meterStatement(db.prepare(sql), sql, meter),
    batch: async (statements: D1PreparedStatement[]) => {
      const known = statements.map((one) => inner.get(one)!)
      const results = await db.batch(known.map(({ statement }) => statement))
      for (const [at, result] of results.entries()) count(meter, known[at]!.sql, result)
      return results
    },
  }) as D1Database
