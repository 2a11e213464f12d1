import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Runs one of our commands as its user does, and listens to what it says. */
export const command = (args: string[], settings: Record<string, string> = {}) =>
  listenTo('npm', ['run', '--silent', ...args], settings)

/** Runs a file of `cli/` without npm, where that is of no account: npm takes longer than a refusal. */
export const script = (file: string, settings: Record<string, string> = {}) =>
  listenTo(process.execPath, ['--import', 'tsx', `cli/${file}`], settings)

const listenTo = (program: string, args: string[], settings: Record<string, string>) => {
  // Vite behaves otherwise where it finds itself in a test.
  const { VITEST: _, ...env } = process.env
  const npm = spawn(program, args, {
    cwd: root,
    env: { ...env, HUB_CONTENT: resolve(root, 'tests/hub'), ...settings },
  })
  const said = { output: '', errors: '' }
  npm.stdout.on('data', (words: Buffer) => (said.output += words))
  npm.stderr.on('data', (words: Buffer) => (said.errors += words))
  const ended = once(npm, 'close')
  return {
    npm,
    said,
    /** Resolves once it has said this. */
    until: (words: string) =>
      expect.poll(() => said.output + said.errors, { timeout: 120_000 }).toContain(words),
    /** Resolves when it has ended: with its exit code, and without what npm says of its own settings. */
    ended: async () => {
      const [code] = await ended
      return { ...said, errors: said.errors.replaceAll(/^npm warn .*\n/gm, '').trim(), code }
    },
  }
}

/** Every process that this one began, and all that those began. */
export const below = (pid: number): number[] => {
  const children = readdirSync('/proc').filter((name) => parentOf(name) === pid)
  return children.flatMap((child) => [Number(child), ...below(Number(child))])
}

const parentOf = (name: string) => {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2])
  } catch {
    // No process, or one that has just ended.
    return undefined
  }
}

/** What a process was started with; empty once it has ended. */
export const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** Whether the process is still there. */
export const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
