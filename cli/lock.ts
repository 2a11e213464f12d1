import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProcess, isRunning } from './processes'

/** How often a waiting process looks at the lock, in milliseconds. */
const CHECK_INTERVAL = 200

/** The process that holds a lock. */
export interface Holder {
  pid: number
  /** When it started, because ids are used again; unknown on Windows. */
  started?: string | undefined
  /** The address of the hub that it serves. */
  address?: string | undefined
}

/** Runs the work while holding a lock file, so that no other process runs under the same lock. */
export const withLock = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  while (takeLock(file)) await sleep(CHECK_INTERVAL)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/**
 * Takes a lock, also one that a dead process has left. Gives the process that holds it instead of this
 * one; `undefined` once it is taken.
 */
export const takeLock = (file: string, address?: string): Holder | undefined => {
  mkdirSync(dirname(file), { recursive: true })
  const { pid } = process
  const mine: Holder = { pid, started: findProcess(pid)?.started, address }
  if (link(file, mine)) return undefined
  const holder = findHolder(file)
  if (holder) return holder
  removeAbandoned(file)
  return link(file, mine) ? undefined : (findHolder(file) ?? takeLock(file, address))
}

/** The running process that holds a lock; `undefined` if there is none. */
export const findHolder = (file: string): Holder | undefined => {
  try {
    const holder: Holder = JSON.parse(readFileSync(file, 'utf8'))
    const isSame = !holder.started || findProcess(holder.pid)?.started === holder.started
    return isRunning(holder.pid) && isSame ? holder : undefined
  } catch {
    return undefined
  }
}

/** Creates the lock file, unless there is one. */
const link = (file: string, holder: Holder): boolean => {
  // Linked instead of written in place, so that a lock file is never half written.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(holder))
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(draft)
  }
}

/** Removes the lock of a dead process, and not the one that another process has just taken instead. */
const removeAbandoned = (file: string): void => {
  const old = `${file}.${process.pid}.old`
  try {
    renameSync(file, old)
    if (findHolder(old)) linkSync(old, file)
  } catch {
    // Another process was faster.
  } finally {
    rmSync(old, { force: true })
  }
}
