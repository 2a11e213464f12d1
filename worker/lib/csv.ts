/**
 * What spreadsheets take for a formula: its first character, at the start of a text or after what
 * some locale separates cells by. The full-width ones are for Numbers.
 */
const FORMULA = /(^|[,;|\t\r\n])(["'\s]*)([=+\-@＝＋－＠])/g

/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

const cellOf = (value: string | number): string => {
  const text = typeof value === 'string' ? value.replace(FORMULA, "$1$2'$3") : String(value)
  return `"${text.replaceAll('"', '""')}"`
}

/**
 * A CSV file (RFC 4180, UTF-8 with a byte order mark). Each cell is quoted, and what looks
 * like a formula gets an apostrophe, so that it is never executed, wherever a spreadsheet splits the
 * line (https://owasp.org/www-community/attacks/CSV_Injection).
 *
 * @example toCsv([['a', 1], ['b;=c', 'd']]) // => '\uFEFF"a","1"\r\n"b;\'=c","d"\r\n'
 */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  BYTE_ORDER_MARK + rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
