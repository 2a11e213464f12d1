/** How often we look whether npm still lives, in milliseconds. */
const GLANCE = 1000

/** Resolves when somebody wants us to stop: by a signal, or by ending the npm that started us. */
export const asked = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done())
    if (!process.env['npm_lifecycle_event']) return
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && done(), GLANCE).unref()
  })
