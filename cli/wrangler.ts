import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { exitWithParent } from './child'
import { CliError } from './cli-error'
import { quiet, root } from './settings'

// Called without wrangler's launcher, which would be another process to end.
const program = resolve(
  createRequire(import.meta.url).resolve('wrangler/package.json'),
  '../wrangler-dist/cli.js',
)

/** Starts wrangler in the root of the project; it ends when this process does. */
export const startWrangler = (args: string[], options: SpawnOptions = {}): ChildProcess =>
  spawn(process.execPath, ['--no-warnings', '--import', exitWithParent, program, ...args], {
    cwd: root,
    ...options,
    env: { ...process.env, ...quiet, ...options.env },
  })

/** Runs one wrangler command and gives its exit code and output. */
export const askWrangler = async (args: string[]) => {
  const wrangler = startWrangler(args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, errors, [code]] = await Promise.all([
    text(wrangler.stdout!),
    text(wrangler.stderr!),
    once(wrangler, 'exit'),
  ])
  return { code: code as number | null, output, errors }
}

/** Runs wrangler with its output on our terminal; throws when it fails. */
export const callWrangler = async (args: string[]): Promise<void> => {
  const wrangler = startWrangler(args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = (await once(wrangler, 'exit')) as [number | null]
  if (code !== 0) throw new CliError(`\`wrangler ${args.join(' ')}\` failed; its error is above.`)
}
