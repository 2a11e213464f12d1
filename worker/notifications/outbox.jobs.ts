import type { Jobs, SendContext } from './jobs'
import { type Claim, claimDue, type Outcome } from './commands'
import { deliver, type Run } from './deliver.jobs'
import { newMailer } from './mailer.client'
import { prepare } from './prepare.jobs'
import { repeatableBefore, rowsWithin, SEND_MS } from './rules'

/** What a run sends: all that is due, or only this. */
export type Scope = Pick<Claim, 'subject' | 'ids' | 'isUrgentOnly'>

/**
 * Sends what is due in the outbox, as much as the limits of this run allow; the rest is due at the
 * next. Two runs at once never send the same row.
 *
 * @returns what became of the rows
 */
export const sendDue = async (
  sending: SendContext,
  jobs: Jobs,
  scope: Scope = {},
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = []
  const begun = Date.now()
  const clock = () => new Date(sending.now.getTime() + Date.now() - begun)
  let areMany = scope.ids !== undefined
  for (;;) {
    const limit = rowsWithin(sending.budget, areMany)
    if (limit < 1) return outcomes
    const run = newRun(sending, clock)
    const rows = await claimDue(sending.db, {
      now: clock(),
      limit,
      ...scope,
      ...(run.mailer && { repeatableBefore: repeatableBefore(run.mailer.provider, clock()) }),
    })
    outcomes.push(...(await deliver(run, await prepare(run, jobs, rows))))
    if (scope.ids || rows.length < limit || run.isPaused || !run.isMine()) return outcomes
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
