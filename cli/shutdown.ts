import { findRunner, isRunning } from './processes'

/** How often to check that npm is still running, in milliseconds. */
const CHECK_INTERVAL = 1000

const tasks: (() => Promise<unknown>)[] = []

/** Adds a task that runs before the process ends. */
export const onShutdown = (chore: () => Promise<unknown>): void => void tasks.push(chore)

/** Runs the tasks and ends. A second call meanwhile ends at once. */
const end = async () => {
  await Promise.all(tasks.splice(0).map((chore) => chore()))
  process.exit()
}

/** Ends in order on a signal, or when the npm process that started this one ends. */
export const exitOnSignal = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end())
  if (!process.env['npm_lifecycle_event']) return
  const [parent, npm] = [process.ppid, findRunner()]
  const watch = setInterval(() => {
    if (process.ppid === parent && isRunning(npm)) return
    clearInterval(watch)
    void end()
  }, CHECK_INTERVAL).unref()
}
