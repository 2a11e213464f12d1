import type { Ask, Table } from './schema'
import { quoteName, readExpression, type Stored, toStored } from './values'

/** Bytes of all tables' first pages together, and of each further page. */
const FIRST_BYTES = 4_000_000
const PAGE_BYTES = 4_000_000
/** Rows per page. */
const PAGE_ROWS = 10_000

/** The smallest rowid, as a literal. */
const START = '-9223372036854775808'

interface Page {
  rows: Stored[][]
  /** The rowid of the last row; undefined when no row follows. */
  next: string | undefined
}

/** SQL for the rows after a rowid: as many as fit into so many bytes, and at least one. */
const pageStatement = ({ name, columns }: Table, after: string, bytes: number): string => {
  const table = quoteName(name)
  const size = columns
    .filter(({ type }) => type === 'TEXT' || type === 'BLOB')
    .map(({ name }) => `ifnull(octet_length(${quoteName(name)}),0)`)
  const sizes = `select rowid r, ${[columns.length * 8, ...size].join('+')} z from ${table} where rowid > ${after} order by rowid limit ${PAGE_ROWS}`
  const read = columns.map(({ name, type }, at) => `${readExpression(name, type)} c${at}`)
  return `with sized as (select r, sum(z) over (order by r) total from (${sizes}))
select ${read.join(',')}, cast(rowid as text) r, (select cast(max(rowid) as text) from ${table}) m
from ${table} where rowid > ${after}
and rowid <= max((select min(r) from sized), ifnull((select max(r) from sized where total <= ${bytes}), ${START}))
order by rowid`
}

const toPage = ({ columns }: Table, found: Record<string, unknown>[]): Page => {
  const last = found.at(-1)
  return {
    rows: found.map((row) => columns.map(({ type }, at) => toStored(row[`c${at}`], type))),
    next: last && last['r'] !== last['m'] ? String(last['r']) : undefined,
  }
}

/**
 * SQL for a number that changes when a table does: integers, and the lengths of texts, each by its
 * row. An edit changes a length or the time at which it was made.
 */
const fingerprintStatement = ({ name, columns }: Table): string => {
  const terms = columns.map(({ name: column, type }) => {
    const value = quoteName(column)
    if (type === 'INTEGER') return `ifnull(${value},0)%1000003`
    if (type === 'REAL') return `cast(ifnull(${value},0)*1e6 as integer)%1000003`
    return `ifnull(octet_length(${value}),0)`
  })
  const sum = `sum((rowid%1009+1)*(${terms.join('+')}))`
  return `select '${name}' name, count(*)||' '||ifnull(${sum},0) state from ${quoteName(name)}`
}

/** The rows of a table that follow those of its last page. */
export interface TablePage {
  table: Table
  rows: Stored[][]
}

/**
 * Reads tables whole, in pages. What a small hub has comes with the first question, and so from one
 * moment of the database. Returns the tables that were changed between the first page and the last.
 */
export async function* readTables(ask: Ask, tables: Table[]): AsyncGenerator<TablePage, string[]> {
  const bytes = Math.floor(FIRST_BYTES / tables.length)
  const fingerprints = tables.map(fingerprintStatement)
  const answers = await ask([
    ...tables.map((table) => pageStatement(table, START, bytes)),
    ...fingerprints,
  ])
  const before = answers.splice(tables.length)
  let isAtOnce = true
  for (const table of tables) {
    let page = toPage(table, answers.shift()!)
    yield { table, rows: page.rows }
    while (page.next !== undefined) {
      isAtOnce = false
      const [found = []] = await ask([pageStatement(table, page.next, PAGE_BYTES)])
      page = toPage(table, found)
      yield { table, rows: page.rows }
    }
  }
  return isAtOnce ? [] : listChanged(before, await ask(fingerprints))
}

type Answers = Awaited<ReturnType<Ask>>

const listChanged = (before: Answers, after: Answers): string[] =>
  after.flatMap(([row], at) =>
    row!['state'] === before[at]![0]!['state'] ? [] : [String(row!['name'])],
  )
