import { resolve } from 'node:path'
import { CliError } from '../cli-error'
import { root } from '../settings'
import { checkBackup, type Contents } from './file'
import { type Ask, listMigrations } from './schema'
import { isFilledByVisits, KEPT } from './tables'
import { quoteName } from './values'

/** What the operator asks for. */
export interface RestoreOptions {
  file: string
  /** The address of this hub. */
  hub: string
  /** The address of the hub that the backup is of, if it is another one. */
  from?: string | undefined
  /** Whether a hub that is not empty is replaced. */
  isForced: boolean
  /** Whether to show what would be replaced, and change nothing. */
  isDry: boolean
}

/** Reads the whole backup. Throws if it is damaged, of another hub, or newer than this version. */
export const readBackup = async ({ file, hub, from }: RestoreOptions): Promise<Contents> => {
  const contents = await checkBackup(file)
  const { head } = contents
  if (head.hub !== (from ?? hub))
    throw new CliError(
      `${file} is a backup of ${head.hub}, and this hub is ${hub} (\`url\` in hub.yaml). To restore it here nevertheless, add --from ${head.hub}`,
    )
  const known = listMigrations()
  if (head.migrations.some((name, at) => known[at] !== name))
    throw new CliError(
      `${file} is of a newer version of the project: it has the migration ${head.migrations.find((name, at) => known[at] !== name)}. Update the project, then restore.`,
    )
  const unknown = contents.tables.filter(({ table }) => !KEPT.some((name) => name === table))
  if (unknown.length > 0)
    throw new CliError(`${file} has a table that no hub has: ${unknown[0]!.table}.`)
  return contents
}

/** Whether the backup has to be migrated before it has the tables of this version. */
export const isOlder = ({ head }: Contents): boolean =>
  head.migrations.length < listMigrations().length

/** The number of rows of each table that a backup contains. */
export const countRows = async (ask: Ask): Promise<Record<string, number>> => {
  const [found = []] = await ask([
    `select value name from json_each('${JSON.stringify(KEPT)}') where exists (select 1 from sqlite_schema where type = 'table' and name = value)`,
  ])
  const names = found.map(({ name }) => String(name))
  const counts = await ask(names.map((name) => `select count(*) number from ${quoteName(name)}`))
  return Object.fromEntries(names.map((name, at) => [name, Number(counts[at]![0]!['number'])]))
}

/** Prints what the hub has and what the backup has, table by table. */
export const printReplacement = (
  { head, end }: Contents,
  now: Record<string, number> | undefined,
): void => {
  console.log(`${head.hub}, ${head.madeAt.slice(0, 16).replace('T', ' ')} UTC, ${head.migrations.at(-1)}
${'table'.padEnd(20)}${'now'.padStart(10)}${'backup'.padStart(10)}`)
  for (const name of KEPT) {
    const [before, after] = [now?.[name] ?? 0, end.rows[name] ?? 0]
    if (before + after > 0)
      console.log(`${name.padEnd(20)}${String(before).padStart(10)}${String(after).padStart(10)}`)
  }
}

/** Throws unless the hub is empty or may be replaced. */
export const expectReplaceable = (
  now: Record<string, number> | undefined,
  { isForced }: RestoreOptions,
): void => {
  const filled = Object.entries(now ?? {}).filter(
    ([name, number]) => number > 0 && !isFilledByVisits(name),
  )
  if (filled.length === 0 || isForced) return
  const found = filled.map(([name, number]) => `${name} (${number})`)
  throw new CliError(
    `This hub is not empty: it has ${found.join(', ')}. A restore replaces all of it. Make a backup of it, then add --force. Nothing was changed.`,
  )
}

/** The path of a file that an operator names: from the root of the project. */
export const namedFile = (name: string): string => resolve(root, name)

/** Throws if the restored hub has other rows than the backup. */
export const expectRows = (found: Record<string, number>, wanted: Record<string, number>): void => {
  const wrong = KEPT.filter((name) => (found[name] ?? 0) !== (wanted[name] ?? 0))
  if (wrong.length > 0)
    throw new CliError(
      `The restored hub does not have all rows of ${wrong.join(', ')}. Restore it again, with --force.`,
    )
}

/** Prints what an owner does next. */
export const printNext = (paused: number, dangling: number): void => {
  if (dangling > 0)
    console.log(
      `${dangling} rows were left out: the hub was changed while the backup was made, and what they belong to is not in it.`,
    )
  if (paused > 0)
    console.log(
      `${paused} emails were waiting when the backup was made. They are paused: see \`npm run hub -- emails\`.`,
    )
  console.log(
    'Members must sign in again. Members who left after the backup was made are back: erase them again.',
  )
}
