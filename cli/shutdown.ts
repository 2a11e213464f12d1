/** How often to check that npm is still running, in milliseconds. */
const GLANCE = 1000

const chores: (() => Promise<unknown>)[] = []

/** Adds a task that runs before the process ends. */
export const beforeEnd = (chore: () => Promise<unknown>): void => void chores.push(chore)

/** Runs the tasks and ends. A second call meanwhile ends at once. */
const end = async () => {
  await Promise.all(chores.splice(0).map((chore) => chore()))
  process.exit()
}

/** Ends in order on a signal, or when the npm process that started this one ends. */
export const endWhenAsked = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end())
  if (!process.env['npm_lifecycle_event']) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    void end()
  }, GLANCE).unref()
}
