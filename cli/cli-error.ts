import { withoutParameters } from '../worker/lib/log-failure'

/** An error that the user can fix; printed as a sentence, without a stack. */
export class CliError extends Error {}

/** A service that does not answer, or only refuses for now: the same request may succeed later. */
export class TransientError extends CliError {}

/** Whether an error, or one of its causes, is a `TransientError`. */
export const isTransient = (error: unknown): boolean =>
  error instanceof Error && (error instanceof TransientError || isTransient(error.cause))

/** Runs a command. An error is printed as a sentence, and the exit code is 1. */
export const runCommand = async (command: () => Promise<unknown>): Promise<void> => {
  // The reader of a pipe may close it early, as `head` does.
  process.stdout.on('error', ({ code }: { code?: string }) => {
    if (code === 'EPIPE') process.exit(0)
  })
  try {
    await command()
  } catch (error) {
    console.error(describeError(error))
    process.exit(1)
  }
}

/** What a person reads of an error: the sentence of a `CliError`, otherwise its message. */
export const describeError = (error: unknown) => findCliError(error)?.message ?? messageOf(error)

/** The `CliError` among the causes of an error: Drizzle wraps the error of a query. */
const findCliError = (error: unknown): CliError | undefined => {
  if (error instanceof CliError) return error
  return error instanceof Error && error.cause ? findCliError(error.cause) : undefined
}

/** The message of any other error, without the parameters of a query; all of it when `DEBUG` is set. */
const messageOf = (error: unknown) => {
  const cause = withoutParameters(error)
  if (process.env['DEBUG'] || !(cause instanceof Error)) return error
  const { message, loc, hint } = cause as Error & {
    loc?: { file?: string; line?: number }
    hint?: string
  }
  const place = loc?.file && [loc.file, loc.line].filter(Boolean).join(':')
  return [place, message, hint].filter(Boolean).join('\n')
}
