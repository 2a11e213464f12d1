import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How often we look whether it is our turn, in milliseconds. */
const GLANCE = 200

/** Does the work while nobody else does any under the same lock, whichever process they are. */
export const alone = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  mkdirSync(dirname(file), { recursive: true })
  while (!take(file)) await sleep(GLANCE)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

const take = (file: string) => {
  // Linked and not written in place, so that nobody ever reads a lock without its holder.
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

/** A lock whose holder was killed is nobody's. */
const isHeld = (file: string) => {
  try {
    return process.kill(Number(readFileSync(file, 'utf8')), 0)
  } catch {
    return false
  }
}
