import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import { CliError } from '../cli-error'
import { withLocalDatabase } from '../local'
import { migrate } from '../migrations'
import type { Contents } from './file'
import { countRows, expectRows } from './restore'
import { newTally, orderedRows, type Tally } from './rows'
import { type Ask, askDatabase, readSchema } from './schema'
import { databaseFolder } from './snapshot'
import { createTriggers, dropTriggers, insertRows, pauseEmails, rebuildSearch } from './statements'

/** Bytes and statements of a batch. */
const BATCH_BYTES = 2_000_000
const BATCH_STATEMENTS = 200

/** Runs statements in batches of a size that a request can carry. */
const runAll = async (
  database: D1Database,
  statements: AsyncIterable<string> | Iterable<string>,
): Promise<void> => {
  let batch: string[] = []
  let bytes = 0
  const run = async () => {
    if (batch.length > 0) await database.batch(batch.map((sql) => database.prepare(sql)))
    batch = []
    bytes = 0
  }
  for await (const statement of statements) {
    if (bytes + statement.length > BATCH_BYTES || batch.length >= BATCH_STATEMENTS) await run()
    batch.push(statement)
    bytes += statement.length
  }
  await run()
}

/**
 * Loads a backup into a new database, migrated to this version.
 *
 * @param state a state folder without a database
 */
export const loadBackup = (state: string, file: string, { head }: Contents): Promise<Tally> =>
  withLocalDatabase(state, async (database) => {
    const ask = askDatabase(database)
    await migrate(database, head.migrations.length)
    const before = await readSchema(ask)
    const tally = newTally()
    await runAll(database, dropTriggers(before))
    await runAll(database, insertRows(orderedRows(file, before, tally)))
    await runAll(database, createTriggers(before))
    expectRows(await countRows(ask), tally.rows)
    await migrate(database)
    const after = await readSchema(ask)
    console.log('  search …')
    await runAll(database, [
      ...dropTriggers(after),
      pauseEmails,
      ...rebuildSearch,
      ...createTriggers(after),
    ])
    await expectSound(ask)
    return tally
  })

const expectSound = async (ask: Ask) => {
  const [orphans = [], checks = []] = await ask(['PRAGMA foreign_key_check', 'PRAGMA quick_check'])
  if (orphans.length > 0 || checks.some((row) => !Object.values(row).includes('ok')))
    throw new CliError('The restored database is not sound. Nothing was changed.')
}

/** Throws if something listens where the hub of this folder was served last. */
export const expectStopped = async (state: string): Promise<void> => {
  const file = resolve(state, 'worker.json')
  if (!existsSync(file)) return
  const origin: unknown = JSON.parse(readFileSync(file, 'utf8')).vars?.HUB_ORIGIN
  if (typeof origin !== 'string') return
  const isAnswered = await fetch(origin, { redirect: 'manual', signal: AbortSignal.timeout(2000) })
    .then(() => true)
    .catch(({ name }: Error) => name === 'TimeoutError')
  if (isAnswered)
    throw new CliError(
      `The hub is running at ${origin}. Stop it, then restore. (If that is another hub, delete ${file}.)`,
    )
}

/** The folder in which a restore builds the new database, and where the old one is until it is swapped. */
const placesIn = (state: string) => ({
  built: resolve(state, 'restore'),
  replaced: resolve(state, 'replaced'),
})

/**
 * Restores the local hub: builds a new database beside the old one and swaps the two. A restore that
 * ends half way leaves the old hub as it is.
 */
export const restoreLocal = async (
  state: string,
  file: string,
  contents: Contents,
): Promise<Tally> => {
  const { built, replaced } = placesIn(state)
  const live = databaseFolder(state)
  // Ended between the two renames of an earlier swap.
  if (existsSync(replaced) && !existsSync(live)) renameSync(replaced, live)
  for (const leftover of [built, replaced]) rmSync(leftover, { recursive: true, force: true })
  mkdirSync(built, { recursive: true, mode: 0o700 })
  try {
    const tally = await loadBackup(built, file, contents)
    mkdirSync(dirname(live), { recursive: true })
    if (existsSync(live)) renameSync(live, replaced)
    renameSync(databaseFolder(built), live)
    // Cached pages are of the old hub.
    for (const old of [replaced, resolve(state, 'v3/cache')])
      rmSync(old, { recursive: true, force: true })
    return tally
  } finally {
    rmSync(built, { recursive: true, force: true })
  }
}
