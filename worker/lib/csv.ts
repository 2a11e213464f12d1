/** The first characters of a formula in spreadsheets; the full-width ones are for Numbers. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/

const NEEDS_QUOTES = /[",\r\n]/

/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

const cellOf = (value: string | number): string => {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A CSV file (RFC 4180, UTF-8 with a byte order mark). A text that begins like a formula gets an
 * apostrophe, so that it is never executed (https://owasp.org/www-community/attacks/CSV_Injection).
 *
 * @example toCsv([['a', 1], ['=b', 'c, d']]) // => '\uFEFFa,1\r\n\'=b,"c, d"\r\n'
 */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  BYTE_ORDER_MARK + rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
