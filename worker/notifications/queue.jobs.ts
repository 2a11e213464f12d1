import { logFailure } from '../lib/log-failure'
import { claimForQueue, giveUp, leaveToQueue } from './commands'
import type { Jobs, SendContext } from './jobs'
import { sendDue } from './outbox.jobs'

/** The most messages that a queue takes at once, from https://developers.cloudflare.com/queues/platform/limits/. */
const MAX_MESSAGES = 100

/** How many times a run hands over as many. */
const MAX_BATCHES = 10

/** The end of the name of the dead-letter queue in wrangler.toml. */
const DEAD_LETTERS = '-dead'

/**
 * Sends the emails that people wait for, and hands the ids of the other due rows to the queue. The row
 * stays the truth: if the queue loses a message, its row is due again after 15 minutes.
 */
export const sendWithQueue = async (
  sending: SendContext,
  jobs: Jobs,
  queue: Queue<string>,
): Promise<void> => {
  await sendDue(sending, jobs, { isUrgentOnly: true })
  for (let batch = 0; batch < MAX_BATCHES && sending.budget.requests > 0; batch++) {
    const claim = { now: sending.now, limit: MAX_MESSAGES }
    const rows = await claimForQueue(sending.db, claim)
    if (rows.length === 0) return
    sending.budget.requests--
    await queue.sendBatch(rows.map(({ id }) => ({ body: id })))
    if (rows.length < MAX_MESSAGES) return
  }
}

/** How long a message waits until its row is due, in seconds; a queue allows at most twelve hours. */
const delayUntil = (dueAt: Date, now: Date): number =>
  Math.min(Math.max(Math.ceil((dueAt.getTime() - now.getTime()) / 1000), 1), 12 * 60 * 60)

/**
 * Sends the rows of a batch of the queue. A message that comes twice finds its row claimed or sent,
 * and is acknowledged; one whose row is to be tried again comes again then.
 */
export const consumeBatch = async (
  sending: SendContext,
  jobs: Jobs,
  { queue, messages }: MessageBatch<string>,
): Promise<void> => {
  const { db, now } = sending
  const ids = messages.map(({ body }) => body)
  if (queue.endsWith(DEAD_LETTERS)) {
    await giveUp(db, ids, 'given up by the queue', now)
    for (const message of messages) message.ack()
    return
  }
  const outcomes = await sendDue(sending, jobs, { ids })
  const again = outcomes.filter(({ dueAt }) => dueAt)
  if (again.length > 0)
    await leaveToQueue(
      db,
      again.map(({ row }) => row.id),
    ).then(undefined, (error: unknown) => logFailure('rows could not be left to the queue', error))
  for (const message of messages) {
    const next = again.find(({ row }) => row.id === message.body)
    if (next) message.retry({ delaySeconds: delayUntil(next.dueAt!, now) })
    else message.ack()
  }
}
