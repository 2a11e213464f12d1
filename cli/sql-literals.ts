/** Text that needs no escaping: none of these characters can end a literal or begin anything else. */
const PLAIN = /^[\w:.@/ -]*$/

/**
 * SQL with its parameters as literals, for an interface without parameters. Text that is not plain is
 * written in hexadecimal, so that it can never be read as SQL.
 *
 * @example inlineParameters('select ?', ["it's"]) // => "select CAST(X'69742773' AS TEXT)"
 */
export const inlineParameters = (sql: string, parameters: unknown[]): string =>
  replaceParameters(sql, parameters, literal)

/**
 * SQL with only its text as parameters, for an interface whose parameters are all text, and the other
 * values as literals.
 *
 * @example withTextParameters('select ?, ?', [1, 'a']) // => { text: 'select (1), ?', params: ['a'] }
 */
export const withTextParameters = (sql: string, parameters: unknown[]) => {
  const params: string[] = []
  const text = replaceParameters(sql, parameters, (value) => {
    if (typeof value !== 'string') return literal(value)
    params.push(value)
    return '?'
  })
  return { text, params }
}

const replaceParameters = (
  sql: string,
  parameters: unknown[],
  replace: (value: unknown) => string,
): string => {
  let next = 0
  const inlined = sql.replace(
    // A question mark in a quoted name or a literal is not a placeholder.
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\?(\d+)?/g,
    (part, number?: string) => {
      if (!part.startsWith('?')) return part
      const at = number ? Number(number) - 1 : next++
      if (at >= parameters.length) throw new Error(`no value for parameter ${at + 1} in: ${sql}`)
      return replace(parameters[at])
    },
  )
  if (next < parameters.length && next > 0)
    throw new Error(`${parameters.length} values for ${next} parameters in: ${sql}`)
  return inlined
}

/** `literal(true) // => '1'` */
const literal = (value: unknown): string => {
  if (value === null) return 'NULL'
  if (typeof value === 'string')
    return PLAIN.test(value) ? `'${value}'` : `CAST(X'${hex(Buffer.from(value))}' AS TEXT)`
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number' && Number.isFinite(value)) return `(${value})`
  if (value instanceof ArrayBuffer) return `X'${hex(Buffer.from(value))}'`
  if (value instanceof Uint8Array) return `X'${hex(Buffer.from(value))}'`
  throw new TypeError(`D1 does not accept a ${typeof value} as a value: ${String(value)}`)
}

const hex = (bytes: Buffer) => bytes.toString('hex')
