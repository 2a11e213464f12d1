import type { OrderedRow } from './rows'
import type { Schema, Table } from './schema'
import { LEFT_OUT } from './tables'
import { quoteName, type Stored, toLiteral, toPieces } from './values'

/** Bytes per statement; D1 accepts 100 kB. */
const STATEMENT_BYTES = 90_000
/** Longer values are written in pieces of this many bytes, each of them twice as long in hexadecimal. */
const PIECE_BYTES = 40_000
/** The length of a literal that a long row does without at first; a row has at most a few such values. */
const LONG_VALUE = 1000

/** How a restore marks an email that was due: it is not sent until an owner says so. */
export const PAUSED = 'paused by a restore'

/** SQL that removes all triggers, so that rows can be loaded as they are. */
export const dropTriggers = ({ triggers }: Schema): string[] =>
  triggers.map(({ name }) => `DROP TRIGGER IF EXISTS ${quoteName(name)}`)

/** SQL that creates them again, in their order. */
export const createTriggers = ({ triggers }: Schema): string[] => triggers.map(({ sql }) => sql)

/** SQL that empties a hub, except for what the build loaded into the search. Its triggers are off. */
export const emptyHub = ({ tables }: Schema): string[] => [
  ...[...Object.keys(LEFT_OUT), ...tables.map(({ name }) => name).toReversed()].map(
    (name) => `DELETE FROM ${quoteName(name)}`,
  ),
  'DELETE FROM "documents" WHERE "hash" IS NULL',
]

/** SQL that queued emails wait until they are resumed. */
export const pauseEmails = `UPDATE "outbox" SET "due_at" = NULL, "failure" = '${PAUSED}' WHERE "due_at" IS NOT NULL`

/** SQL that calculates the search again, as the triggers of the migrations fill it. They are off. */
export const rebuildSearch: string[] = [
  'DELETE FROM "documents" WHERE "hash" IS NULL',
  `INSERT INTO documents (id, title, text, address)
SELECT 'member:' || id, name, '@' || handle || char(10) || coalesce(about, ''), 'people/' || handle || '/'
FROM members WHERE invited_at IS NULL ORDER BY rowid`,
  `INSERT INTO documents (id, title, text, address)
SELECT v.id, v.title,
  c.body || char(10) || (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(v.tags)),
  'topics/' || substr(v.id, 7) || '/' || v.slug || '/'
FROM conversations v JOIN comments c ON c.id = v.opening WHERE v.is_listed = 1 ORDER BY v.rowid`,
  `INSERT INTO documents (id, title, text, address)
SELECT 'comment:' || id, '', body, 'comments/' || id || '/'
FROM comments WHERE state = 'published' AND opens = 0 ORDER BY rowid`,
  `INSERT INTO documents_words (documents_words) VALUES ('rebuild')`,
]

/**
 * SQL that inserts rows, each statement within the limits of D1. The triggers are off.
 *
 * @param rows the rows of one table follow each other
 */
export async function* insertRows(rows: AsyncIterable<OrderedRow>): AsyncGenerator<string> {
  let insert: Insert | undefined
  for await (const { table, columns, row } of rows) {
    if (insert?.table !== table) {
      if (insert) yield* insert.flush()
      insert = new Insert(table, columns)
    }
    yield* insert.add(row)
  }
  if (insert) yield* insert.flush()
}

/** Collects rows of a table for one `INSERT`. */
class Insert {
  private readonly start: string
  private values: string[] = []
  private bytes = 0

  constructor(
    readonly table: Table,
    private readonly columns: string[],
  ) {
    const names = columns.map(quoteName)
    this.start = `INSERT INTO ${quoteName(table.name)} (${names.join(',')}) VALUES `
  }

  *add(row: Stored[]): Generator<string> {
    const values = row.map(toLiteral)
    const tuple = `(${values.join(',')})`
    const bytes = Buffer.byteLength(tuple) + 1
    if (this.bytes + bytes > STATEMENT_BYTES) yield* this.flush()
    if (bytes > STATEMENT_BYTES) return yield* this.addLong(row, values)
    this.values.push(tuple)
    this.bytes += bytes
  }

  *flush(): Generator<string> {
    if (this.values.length > 0) yield `${this.start}${this.values.join(',')}`
    this.values = []
    this.bytes = 0
  }

  /** A row that does not fit into a statement: short without its long values, which are appended. */
  private *addLong(row: Stored[], values: string[]): Generator<string> {
    const isLong = values.map((value) => value.length > LONG_VALUE)
    const short = values.map((value, at) => (isLong[at] ? emptyOf(row[at]!) : value))
    yield `${this.start}(${short.join(',')})`
    const key = this.table.key.map(
      (name) => `${quoteName(name)} = ${values[this.columns.indexOf(name)]}`,
    )
    for (const [at, value] of row.entries()) {
      if (!isLong[at]) continue
      const name = quoteName(this.columns[at]!)
      const joined = (piece: string) =>
        typeof value === 'string'
          ? `${name} || ${piece}`
          : `CAST(CAST(${name} AS TEXT) || ${piece} AS BLOB)`
      for (const piece of toPieces(value as string | { blob: string }, PIECE_BYTES))
        yield `UPDATE ${quoteName(this.table.name)} SET ${name} = ${joined(piece)} WHERE ${key.join(' AND ')}`
    }
  }
}

const emptyOf = (value: Stored) => (typeof value === 'string' ? "''" : "X''")
