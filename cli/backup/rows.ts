import { readRows, type TableLine } from './file'
import { listProgress } from './progress'
import type { Schema, Table } from './schema'
import type { Stored } from './values'

/** A row, after every row that it references. */
export interface OrderedRow {
  table: Table
  /** The names of its columns, in the order of `row`. */
  columns: string[]
  row: Stored[]
}

/** How many rows of each table were read. */
export interface Tally {
  rows: Record<string, number>
  /** Rows that reference a row that is not in the backup: the hub was changed while it was read. */
  dangling: number
  /** Emails that were due. */
  paused: number
}

export const newTally = (): Tally => ({ rows: {}, dangling: 0, paused: 0 })

/** The rows of a backup in an order in which foreign keys accept them; counts them in `tally`. */
export async function* orderedRows(
  file: string,
  { tables }: Schema,
  tally: Tally,
): AsyncGenerator<OrderedRow> {
  const progress = listProgress()
  const keys: KeySets = new Map(
    tables.flatMap(({ references }) => references).map(({ table }) => [table, new Set()]),
  )
  let current: TableRows | undefined
  const count = (ordered: OrderedRow) => {
    const { name } = ordered.table
    tally.rows[name] = (tally.rows[name] ?? 0) + 1
    if (name === 'outbox' && ordered.row[ordered.columns.indexOf('due_at')] !== null) tally.paused++
    progress(name, tally.rows[name])
    return ordered
  }
  for await (const { table, row } of readRows(file)) {
    if (current?.line !== table) {
      if (current) for (const late of current.finish(tally)) yield count(late)
      current = new TableRows(
        table,
        tables.find(({ name }) => name === table.table)!,
        keys,
      )
    }
    const ready = current.offer(row, tally)
    if (ready) yield count(ready)
  }
  if (current) for (const late of current.finish(tally)) yield count(late)
}

/** The primary keys so far of each table that others reference. */
type KeySets = Map<string, Set<Stored>>

/** The rows of one table: those that may be inserted, and those that wait for a row of the same table. */
class TableRows {
  private readonly columns: string[]
  private readonly waiting: Stored[][] = []

  constructor(
    readonly line: TableLine,
    private readonly table: Table,
    private readonly keys: KeySets,
  ) {
    this.columns = Object.keys(line.columns)
  }

  /** The row, if every row that it references was there before. */
  offer(row: Stored[], tally: Tally): OrderedRow | undefined {
    const missing = this.missingFor(row)
    if (missing.length === 0) return this.accept(row)
    if (missing.every((table) => table === this.table.name)) this.waiting.push(row)
    else tally.dangling++
    return undefined
  }

  /** The rows that waited. Those whose row never came are counted. */
  *finish(tally: Tally): Generator<OrderedRow> {
    for (let found = true; found;) {
      found = false
      for (const row of this.waiting.splice(0)) {
        if (this.missingFor(row).length > 0) this.waiting.push(row)
        else {
          found = true
          yield this.accept(row)
        }
      }
    }
    tally.dangling += this.waiting.length
  }

  private accept(row: Stored[]): OrderedRow {
    this.keys.get(this.table.name)?.add(this.keyOf(row))
    return { table: this.table, columns: this.columns, row }
  }

  private keyOf(row: Stored[]): Stored {
    return row[this.columns.indexOf(this.table.key[0]!)]!
  }

  /** The tables in which a row that this one references is missing. */
  private missingFor(row: Stored[]): string[] {
    return this.table.references
      .filter(({ column, table }) => {
        const value = row[this.columns.indexOf(column)] ?? null
        const isItself = table === this.table.name && value === this.keyOf(row)
        return value !== null && !isItself && !this.keys.get(table)!.has(value)
      })
      .map(({ table }) => table)
  }
}
