import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { quiet, root } from './settings'

// Wrangler's own launcher would be one process more to look after.
const program = resolve(
  createRequire(import.meta.url).resolve('wrangler/package.json'),
  '../wrangler-dist/cli.js',
)
const leash = pathToFileURL(resolve(root, 'cli/leash.mjs')).href

/** Starts wrangler, from the root of the project, on a leash: it does not outlive us. */
export const startWrangler = (args: string[], options: SpawnOptions = {}): ChildProcess =>
  spawn(process.execPath, ['--no-warnings', '--import', leash, program, ...args], {
    cwd: root,
    ...options,
    env: { ...process.env, ...quiet, ...options.env },
  })
