import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How often a waiting process looks at the lock, in milliseconds. */
const CHECK_INTERVAL = 200

/** Runs the work while holding a lock file, so that no other process runs under the same lock. */
export const withLock = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  mkdirSync(dirname(file), { recursive: true })
  while (!take(file)) await sleep(CHECK_INTERVAL)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

const take = (file: string) => {
  // Linked instead of written in place, so that a lock file always contains its process id.
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (!isHeld(file)) rmSync(file, { force: true })
    return false
  } finally {
    rmSync(mine)
  }
}

/** Whether the process that took the lock is still running. */
const isHeld = (file: string) => {
  try {
    return process.kill(Number(readFileSync(file, 'utf8')), 0)
  } catch {
    return false
  }
}
