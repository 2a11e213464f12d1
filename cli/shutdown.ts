/** How often we look whether npm still lives, in milliseconds. */
const GLANCE = 1000

const chores: (() => Promise<unknown>)[] = []

/** Adds to what is put away before we end. */
export const beforeEnd = (chore: () => Promise<unknown>): void => void chores.push(chore)

/** Puts everything away and ends. Asked a second time meanwhile, it ends at once. */
const end = async () => {
  await Promise.all(chores.splice(0).map((chore) => chore()))
  process.exit()
}

/** Ends in order when somebody asks for it: by a signal, or by ending the npm that started us. */
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
