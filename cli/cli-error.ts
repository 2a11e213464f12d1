/** Something the person at the terminal can mend; told in a sentence, without a stack. */
export class Fault extends Error {}

/** Runs a command to its end: a failure is told in a sentence, and the exit code is 1. */
export const run = async (command: () => Promise<unknown>): Promise<void> => {
  // Whoever reads along may have read enough, as `head` does.
  process.stdout.on('error', ({ code }: { code?: string }) => {
    if (code === 'EPIPE') process.exit(0)
  })
  try {
    await command()
  } catch (error) {
    console.error(faultIn(error)?.message ?? told(error))
    process.exit(1)
  }
}

/** The sentence that somebody further down has found for it: a query wraps what made it fail. */
const faultIn = (error: unknown): Fault | undefined => {
  if (error instanceof Fault) return error
  return error instanceof Error && error.cause ? faultIn(error.cause) : undefined
}

/** What another's failure says for itself; all of it when `DEBUG` is set. */
const told = (error: unknown) => {
  if (process.env['DEBUG'] || !(error instanceof Error)) return error
  const { message, loc, hint } = error as Error & {
    loc?: { file?: string; line?: number }
    hint?: string
  }
  const place = loc?.file && [loc.file, loc.line].filter(Boolean).join(':')
  return [place, message, hint].filter(Boolean).join('\n')
}
