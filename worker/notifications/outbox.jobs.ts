import { newId } from '../lib/id'
import type { Jobs, Sending } from './jobs'
import {
  addLetter,
  changeRecipient,
  changeToFailed,
  changeToSent,
  claimDue,
  countLetters,
} from './queries'
import { recipientOf } from './recipient.token'
import { hasSender, LETTERS_A_DAY, nextTry } from './rules'
import type { Outgoing } from './table'
import type { Draft } from './view'

/**
 * Sends what is due in the outbox. Two runs at once never send the same row.
 *
 * @param subject only the rows about this id; by default all
 */
export const sendDue = async (sending: Sending, jobs: Jobs, subject?: string): Promise<void> => {
  for (const row of await claimDue(sending.db, sending.now, subject))
    await sendOne(sending, jobs, row)
}

const sendOne = async (sending: Sending, jobs: Jobs, row: Outgoing) => {
  const { db, now } = sending
  const giveUp = (why: string) => changeToFailed(db, row.id, why, null)
  try {
    const due = await jobs[row.event](sending, row)
    if (due === 'nobody') return await giveUp('nobody to write to any more')
    if (due === 'done') return await changeToSent(db, row.id, now)
    const sent = await countLetters(db, await addressed(sending, row, due), now)
    if (sent >= LETTERS_A_DAY[row.event]) return await giveUp('enough letters for a day')
    return await deliver(sending, row, due)
  } catch (error) {
    console.error('an email was not sent:', error)
    return changeToFailed(db, row.id, String(error), nextTry(row.attempts, now))
  }
}

/** The row with the hash of the recipient, which some jobs only know once the email is written. */
const addressed = async ({ env, db }: Sending, row: Outgoing, { to }: Draft): Promise<Outgoing> => {
  if (row.recipient || !env.HUB_SECRET) return row
  const recipient = await recipientOf(env.HUB_SECRET, to)
  await changeRecipient(db, row.id, recipient)
  return { ...row, recipient }
}

const deliver = async ({ env, db, now }: Sending, { id }: Outgoing, letter: Draft) => {
  if (env.HUB_LOCAL) return addLetter(db, id, { ...letter, id: newId(now), at: now })
  if (!hasSender(env)) throw new Error('no sender; expected the binding EMAIL and MAIL_FROM')
  await env.EMAIL!.send({ ...letter, from: env.MAIL_FROM! })
  return changeToSent(db, id, now)
}
