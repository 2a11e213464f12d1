import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { listDatabaseFiles } from './broken-database'

/** The number of deleted accounts, from the audit log. */
const LEFT = "SELECT count(*) AS number FROM log WHERE act = 'leaving'"

/** Node's SQLite, since version 22; undefined, with a warning, before. */
const sqlite = () =>
  import('node:sqlite').catch(() => {
    console.error('Node 22 or newer is needed to clear deleted accounts from the database file.')
    return undefined
  })

/**
 * Rewrites the database files of a stopped hub without the rows that were erased.
 *
 * SQLite leaves the content of a deleted row in the file, and in the write-ahead log, until the space
 * is reused; workerd neither overwrites it nor offers `secure_delete`. So after an account was
 * deleted, the file is vacuumed, which takes as long as a copy, and `user_version` stores the number
 * of deleted accounts at that time.
 */
export const vacuum = async (state: string): Promise<void> => {
  const files = listDatabaseFiles(state)
  const node = files.length > 0 ? await sqlite() : undefined
  if (!node) return
  for (const file of files) {
    const database = new node.DatabaseSync(file)
    try {
      if (!vacuumIfNeeded(database)) continue
      // Cached pages, and miniflare's records of them, may contain data of deleted accounts.
      for (const notes of ['v3/cache', 'v3/observability'])
        rmSync(resolve(state, notes), { recursive: true, force: true })
    } finally {
      database.close()
    }
  }
}

/** Vacuums the file if an account was deleted since the last time. Gives whether it did. */
const vacuumIfNeeded = (database: import('node:sqlite').DatabaseSync): boolean => {
  const hasLog = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'log'").get()
  if (!hasLog) return false
  const { number } = database.prepare(LEFT).get() as { number: number }
  const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (number === user_version) return false
  database.exec(`VACUUM; PRAGMA user_version = ${number}; PRAGMA wal_checkpoint(TRUNCATE)`)
  return true
}
