import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { drizzle } from 'drizzle-orm/d1'
import type { D1Database } from '@cloudflare/workers-types'
import type { Db } from '../worker/env'
import { changeComments, tellHeld } from './comments'
import { Fault, run } from './fault'
import { quiet, stateFolder } from './settings'

const HELP = `npm run hub -- <command>

  comments                 the comments that are held, oldest first
  comments approve <id> …  lets a held one appear
  comments fade <id> …     lets one sink: last, collapsed, uncounted
  comments restore <id> …  lets a faded one rise again
  comments remove <id> …   takes one away, its words too

  --remote                 the deployed hub, not the one on this machine

It can be used while the hub runs and while it does not.`

const withHub = async <T>(isRemote: boolean, work: (db: Db) => Promise<T>): Promise<T> => {
  const workOn = (database: D1Database) => work(drizzle(database, { casing: 'snake_case' }))
  // Wrangler takes seconds to load, and whoever asks for help needs none of it.
  if (isRemote) return workOn((await import('./d1')).wranglerDatabase(['--remote']))
  const state = stateFolder()
  if (!existsSync(resolve(state, 'v3/d1')))
    throw new Fault(`There is no hub in ${state} yet. \`npm start\` makes one.`)
  return (await import('./local')).withLocalDatabase(state, workOn)
}

const hub = async () => {
  const { values, positionals } = readArguments()
  const [command, act = 'list', ...ids] = positionals
  if (!command) return console.log(HELP)
  if (command !== 'comments') throw new Fault(`There is no command ${command}.\n\n${HELP}`)
  await withHub(values.remote, (db) =>
    act === 'list' ? tellHeld(db) : changeComments(db, act, ids, new Date()),
  )
}

const readArguments = () => {
  try {
    return parseArgs({
      options: { remote: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new Fault(`${(error as Error).message}\n\n${HELP}`)
  }
}

Object.assign(process.env, quiet)
await run(hub)
