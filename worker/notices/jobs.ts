import { type Hub, paths } from '../../site/contract'
import type { Bindings, Db } from '../env'
import { newId } from '../kit/id'
import { CONFIRMATION_DAYS, confirmationToken } from '../members/confirmation'
import {
  addLetter,
  changeToFailed,
  changeToSent,
  claim,
  countLetters,
  findUnconfirmed,
  listDue,
} from './queries'
import { hasSender, LETTERS_A_DAY, nextTry } from './rules'
import type { Outgoing } from './table'
import { confirmationLetter, type Draft } from './view'

/** What sending needs to know. */
export interface Sending {
  env: Bindings
  db: Db
  hub: Hub
  /** The origin that links in letters lead to. */
  origin: string
  now: Date
  /** Only what is about this; by default all that is due. */
  subject?: string
}

/**
 * Sends what is due in the outbox. Two that run at once never send the same: each row is claimed
 * first, and comes back by itself should its sender die.
 */
export const sendDue = async (sending: Sending): Promise<void> => {
  for (const row of await listDue(sending.db, sending.now, sending.subject)) {
    const mine = await claim(sending.db, row, sending.now)
    if (mine) await sendOne(sending, mine)
  }
}

const sendOne = async (sending: Sending, row: Outgoing) => {
  const { db, now } = sending
  try {
    const letter = await compose(sending, row)
    if (letter === 'nobody')
      return await changeToFailed(db, row.id, 'nobody to write to any more', null)
    if (letter === 'enough')
      return await changeToFailed(db, row.id, 'enough letters for a day', null)
    await deliver(sending, letter)
    return await changeToSent(db, row.id, now)
  } catch (error) {
    console.error('a letter was not sent:', error)
    return changeToFailed(db, row.id, String(error), nextTry(row.attempts, now))
  }
}

const compose = async (
  { env, db, hub, origin, now }: Sending,
  { subject }: Outgoing,
): Promise<Draft | 'nobody' | 'enough'> => {
  const found = await findUnconfirmed(db, subject)
  if (!found || !env.HUB_SECRET) return 'nobody'
  const { comment, guest } = found
  if ((await countLetters(db, guest.email, now)) >= LETTERS_A_DAY) return 'enough'
  const token = await confirmationToken(env.HUB_SECRET, guest, now)
  return confirmationLetter({
    hub,
    to: guest.email,
    conversation: hub.conversations[comment.conversation]?.title ?? hub.title,
    link: `${origin}${paths.confirmation(token)}`,
    days: CONFIRMATION_DAYS,
  })
}

const deliver = async ({ env, db, now }: Sending, letter: Draft) => {
  if (env.HUB_LOCAL) return addLetter(db, { ...letter, id: newId(now), at: now })
  if (!hasSender(env)) throw new Error('no sender; expected the binding EMAIL and MAIL_FROM')
  return env.EMAIL!.send({ ...letter, from: env.MAIL_FROM! })
}
