import { and, count, eq, isNull } from 'drizzle-orm'
import { outbox } from '../../worker/notifications/table'
import type { Db } from '../../worker/env'
import { CliError } from '../cli-error'
import { PAUSED } from './statements'

const isPaused = and(eq(outbox.failure, PAUSED), isNull(outbox.dueAt))

/** The number of emails that a restore has paused. */
export const countPaused = (db: Db): Promise<number> => db.$count(outbox, isPaused)

/** Prints the emails that a restore has paused, by event. */
export const printPaused = async (db: Db): Promise<void> => {
  const events = await db
    .select({ event: outbox.event, number: count() })
    .from(outbox)
    .where(isPaused)
    .groupBy(outbox.event)
  if (events.length === 0) return console.log('No email is paused.')
  for (const { event, number } of events) console.log(`${String(number).padStart(6)}  ${event}`)
  console.log(
    'Send them with `npm run hub -- emails resume`, or drop them with `npm run hub -- emails discard`.',
  )
}

/** Sends or drops the emails that a restore has paused. */
export const changePaused = async (db: Db, act: string, _: string[], now: Date): Promise<void> => {
  if (act !== 'resume' && act !== 'discard')
    throw new CliError(
      `\`emails ${act}\` is not a command. Expected one of: emails, emails resume, emails discard.`,
    )
  const number = await countPaused(db)
  const change =
    act === 'resume'
      ? { failure: null, dueAt: now, attempts: 0 }
      : { failure: 'discarded after a restore' }
  await db.update(outbox).set(change).where(isPaused)
  console.log(
    act === 'resume' ? `${number} emails will be sent.` : `${number} emails were dropped.`,
  )
}
