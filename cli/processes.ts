import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What the system says about a process. */
interface ProcessInfo {
  parent: number
  /** When it started: tells it from a later process with the same id. */
  started: string
  /** The name of its program. */
  program: string
}

const readLinux = (pid: number): ProcessInfo | undefined => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const end = stat.lastIndexOf(')')
  // The fields after the program's name; see proc_pid_stat(5).
  const fields = stat.slice(end + 2).split(' ')
  if (fields[0] === 'Z') return undefined
  const program = stat.slice(stat.indexOf('(') + 1, end)
  return { parent: Number(fields[1]), started: fields[19]!, program }
}

const readPs = (pid: number): ProcessInfo | undefined => {
  const line = execFileSync('ps', ['-o', 'ppid=,lstart=,comm=', '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [, parent, started, program] = /^\s*(\d+)\s+((?:\S+\s+){5})(.*)$/m.exec(line) ?? []
  return parent
    ? { parent: Number(parent), started: started!.trim(), program: program! }
    : undefined
}

/** What the system says about a process; `undefined` if it has ended, and on Windows. */
export const findProcess = (pid: number): ProcessInfo | undefined => {
  try {
    if (process.platform === 'win32') return undefined
    return process.platform === 'linux' ? readLinux(pid) : readPs(pid)
  } catch {
    return undefined
  }
}

/** Whether a process is running. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // It is another user's, and runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return process.platform !== 'linux' || findProcess(pid) !== undefined
}

const SHELL = /(?:^|[-/])(?:ba|da|z|k|a)?sh$/

/** The most shells between npm and a command. */
const MAX_SHELLS = 3

/**
 * The process that runs this command for a person, such as npm: the nearest ancestor that is not a
 * shell. npm starts a command in a shell, which goes on after npm is killed.
 */
export const findRunner = (): number => {
  let pid = process.ppid
  for (let shells = 0; shells < MAX_SHELLS; shells++) {
    const info = findProcess(pid)
    if (!info || !SHELL.test(info.program)) break
    pid = info.parent
  }
  return pid
}
