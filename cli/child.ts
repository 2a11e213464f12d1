import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEnd } from './shutdown'
import { Fault } from './cli-error'
import { root } from './settings'

/** How long a process may take to end by itself once it is asked to, in milliseconds. */
const GRACE = 4000

/** Loaded into a process that we start, so that it ends when we do, even when we are killed. */
export const leash = pathToFileURL(resolve(root, 'cli/exit-with-parent.mjs')).href

/** A process group of its own: Ctrl-C reaches us alone, and we end the others in order. */
export const detached = process.platform !== 'win32'

const send = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended already.
  }
}

/** Ends a detached process and all that it started; by force if it does not end by itself. */
export const endGroup = async (pid: number, ended: Promise<unknown>): Promise<void> => {
  send(pid, 'SIGTERM')
  const timer = setTimeout(() => send(-pid, 'SIGKILL'), GRACE)
  await ended
  clearTimeout(timer)
  send(-pid, 'SIGKILL')
}

/**
 * Runs a script of this folder in a process of its own, so that its memory is free again when it is
 * done. Its output goes to our terminal, and it ends when we do. Gives its exit code; throws when
 * something else has ended it.
 *
 * @example await runScript('build.ts', ['--out', 'dist']) // => 0
 */
export const runScript = async (script: string, args: string[] = []): Promise<number> => {
  const tsx = import.meta.resolve('tsx')
  const child = spawn(
    process.execPath,
    ['--import', tsx, '--import', leash, resolve(root, 'cli', script), ...args],
    { detached, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  let isStopped = false
  beforeEnd(() => {
    isStopped = true
    return endGroup(child.pid!, ended)
  })
  const [code, signal] = await ended
  // We are about to exit: what follows the script must not begin.
  if (isStopped) return new Promise(() => {})
  if (code === null) throw new Fault(`cli/${script} was ended by ${signal}.`)
  return code
}
