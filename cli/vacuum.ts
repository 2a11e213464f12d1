import { existsSync, readdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'

/** How often somebody has left, as the hub's log counts it. */
const LEFT = "SELECT count(*) AS number FROM log WHERE act = 'leaving'"

/** SQLite as Node has it from 22 on; an older one can not tidy. */
const sqlite = () =>
  import('node:sqlite').catch(() => {
    console.error('Node 22 or newer is needed to clear the database file of those who left.')
    return undefined
  })

/**
 * Rewrites the files of a hub that does not run without what was erased from them.
 *
 * What a row held stays in its place in the file, and in the log of writes beside it, until
 * something else needs the room; workerd's SQLite does not overwrite it and lets nobody ask for
 * that. So after somebody has left the file is written anew, which takes as long as a copy of it,
 * and `user_version` remembers how many have left by then.
 */
export const tidy = async (state: string): Promise<void> => {
  const folder = resolve(state, 'v3/d1/miniflare-D1DatabaseObject')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => isHub(name)) : []
  const node = files.length > 0 ? await sqlite() : undefined
  if (!node) return
  for (const name of files) {
    const database = new node.DatabaseSync(resolve(folder, name))
    try {
      if (!rewrite(database)) continue
      // Kept pages, and miniflare's notes of which were kept: both may speak of who left.
      for (const notes of ['v3/cache', 'v3/observability'])
        rmSync(resolve(state, notes), { recursive: true, force: true })
    } finally {
      database.close()
    }
  }
}

/** Named by a hash of its id; miniflare keeps notes of its own beside it. */
const isHub = (name: string) => /^[\da-f]{64}\.sqlite$/.test(name)

/** Whether somebody has left since the file was last rewritten. */
const rewrite = (database: import('node:sqlite').DatabaseSync): boolean => {
  const hasLog = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'log'").get()
  if (!hasLog) return false
  const { number } = database.prepare(LEFT).get() as { number: number }
  const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (number === user_version) return false
  database.exec(`VACUUM; PRAGMA user_version = ${number}; PRAGMA wal_checkpoint(TRUNCATE)`)
  return true
}
