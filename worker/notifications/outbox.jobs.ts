import type { Jobs, SendContext } from './jobs'
import { claimDue } from './commands'
import { deliver, type Run } from './deliver.jobs'
import { newMailer } from './mailer.client'
import { prepare } from './prepare.jobs'
import { repeatableBefore, rowsWithin, SEND_MS } from './rules'

/**
 * Sends what is due in the outbox, as much as the limits of this run allow; the rest is due at the
 * next. Two runs at once never send the same row.
 *
 * @param subject only the rows about this id; by default all
 */
export const sendDue = async (
  sending: SendContext,
  jobs: Jobs,
  subject?: string,
): Promise<void> => {
  const begun = Date.now()
  const clock = () => new Date(sending.now.getTime() + Date.now() - begun)
  let areMany = false
  for (;;) {
    const limit = rowsWithin(sending.budget, areMany)
    if (limit < 1) return
    const run = newRun(sending, clock)
    const rows = await claimDue(sending.db, {
      now: clock(),
      limit,
      subject,
      ...(run.mailer && { repeatableBefore: repeatableBefore(run.mailer.provider, clock()) }),
    })
    await deliver(run, await prepare(run, jobs, rows))
    if (rows.length < limit || run.isPaused || !run.isMine()) return
    areMany = rows.every(({ event }) => typeof jobs[event] === 'object')
  }
}

/** A run that claims now. A local hub has no mailer: its emails stay in the local mailbox. */
const newRun = (sending: SendContext, clock: () => Date): Run => {
  const claimed = Date.now()
  return {
    ...sending,
    clock,
    mailer: sending.env.HUB_LOCAL ? undefined : newMailer(sending.env),
    isMine: () => Date.now() - claimed < SEND_MS,
    isPaused: false,
  }
}
