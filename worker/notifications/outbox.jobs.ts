import { newId } from '../lib/id'
import { logFailure, withoutParameters } from '../lib/log-failure'
import type { Jobs, SendContext } from './jobs'
import { addToMailbox, claimDue, markFailed, markSent } from './commands'
import { countEmails, isHubLimitReached } from './queries'
import { hashRecipient } from './recipient.token'
import { EMAILS_PER_DAY, hasSender, isAwaited, nextTry, rowsWithin, SEND_MS } from './rules'
import type { OutboxRow } from './table'
import type { Email } from './view'

/**
 * Sends what is due in the outbox, as much as the D1 queries of this run allow; the rest is due at the
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
  for (;;) {
    const limit = rowsWithin(sending.budget.left)
    if (limit < 1) return
    const claimed = Date.now()
    const now = new Date(sending.now.getTime() + claimed - begun)
    const rows = await claimDue(sending.db, { now, limit, subject })
    const isMine = () => Date.now() - claimed < SEND_MS
    for (const row of rows) if (isMine()) await sendOne(sending, jobs, { row, isMine })
    if (rows.length < limit || !isMine()) return
  }
}

/** A claimed row, and whether the claim still holds. */
interface Claimed {
  row: OutboxRow
  isMine: () => boolean
}

const sendOne = async (sending: SendContext, jobs: Jobs, { row, isMine }: Claimed) => {
  const { env, db, now } = sending
  const giveUp = (why: string) => markFailed(db, row, why, null)
  try {
    const due = await jobs[row.event](sending, row)
    if (due === 'not-due') return await giveUp('no longer due')
    if (due === 'done') return await markSent(db, row, now)
    // Some jobs only know the recipient once the email is written.
    if (env.HUB_SECRET) row.recipient ??= await hashRecipient(env.HUB_SECRET, due.to)
    const sent = await countEmails(db, row, now)
    if (sent >= EMAILS_PER_DAY[row.event]) return await giveUp('too many emails in a day')
    if (isAwaited(row.event) && (await isHubLimitReached(db, now)))
      return await giveUp('too many emails in an hour')
    // What is no longer claimed is sent by another run.
    return isMine() ? await deliver(sending, row, due) : undefined
  } catch (error) {
    logFailure(`the outbox row ${row.id} (${row.event}) failed`, error)
    return markFailed(db, row, String(withoutParameters(error)), nextTry(row.attempts, now))
  }
}

const deliver = async ({ env, db, now }: SendContext, row: OutboxRow, email: Email) => {
  if (env.HUB_LOCAL) return addToMailbox(db, row, { ...email, id: newId(now), at: now })
  if (!hasSender(env)) throw new Error('no sender; expected the binding EMAIL and MAIL_FROM')
  await env.EMAIL!.send({ ...email, from: env.MAIL_FROM! })
  return markSent(db, row, now)
}
