import { newId } from '../lib/id'
import { logFailure, withoutParameters } from '../lib/log-failure'
import type { Jobs, SendContext } from './jobs'
import { addToMailbox, updateRecipient, markFailed, markSent, claimDue } from './commands'
import { countEmails } from './queries'
import { hashRecipient } from './recipient.token'
import { hasSender, EMAILS_PER_DAY, nextTry } from './rules'
import type { OutboxRow } from './table'
import type { Email } from './view'

/**
 * Sends what is due in the outbox. Two runs at once never send the same row.
 *
 * @param subject only the rows about this id; by default all
 */
export const sendDue = async (
  sending: SendContext,
  jobs: Jobs,
  subject?: string,
): Promise<void> => {
  for (const row of await claimDue(sending.db, sending.now, subject))
    await sendOne(sending, jobs, row)
}

const sendOne = async (sending: SendContext, jobs: Jobs, row: OutboxRow) => {
  const { db, now } = sending
  const giveUp = (why: string) => markFailed(db, row.id, why, null)
  try {
    const due = await jobs[row.event](sending, row)
    if (due === 'not-due') return await giveUp('no longer due')
    if (due === 'done') return await markSent(db, row.id, now)
    const sent = await countEmails(db, await withRecipient(sending, row, due), now)
    if (sent >= EMAILS_PER_DAY[row.event]) return await giveUp('too many emails in a day')
    return await deliver(sending, row, due)
  } catch (error) {
    logFailure(`the outbox row ${row.id} (${row.event}) failed`, error)
    return markFailed(db, row.id, String(withoutParameters(error)), nextTry(row.attempts, now))
  }
}

/** The row with the hash of the recipient, which some jobs only know once the email is written. */
const withRecipient = async (
  { env, db }: SendContext,
  row: OutboxRow,
  { to }: Email,
): Promise<OutboxRow> => {
  if (row.recipient || !env.HUB_SECRET) return row
  const recipient = await hashRecipient(env.HUB_SECRET, to)
  await updateRecipient(db, row.id, recipient)
  return { ...row, recipient }
}

const deliver = async ({ env, db, now }: SendContext, { id }: OutboxRow, email: Email) => {
  if (env.HUB_LOCAL) return addToMailbox(db, id, { ...email, id: newId(now), at: now })
  if (!hasSender(env)) throw new Error('no sender; expected the binding EMAIL and MAIL_FROM')
  await env.EMAIL!.send({ ...email, from: env.MAIL_FROM! })
  return markSent(db, id, now)
}
