import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onShutdown } from './shutdown'
import { CliError } from './cli-error'
import { root } from './settings'

/** How long a process may take to end after SIGTERM, in milliseconds. */
const GRACE = 4000

/** The module that a child process loads, so that it ends with its parent, even if that is killed. */
export const exitWithParent = pathToFileURL(resolve(root, 'cli/exit-with-parent.mjs')).href

/** Children have a process group of their own: Ctrl-C reaches only this process, which ends them in order. */
export const detached = process.platform !== 'win32'

const send = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended already.
  }
}

/** Ends a detached process and its children, with SIGKILL if SIGTERM is not enough. */
export const endGroup = async (pid: number, ended: Promise<unknown>): Promise<void> => {
  send(pid, 'SIGTERM')
  const timer = setTimeout(() => send(-pid, 'SIGKILL'), GRACE)
  await ended
  clearTimeout(timer)
  send(-pid, 'SIGKILL')
}

/**
 * Runs a script of this folder in a child process, so that its memory is freed afterwards. Its output
 * goes to our terminal, and it ends when this process does. Gives its exit code; throws when a signal
 * ended it.
 *
 * @example await runScript('build.ts', ['--out', 'dist']) // => 0
 */
export const runScript = async (script: string, args: string[] = []): Promise<number> => {
  const tsx = import.meta.resolve('tsx')
  const child = spawn(
    process.execPath,
    ['--import', tsx, '--import', exitWithParent, resolve(root, 'cli', script), ...args],
    { detached, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  let isStopped = false
  onShutdown(() => {
    isStopped = true
    return endGroup(child.pid!, ended)
  })
  const [code, signal] = await ended
  // This process is about to exit: what follows the script must not start.
  if (isStopped) return new Promise(() => {})
  if (code === null) throw new CliError(`cli/${script} was ended by the signal ${signal}.`)
  return code
}
