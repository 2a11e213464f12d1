import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds in a tick of Linux's clock for processes. */
const TICK = 10

const readProcess = (pid: string) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number)
    return [{ pid: Number(pid), parent: parent!, time: (user! + system!) * TICK }]
  } catch {
    // It has ended since the folder was read.
    return []
  }
}

/**
 * Milliseconds of processor time that a process and all that it started have taken: what other
 * programs do meanwhile does not count. Not a number where the system does not tell.
 */
export const processorTime = (pid: number): number => {
  if (process.platform !== 'linux') return Number.NaN
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess)
  const below = (pid: number): number =>
    all.filter((one) => one.parent === pid).reduce((sum, one) => sum + one.time + below(one.pid), 0)
  return below(pid) + (all.find((one) => one.pid === pid)?.time ?? 0)
}
