/*
 * Weather for D1: a database that fails, is slow, or does what it is asked and loses the answer.
 * It stands around the real binding in tests alone.
 */

/** What becomes of one call. */
export type Weather =
  | 'fine'
  /** Nothing is written, and the caller hears of an error. */
  | 'down'
  /** The same, with this error. */
  | Error
  /** It is written, and the caller hears of an error: the lost acknowledgement. */
  | 'lost'
  /** No answer, ever. */
  | 'hanging'
  /** It is done at once, and the caller hears of it after 200 ms. */
  | 'late'
  /** The answer comes after so many milliseconds. */
  | number

/** Names of errors as D1 gives them. */
const LOST = 'D1_ERROR: Network connection lost.'

const blow = async <T>(weather: Weather, call: () => Promise<T>): Promise<T> => {
  if (weather === 'down') throw new Error(LOST)
  if (weather instanceof Error) throw weather
  if (weather === 'hanging') return new Promise<never>(() => undefined)
  if (typeof weather === 'number') await new Promise((done) => setTimeout(done, weather))
  const answer = await call()
  if (weather === 'lost') throw new Error(LOST)
  if (weather === 'late') await new Promise((done) => setTimeout(done, 200))
  return answer
}

const real = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

/**
 * The database in weather: `forecast` says for each call what becomes of it.
 *
 * @example inWeather(bindings.DB, () => 'down') // every call fails
 * @example inWeather(bindings.DB, (sql) => (/insert/i.test(sql) ? 'lost' : 'fine'))
 */
export const inWeather = (db: D1Database, forecast: (sql: string) => Weather): D1Database => {
  const statement = (inner: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const outer = {
      bind: (...values: unknown[]) => statement(inner.bind(...values), sql),
      first: (...args: []) => blow(forecast(sql), () => inner.first(...args)),
      all: () => blow(forecast(sql), () => inner.all()),
      run: () => blow(forecast(sql), () => inner.run()),
      raw: (...args: []) => blow(forecast(sql), () => inner.raw(...args)),
      sql,
    } as unknown as D1PreparedStatement & { sql: string }
    real.set(outer, inner)
    return outer
  }
  return {
    prepare: (sql: string) => statement(db.prepare(sql), sql),
    batch: (statements: D1PreparedStatement[]) => {
      const sql = statements.map((one) => (one as unknown as { sql: string }).sql).join(';')
      return blow(forecast(sql), () => db.batch(statements.map((one) => real.get(one) ?? one)))
    },
    exec: (sql: string) => blow(forecast(sql), () => db.exec(sql)),
  } as unknown as D1Database
}
