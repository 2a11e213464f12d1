/** Beginnings by which a spreadsheet takes a text for a formula; the wide ones are for Numbers. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/

const NEEDS_QUOTES = /[",\r\n]/

/** Spreadsheets know by it that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

const cellOf = (value: string | number): string => {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A file for a spreadsheet (RFC 4180, UTF-8 with its mark). A text that begins as a formula gets an
 * apostrophe before it, so that it is only shown (https://owasp.org/www-community/attacks/CSV_Injection).
 *
 * @example toCsv([['a', 1], ['=b', 'c, d']]) // => '\uFEFFa,1\r\n\'=b,"c, d"\r\n'
 */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  BYTE_ORDER_MARK + rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
