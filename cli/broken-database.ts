import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { CliError } from './cli-error'

/** A database with migrations that this version of the project does not have. */
export class NewerDatabaseError extends CliError {}

const DAMAGED = /not a database|malformed|SQLITE_(?:NOTADB|CORRUPT)/

/** The files of the local databases: the hub's is named by a hash of its id. */
export const listDatabaseFiles = (state: string): string[] => {
  const folder = resolve(state, 'v3/d1/miniflare-D1DatabaseObject')
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => /^[\da-f]{64}\.sqlite$/.test(name))
  return names.map((name) => resolve(folder, name))
}

/** The beginning of a file, and its size. */
const readStart = (file: string) => {
  const open = openSync(file, 'r')
  try {
    const start = Buffer.alloc(100)
    readSync(open, start)
    return { start, size: fstatSync(open).size }
  } finally {
    closeSync(open)
  }
}

/**
 * What the header of a database file shows to be wrong; `undefined` if nothing. workerd only calls it
 * an internal error. https://www.sqlite.org/fileformat.html describes the header.
 */
const findDamage = (file: string): string | undefined => {
  const { start, size } = readStart(file)
  // A new database may be in its write-ahead log only.
  if (size === 0) return undefined
  if (start.toString('latin1', 0, 16) !== 'SQLite format 3\0') return 'it is not a database'
  const given = start.readUInt16BE(16)
  const whole = (given === 1 ? 65_536 : given) * start.readUInt32BE(28)
  return size < whole ? `it is cut short: it has ${size} of ${whole} bytes` : undefined
}

const damagedError = (file: string, reason: string) =>
  new CliError(`The database ${file} is damaged: ${reason}.
Move the file away, with those beside it that begin with the same name, and restore a backup: \`npm run hub -- restore <file>\`. Without a backup, \`npm start\` begins with an empty hub.`)

/** The messages of an error and its causes. */
const messagesOf = (error: unknown): string[] =>
  error instanceof Error ? [error.message, ...messagesOf(error.cause)] : []

/** Does `work` on the local database; an error about a broken one names its file and what to do. */
export const withNamedDatabase = async <T>(state: string, work: () => Promise<T>): Promise<T> => {
  for (const file of listDatabaseFiles(state)) {
    const damage = findDamage(file)
    if (damage) throw damagedError(file, damage)
  }
  try {
    return await work()
  } catch (error) {
    const file = listDatabaseFiles(state).join(', ')
    if (error instanceof NewerDatabaseError)
      throw new CliError(`The database ${file} ${error.message}`, { cause: error })
    const reason = messagesOf(error).find((message) => DAMAGED.test(message))
    throw reason ? damagedError(file, reason) : error
  }
}
