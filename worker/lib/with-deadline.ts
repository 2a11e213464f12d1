/** How long each kind of work may take, in milliseconds. */
export const deadlines = {
  /** The updates of alerts from the desk, which every page of a new isolate waits for. */
  alerts: 150,
  /** The thread below a form that was refused, which holds the page back. */
  refusal: 500,
  /** An offer: shorter than a read, because the slot that shows it has to be filled in time. */
  offer: 700,
  /** A list: shorter than a read, so that the built list can still take its place. */
  list: 800,
  /** A read that a page waits for; after it, the slot shows its fallback. */
  read: 1000,
  /** A click on an offer with a cap, written before the redirect. */
  click: 2000,
  /** Verifying a Turnstile token. */
  turnstile: 3000,
  /** A write that a form waits for. */
  write: 5000,
  /** A page of another site. */
  fetch: 5000,
  /** A page that another request is composing. */
  page: 5000,
  /** The sitemap, for which a machine waits. */
  sitemap: 5000,
  /** The figures of the desk, for which a host waits. */
  report: 5000,
  /** A request to a sign-in provider. */
  provider: 5000,
  /** Handing an email to a provider, for which no reader waits. */
  send: 7000,
  /** A whole request: longer than any one of these, so that its own answer comes first. */
  request: 8000,
} as const

/** A kind of work with a deadline. */
export type Deadline = keyof typeof deadlines

/**
 * The result of `work`, or a rejection once its deadline has passed. The work itself goes on: a
 * write may still succeed.
 *
 * @example await withDeadline('read', findThread(db, id))
 */
export const withDeadline = <T>(deadline: Deadline, work: PromiseLike<T>): Promise<T> => {
  const ms = deadlines[deadline]
  let timer: ReturnType<typeof setTimeout>
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms (${deadline})`)), ms)
  })
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}
