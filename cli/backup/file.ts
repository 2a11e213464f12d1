import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { CliError } from '../cli-error'
import type { ColumnType, Stored } from './values'

/** What every backup begins with, and the version of the format. */
export const FORMAT = 'porchlight-backup'
export const VERSION = 1

/** The first line of a backup. docs/backup.md describes the format. */
export interface Head {
  format: typeof FORMAT
  version: number
  /** The address of the hub: `url` in hub.yaml. */
  hub: string
  madeAt: string
  /** The migrations of its database, in order. */
  migrations: string[]
  /** The tables that it does not contain, with the reason. */
  leftOut: Record<string, string>
}

/** The line before the rows of a table. */
export interface TableLine {
  table: string
  columns: Record<string, ColumnType>
}

/** The last line: the number of rows of each table, and the SHA-256 of all lines before. */
export interface End {
  end: true
  rows: Record<string, number>
  /** The tables that were changed while they were read: their newest rows may be missing. */
  changed: string[]
  sha256: string
}

/** A line of a backup before its last. */
export type Line = Head | TableLine | Stored[]

/** What is only known at the end of a backup. */
export type Found = Omit<End, 'end' | 'sha256'>

/**
 * Writes a backup, and gives what was found. The file has another name until it is complete, and
 * only its owner can read it.
 *
 * @param lines all lines but the last, and then what the last one says
 */
export const writeBackup = async (
  file: string,
  lines: AsyncGenerator<Line, Found>,
): Promise<Found> => {
  const part = `${file}.part`
  const hash = createHash('sha256')
  let found: Found | undefined
  const text = async function* (): AsyncGenerator<string> {
    for (;;) {
      const { done, value } = await lines.next()
      if (done) {
        found = value
        return yield `${JSON.stringify({ end: true, ...value, sha256: hash.digest('hex') })}\n`
      }
      const line = `${JSON.stringify(value)}\n`
      hash.update(line)
      yield line
    }
  }
  try {
    await rm(part, { force: true })
    await pipeline(text, createGzip(), createWriteStream(part, { mode: 0o600, flags: 'wx' }))
    await rename(part, file)
    return found!
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** The lines of a compressed text, without their line feeds. Throws when it is cut short. */
async function* readLines(file: string): AsyncGenerator<string> {
  const text = createGunzip()
  createReadStream(file)
    .on('error', (error) => text.destroy(error))
    .pipe(text)
    .setEncoding('utf8')
  const parts: string[] = []
  try {
    for await (const chunk of text) {
      const [first, ...rest] = String(chunk).split('\n')
      parts.push(first!)
      for (const next of rest) {
        yield parts.splice(0).join('')
        parts.push(next)
      }
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new CliError(`There is no file ${file}.`)
    throw new CliError(`${file} is damaged or cut short (${message}). Nothing was restored.`)
  }
  if (parts.join('') !== '') throw damaged(file, 'its last line is not complete')
}

const damaged = (file: string, why: string) =>
  new CliError(`${file} is damaged or cut short: ${why}. Nothing was restored.`)

const parseLine = (file: string, line: string) => {
  try {
    return JSON.parse(line)
  } catch {
    throw damaged(file, 'a line is not JSON')
  }
}

/** The rows of a table that follow each other in a backup. */
export interface TableRow {
  table: TableLine
  row: Stored[]
}

/** Reads the rows of a backup; `checkBackup` has found it to be whole. */
export async function* readRows(file: string): AsyncGenerator<TableRow> {
  let table: TableLine | undefined
  for await (const text of readLines(file)) {
    const line = parseLine(file, text)
    if (Array.isArray(line)) yield { table: table!, row: line }
    else if ('table' in line) table = line
  }
}

const expectHead = (file: string, line: Partial<Head> | null): Head => {
  if (line?.format !== FORMAT) throw new CliError(`${file} is not a backup of a hub.`)
  if (line.version !== VERSION)
    throw new CliError(
      `${file} has format ${line.version}, and this version reads format ${VERSION}. Update the project, then restore.`,
    )
  return line as Head
}

/** What a backup says about itself, once every line of it has been read and found in order. */
export interface Contents {
  head: Head
  tables: TableLine[]
  end: End
}

/** Reads a whole backup without restoring it. Throws unless it is complete and unchanged. */
export const checkBackup = async (file: string): Promise<Contents> => {
  const hash = createHash('sha256')
  const rows: Record<string, number> = {}
  const tables: TableLine[] = []
  let head: Head | undefined
  let end: End | undefined
  for await (const text of readLines(file)) {
    if (end) throw damaged(file, 'it goes on after its end')
    const line = parseLine(file, text)
    head ??= expectHead(file, line)
    if (line.end) end = line
    else hash.update(`${text}\n`)
    const table = tables.at(-1)
    if (line.table) {
      tables.push(line)
      rows[line.table] = 0
    } else if (Array.isArray(line)) {
      if (!table || line.length !== Object.keys(table.columns).length)
        throw damaged(file, 'a row does not have the columns of its table')
      rows[table.table]! += 1
    }
  }
  if (!head || !end) throw damaged(file, 'its last line is missing')
  if (end.sha256 !== hash.digest('hex')) throw damaged(file, 'its checksum is wrong')
  for (const table of new Set([...Object.keys(rows), ...Object.keys(end.rows)]))
    if (rows[table] !== end.rows[table])
      throw damaged(file, `the rows of ${table} are not complete`)
  return { head, tables, end }
}
