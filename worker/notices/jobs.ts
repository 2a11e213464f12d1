import type { Hub } from '../../site/contract'
import type { Bindings, Db } from '../env'
import { newId } from '../kit/id'
import { errands } from './errands'
import { addLetter, changeToFailed, changeToSent, claim, countLetters, listDue } from './queries'
import { hasSender, LETTERS_A_DAY, nextTry } from './rules'
import type { Outgoing } from './table'
import type { Draft } from './view'

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
    const due = await errands[row.event](sending, row)
    if (due === 'nobody')
      return await changeToFailed(db, row.id, 'nobody to write to any more', null)
    if (due !== 'done') {
      if ((await countLetters(db, row, now)) >= LETTERS_A_DAY[row.event])
        return await changeToFailed(db, row.id, 'enough letters for a day', null)
      await deliver(sending, due)
    }
    return await changeToSent(db, row.id, now)
  } catch (error) {
    console.error('a letter was not sent:', error)
    return changeToFailed(db, row.id, String(error), nextTry(row.attempts, now))
  }
}

const deliver = async ({ env, db, now }: Sending, letter: Draft) => {
  if (env.HUB_LOCAL) return addLetter(db, { ...letter, id: newId(now), at: now })
  if (!hasSender(env)) throw new Error('no sender; expected the binding EMAIL and MAIL_FROM')
  return env.EMAIL!.send({ ...letter, from: env.MAIL_FROM! })
}
