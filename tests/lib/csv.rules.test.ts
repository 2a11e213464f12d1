import { expect, test } from 'vitest'
import { toCsv } from '../../worker/lib/csv'

/** Cells as a spreadsheet splits them whose locale separates by `separator`; quotes group at the start. */
const cellsOf = (csv: string, separator: string): string[] => {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < csv.length; at++) {
    const letter = csv[at]!
    if (isQuoted && letter === '"' && csv[at + 1] === '"') cell += csv[++at]
    else if (letter === '"' && (isQuoted || cell.trim() === '')) {
      isQuoted = !isQuoted
      if (isQuoted) cell = ''
    } else if (!isQuoted && (letter === separator || letter === '\n')) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  return [...cells, cell]
}

const FORMULA = /^["\s\uFEFF]*[=+\-@＝＋－＠]/
const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠']
const titles = signs.flatMap((sign) => [
  `${sign}cmd|' /C calc'!A0`,
  ` ${sign}1+1`,
  `"${sign}1+1"`,
  ...[';', '\t', ',', '|', '\n', '\r\n'].flatMap((separator) => [
    `x${separator}${sign}1+1${separator}y`,
    `x${separator} ${sign}1+1`,
    `x${separator}"${sign}1+1"${separator}y`,
    `x"${separator}${sign}1+1${separator}"y`,
    `"${separator}"${separator}${sign}1+1`,
  ]),
])

test.each([[','], [';'], ['\t'], ['|']])(
  'no title becomes a formula where spreadsheets separate cells by %j',
  (separator) => {
    for (const title of titles) {
      const cells = cellsOf(toCsv([['first', title, 'last']]), separator)
      expect(
        cells.filter((cell) => FORMULA.test(cell)),
        title,
      ).toEqual([])
    }
  },
)

test('a title without signs is written as it is, and each cell is quoted', () => {
  expect(toCsv([['A “title”, well-known; 2 + 2', 'say "hi"', 7]])).toBe(
    '\uFEFF"A “title”, well-known; 2 + 2","say ""hi""","7"\r\n',
  )
})
