/** A value as a backup stores it: integers beyond 2^53, infinite reals and BLOBs do not fit into JSON. */
export type Stored =
  null | number | string | { integer: string } | { real: string } | { blob: string }

/** The types of a column in a STRICT table. */
export type ColumnType = 'TEXT' | 'INTEGER' | 'REAL' | 'BLOB'

const SAFE = Number.MAX_SAFE_INTEGER

/** SQL that reads a column so that the JSON of D1 loses nothing of it. */
export const readExpression = (name: string, type: ColumnType): string => {
  const column = quoteName(name)
  if (type === 'INTEGER')
    return `iif(${column} between -${SAFE} and ${SAFE},${column},${column}||'')`
  if (type === 'REAL') return `iif(abs(${column})>=9e999,${column}||'',${column})`
  if (type === 'BLOB') return `iif(${column} is null,null,hex(${column}))`
  return column
}

/** What `readExpression` gave, as a backup stores it. */
export const toStored = (value: unknown, type: ColumnType): Stored => {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  const text = String(value)
  if (type === 'INTEGER') return { integer: text }
  if (type === 'REAL') return { real: text }
  return type === 'BLOB' ? { blob: text } : text
}

/** Control characters that a text in quotes may not have: NUL ends a statement. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b-\x1f]/

/** A stored value as an SQL literal. */
export const toLiteral = (value: Stored): string => {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string')
    return CONTROL.test(value) ? textOf(Buffer.from(value)) : `'${value.replaceAll("'", "''")}'`
  if ('integer' in value) return value.integer
  if ('real' in value) return value.real.startsWith('-') ? '-9e999' : '9e999'
  return `X'${value.blob}'`
}

/** The bytes of a text as an SQL literal. */
const textOf = (bytes: Buffer): string => `CAST(X'${bytes.toString('hex')}' AS TEXT)`

/**
 * A text or BLOB in pieces, each of them an SQL literal of at most twice `length` bytes, and each as
 * `TEXT`: `||` joins the bytes, and nothing else of SQLite does.
 */
export const toPieces = (value: string | { blob: string }, length: number): string[] => {
  const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.blob, 'hex')
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    textOf(bytes.subarray(at * length, (at + 1) * length)),
  )
}

/** `quoteName('to') // => '"to"'` */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
