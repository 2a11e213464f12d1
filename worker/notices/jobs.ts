import type { Hub } from '../../site/contract'
import type { Bindings, Db } from '../env'
import { newId } from '../kit/id'
import { errands } from './errands'
import {
  addLetter,
  changeRecipient,
  changeToFailed,
  changeToSent,
  claimDue,
  countLetters,
} from './queries'
import { recipientOf } from './recipient'
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

/** Sends what is due in the outbox. Two that run at once never send the same. */
export const sendDue = async (sending: Sending): Promise<void> => {
  for (const row of await claimDue(sending.db, sending.now, sending.subject))
    await sendOne(sending, row)
}

const sendOne = async (sending: Sending, row: Outgoing) => {
  const { db, now } = sending
  const giveUp = (why: string) => changeToFailed(db, row.id, why, null)
  try {
    const due = await errands[row.event](sending, row)
    if (due === 'nobody') return await giveUp('nobody to write to any more')
    if (due === 'done') return await changeToSent(db, row.id, now)
    const sent = await countLetters(db, await addressed(sending, row, due), now)
    if (sent >= LETTERS_A_DAY[row.event]) return await giveUp('enough letters for a day')
    return await deliver(sending, row, due)
  } catch (error) {
    console.error('a letter was not sent:', error)
    return changeToFailed(db, row.id, String(error), nextTry(row.attempts, now))
  }
}

/** Whom a letter goes to is only known by now, where somebody else had it written. */
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
