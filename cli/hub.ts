import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { drizzle } from 'drizzle-orm/d1'
import type { D1Database } from '@cloudflare/workers-types'
import type { Db } from '../worker/env'
import { changeComments, tellHeld } from './comments'
import { Fault, run } from './cli-error'
import { changeOwners, tellOwners } from './owners'
import { contentFolder, quiet, stateFolder } from './settings'

const HELP = `npm run hub -- <command>

  comments                 the comments that are held, oldest first
  comments approve <id> …  lets a held one appear
  comments fade <id> …     lets one sink: last, collapsed, uncounted
  comments restore <id> …  lets a faded one rise again, and gives a removed one back
  comments remove <id> …   takes one away; --rule <id> says by which rule of the house

  --reason <words>         why, for the record; each of these is on it, and hosts can undo it

  owner                    who the owners are: they make hosts, at the desk
  owner add <e-mail>       makes one, whether they have ever signed in or not
  owner remove <e-mail>    makes one a member like others; the last one stays

  announce <slug>          posts a post to Mastodon and Bluesky, and writes into it where it stands;
                           one at a time, by its slug or its permanent id
  --to <network>,…         to these only, by their ids in networks.yaml
  --dry-run                shows what would be sent, and sends nothing
  --again                  although it was announced before

  --remote                 the deployed hub, not the one on this machine

It can be used while the hub runs and while it does not.`

interface Command {
  tell: (db: Db) => Promise<void>
  /** Does the same to each of those named. */
  change: (db: Db, act: string, whom: string[], now: Date, why: Why) => Promise<void>
}

/** Why something is done, as the options say it. */
interface Why {
  rule?: string | undefined
  reason?: string | undefined
}

const readRules = async () => {
  // What checks the settings takes a while to load, and few need it.
  const { readSettings } = await import('../site/parser/settings')
  const { hub, levels } = readSettings(contentFolder())
  return { desk: hub.desk, levels }
}

const commands: Record<string, Command> = {
  comments: {
    tell: tellHeld,
    change: async (db, act, ids, now, why) =>
      changeComments(db, { act, ids, ...why }, now, await readRules()),
  },
  owner: { tell: tellOwners, change: changeOwners },
}

const withHub = async <T>(isRemote: boolean, work: (db: Db) => Promise<T>): Promise<T> => {
  const workOn = (database: D1Database) => work(drizzle(database, { casing: 'snake_case' }))
  // Wrangler takes seconds to load, and whoever asks for help needs none of it.
  if (isRemote) return workOn((await import('./d1')).wranglerDatabase(['--remote']))
  const state = stateFolder()
  if (!existsSync(resolve(state, 'v3/d1')))
    throw new Fault(
      `There is no hub in ${state} yet. \`npm start\` makes one; --remote is for the deployed one.`,
    )
  return (await import('./local')).withLocalDatabase(state, workOn)
}

/** What it needs is loaded for it alone: no other command talks to networks. */
const announcePost = async (slugs: string[], { values }: ReturnType<typeof readArguments>) => {
  const [slug, ...more] = slugs
  if (!slug) throw new Fault('Which post? `npm run hub -- announce <slug>`')
  if (more.length > 0) throw new Fault('One post at a time: `npm run hub -- announce <slug>`')
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

const hub = async () => {
  const { values, positionals } = readArguments()
  const [name, act = 'list', ...whom] = positionals
  if (!name) return console.log(HELP)
  if (name === 'announce') return announcePost(positionals.slice(1), { values, positionals })
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new Fault(`There is no command ${name}.\n\n${HELP}`)
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
      },
      allowPositionals: true,
    })
  } catch (error) {
    throw new Fault(`${(error as Error).message}\n\n${HELP}`)
  }
}

Object.assign(process.env, quiet)
await run(hub)
