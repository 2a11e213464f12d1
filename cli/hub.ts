import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { drizzle } from 'drizzle-orm/d1'
import type { D1Database } from '@cloudflare/workers-types'
import type { Db } from '../worker/env'
import { withNamedDatabase } from './broken-database'
import { changeComments, printHeld } from './comments'
import { changePaused, printPaused } from './backup/paused-emails'
import { CliError, runCommand } from './cli-error'
import { changeOwners, printOwners } from './owners'
import { contentFolder, quiet, stateFolder } from './settings'
import { expectStopped } from './state-lock'

const HELP = `npm run hub -- <command>

  comments                 list held comments, oldest first
  comments approve <id> …  publish held comments
  comments fade <id> …     fade comments: last in the conversation, collapsed, not counted
  comments restore <id> …  restore faded or removed comments
  comments remove <id> …   remove comments; needs --rule <id>, the house rule that they break

  --reason <text>          the reason, for the audit log; hosts can undo each of these actions

  owner                    list the owners, who can appoint hosts at the desk
  owner add <email>        make someone an owner, even before their first sign-in
  owner remove <email>     make an owner an ordinary member; the last owner cannot be removed

  announce <slug>          announce a post on Mastodon and Bluesky, and add the links to the post;
                           one post at a time, by its slug or its permanent id
  --to <network>,…         only on these networks, by their ids in networks.yaml
  --dry-run                show what would be sent, without sending it
  --again                  announce a post that was announced before

  backup [file]            write the hub to a file; default: backups/<host>-<time>.jsonl.gz
  restore <file>           put a backup into an empty hub
  --dry-run                show what would be replaced, without changing anything
  --force                  replace a hub that is not empty
  --from <url>             restore a backup of the hub with another address
  emails                   count the emails that a restore has paused
  emails resume            send them
  emails discard           drop them

  --remote                 use the deployed hub instead of the one on this machine

Works whether or not the hub is running.`

interface Command {
  tell: (db: Db) => Promise<void>
  /** Applies one action to each comment or owner. */
  change: (db: Db, act: string, whom: string[], now: Date, why: Why) => Promise<void>
}

/** The options that give the reason of an action. */
interface Why {
  rule?: string | undefined
  reason?: string | undefined
}

const readRules = async () => {
  // The settings schema is slow to load, and most commands do not need it.
  const { readSettings } = await import('../site/parser/settings')
  const { hub, levels } = readSettings(contentFolder())
  return { desk: hub.desk, levels }
}

const commands: Record<string, Command> = {
  comments: {
    tell: printHeld,
    change: async (db, act, ids, now, why) =>
      changeComments(db, { act, ids, ...why }, now, await readRules()),
  },
  owner: { tell: printOwners, change: changeOwners },
  emails: { tell: printPaused, change: changePaused },
}

const withHub = async <T>(isRemote: boolean, work: (db: Db) => Promise<T>): Promise<T> => {
  const workOn = (database: D1Database) => work(drizzle(database, { casing: 'snake_case' }))
  // Wrangler takes seconds to load, and the help text does not need it.
  if (isRemote) return workOn(await (await import('./d1')).deployedDatabase())
  const state = stateFolder()
  if (!existsSync(resolve(state, 'v3/d1')))
    throw new CliError(
      `No hub found in ${state}. Run \`npm start\` to create one, or add --remote for the deployed hub.`,
    )
  const { withLocalDatabase } = await import('./local')
  const { listApplied } = await import('./migrations')
  return withNamedDatabase(state, () =>
    withLocalDatabase(state, async (database) => {
      await listApplied(database)
      return workOn(database)
    }),
  )
}

/** Loads its modules lazily: no other command talks to networks. */
const announcePost = async (slugs: string[], { values }: ReturnType<typeof readArguments>) => {
  const [slug, ...more] = slugs
  if (!slug) throw new CliError('No post is given. Expected: `npm run hub -- announce <slug>`')
  if (more.length > 0)
    throw new CliError(
      'More than one post is given. Announce one at a time: `npm run hub -- announce <slug>`',
    )
  const { announce } = await import('./announce')
  await announce(
    { slug, to: values.to, isDry: values['dry-run'], isAgain: values.again },
    {
      content: contentFolder(),
      state: stateFolder(),
      lend: (work) => withHub(values.remote, work),
    },
    () => new Date(),
  )
}

const findDeployed = async () => ({
  database: await (await import('./d1')).deployedDatabase(),
  where: ['--remote'],
})

/** Loads its modules lazily, as announcePost does. */
const runBackupCommand = async (
  name: string,
  { positionals: [, ...files], values }: ReturnType<typeof readArguments>,
) => {
  const { readSettings } = await import('../site/parser/settings')
  const { runBackup, runRestore } = await import('./backup/command')
  const hub = readSettings(contentFolder()).hub.url
  const place = {
    hub,
    state: stateFolder(),
    deployed: values.remote ? await findDeployed() : undefined,
  }
  const onHub = (work: () => Promise<void>) =>
    values.remote ? work() : withNamedDatabase(place.state, work)
  if (name === 'backup') return onHub(() => runBackup(files, place, new Date()))
  const { from, force: isForced, 'dry-run': isDry } = values
  if (!values.remote && !isDry) expectStopped(stateFolder())
  return onHub(() => runRestore(files, place, { from, isForced, isDry }))
}

const hub = async () => {
  const { values, positionals } = readArguments()
  const [name, act = 'list', ...whom] = positionals
  if (!name) return console.log(HELP)
  if (name === 'announce') return announcePost(positionals.slice(1), { values, positionals })
  if (name === 'backup' || name === 'restore')
    return runBackupCommand(name, { values, positionals })
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new CliError(`\`${name}\` is not a command.\n\n${HELP}`)
  await withHub(values.remote, (db) =>
    act === 'list' ? command.tell(db) : command.change(db, act, whom, new Date(), values),
  )
}

const readArguments = () => {
  try {
    return parseArgs({
      options: {
        remote: { type: 'boolean', default: false },
        rule: { type: 'string' },
        reason: { type: 'string' },
        to: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        again: { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        from: { type: 'string' },
      },
      allowPositionals: true,
    })
  } catch (error) {
    throw new CliError(`${(error as Error).message}\n\n${HELP}`)
  }
}

Object.assign(process.env, quiet)
await runCommand(hub)
