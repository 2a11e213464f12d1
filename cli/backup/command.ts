import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { CliError } from '../cli-error'
import { withRetries } from '../documents'
import { root } from '../settings'
import { backupFile, sizeOf, writeBackupOf } from './backup'
import type { Contents, Found } from './file'
import {
  countRows,
  expectReplaceable,
  namedFile,
  printNext,
  printReplacement,
  readBackup,
  type RestoreOptions,
} from './restore'
import { expectStopped, restoreLocal } from './restore-local'
import { type Deployed, expectMigrated, restoreRemote } from './restore-remote'
import { type Ask, askDatabase } from './schema'
import { databaseFolder, withSnapshot } from './snapshot'

/** How often a query is repeated, and the first wait, in milliseconds; it doubles each time. */
const RETRIES = 5
const RETRY_DELAY = 1000

/** The hub that a command is about. */
export interface Place {
  /** Its address. */
  hub: string
  state: string
  /** The deployed hub; undefined for the local one. */
  deployed: Deployed | undefined
}

/** Lends a way to read the database; a query of the deployed hub is repeated while Cloudflare is busy. */
const withReader = <T>({ state, deployed }: Place, work: (ask: Ask) => Promise<T>): Promise<T> => {
  if (!deployed) return withSnapshot(state, work)
  const ask = askDatabase(deployed.database)
  return work((statements) => withRetries(() => ask(statements), RETRIES, RETRY_DELAY))
}

/** Writes a backup: `npm run hub -- backup [file]`. */
export const runBackup = async (names: string[], place: Place, now: Date): Promise<void> => {
  const [named] = expectAtMostOne(names, 'backup [file]')
  const file = backupFile(named, place.hub, now)
  console.log(`Reading ${place.deployed ? 'the deployed hub' : 'the hub on this machine'} …`)
  const found = await withReader(place, (ask) => writeBackupOf(ask, { file, hub: place.hub, now }))
  printWritten(file, found)
}

const printWritten = (file: string, { rows, changed }: Found) => {
  console.log(`${relative(root, file)}: ${sum(rows)} rows, ${sizeOf(file)}. Only you can read it; it contains email addresses and
restricted conversations. The hub also needs its HUB_SECRET and its content folder: see cli/README.md.`)
  if (changed.length > 0)
    console.log(
      `The hub was changed while it was read (${changed.join(', ')}): the newest changes may be missing, and counts may differ by them. For an exact copy, run this again at a quiet hour.`,
    )
}

const sum = (rows: Record<string, number>) =>
  Object.values(rows).reduce((total, number) => total + number, 0)

const expectAtMostOne = (names: string[], usage: string): string[] => {
  if (names.length > 1)
    throw new CliError(`More than one file is given. Expected: \`npm run hub -- ${usage}\``)
  return names
}

/** Restores a backup: `npm run hub -- restore <file>`. */
export const runRestore = async (
  names: string[],
  place: Place,
  flags: Pick<RestoreOptions, 'from' | 'isForced' | 'isDry'>,
): Promise<void> => {
  const [named] = expectAtMostOne(names, 'restore <file>')
  if (!named) throw new CliError('No file is given. Expected: `npm run hub -- restore <file>`')
  const options = { ...flags, file: namedFile(named), hub: place.hub }
  console.log('Checking the backup …')
  const contents = await readBackup(options)
  const now = await countNow(place)
  if (flags.isDry) {
    printReplacement(contents, now)
    return console.log('Nothing was changed.')
  }
  expectReplaceable(now, options)
  console.log('Restoring …')
  const { rows, dangling, paused } = await restoreTo(place, options.file, contents)
  console.log(
    `Restored ${sum(rows)} rows of ${contents.head.madeAt.slice(0, 16).replace('T', ' ')} UTC.`,
  )
  printNext(paused, dangling)
}

/** The rows of the hub as it is; undefined when there is no local hub yet. */
const countNow = async (place: Place) => {
  if (place.deployed) await expectMigrated(place.deployed)
  else if (!existsSync(databaseFolder(place.state))) return undefined
  return withReader(place, countRows)
}

const restoreTo = async ({ state, deployed }: Place, file: string, contents: Contents) => {
  if (deployed) return restoreRemote(deployed, file, contents)
  await expectStopped(state)
  return restoreLocal(state, file, contents)
}
