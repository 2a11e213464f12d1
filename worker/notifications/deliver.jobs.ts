import { logFailure } from '../lib/log-failure'
import { addToMailbox, type Outcome, settle } from './commands'
import type { SendContext } from './jobs'
import type { Mailer } from './mailer.client'
import type { Prepared, Ready } from './prepare.jobs'
import { afterWait, nextTry, repeatableBefore, waves } from './rules'
import type { SendAnswer } from './send-answer.rules'
import { stopAddresses } from './address-stop.commands'
import type { OutboxRow } from './table'

/** A run that sends claimed rows. */
export interface Run extends SendContext {
  /** The time of the run now. */
  clock: () => Date
  /** `undefined` on a local hub. */
  mailer: Mailer | undefined
  /** Whether the claim still holds, so that no other run sends its rows. */
  isMine: () => boolean
  /** Whether the provider asked to wait; the rest of this run asks it nothing. */
  isPaused: boolean
}

/** How long to wait for a provider that does not say, in milliseconds: until the next run. */
const DEFAULT_WAIT_MS = 60_000

/** The `Message-ID` of a row's email: the same at each attempt (RFC 5322, 3.6.4). */
const messageIdOf = ({ origin }: Run, { row }: Ready) => `<${row.id}@${new URL(origin).hostname}>`

const withId = (run: Run, { row, email }: Ready): Ready => ({
  row,
  email: {
    ...email,
    headers: { ...email.headers, 'Message-ID': messageIdOf(run, { row, email }) },
  },
})

/** A row that goes back unchanged, because it cannot be sent in this run. */
export const released = (run: Run, row: OutboxRow): Outcome => ({
  row,
  dueAt: run.clock(),
  failure: row.failure,
  isUncounted: true,
})

/** What an answer makes of the row. */
const outcomeOf = (run: Run, { row }: Ready, answer: SendAnswer): Outcome => {
  const now = run.clock()
  if (answer.kind === 'sent') return { row, sentAt: now }
  const failure = answer.reason
  const at = (dueAt: Date | null): Outcome => ({
    row,
    dueAt,
    failure,
    givenUpAt: dueAt ? null : now,
  })
  switch (answer.kind) {
    case 'refused':
      return at(null)
    case 'suppressed':
      return { row, failure }
    case 'later':
      return { ...at(afterWait(row, answer.waitMs ?? DEFAULT_WAIT_MS, now)), isUncounted: true }
    case 'misconfigured':
      return at(nextTry(row.attempts, now))
    case 'unknown': {
      const isUncertain = row.createdAt <= repeatableBefore(run.mailer?.provider, now)
      return { ...at(nextTry(row.attempts, now)), isUncertain }
    }
  }
}

/** Sends one email; the rest of the run asks nothing more of a provider that takes none. */
const sendOne = async (run: Run, ready: Ready): Promise<Outcome> => {
  const { row, email } = ready
  run.budget.requests--
  const answer = await run.mailer!.send({ id: row.id, email }, run.clock())
  if (answer.kind === 'later' || answer.kind === 'misconfigured') run.isPaused = true
  if (answer.kind === 'suppressed') await stop(run, ready)
  return outcomeOf(run, ready, answer)
}

const stop = ({ env, db, mailer, clock }: Run, { email }: Ready) =>
  stopAddresses(db, env.HUB_SECRET, mailer!.provider!, [
    { email: email.to, reason: 'suppressed', at: clock() },
  ]).catch((error: unknown) => logFailure('a suppressed address could not be stored', error))

/** Stores outcomes; a second time if the answer is lost, because what was sent must not be again. */
const store = async ({ db }: Run, outcomes: Outcome[]) => {
  if (outcomes.length === 0) return
  try {
    await settle(db, outcomes)
  } catch (error) {
    logFailure('what became of emails could not be stored; trying once more', error)
    await settle(db, outcomes)
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

const SECOND_MS = 1000

/**
 * Sends emails, some at the same time, and stores the outcome of each wave before the next: if the run
 * ends at any moment, no more than one wave is sent again. Rows that cannot be sent now go back.
 */
export const deliver = async (run: Run, { ready, settled }: Prepared): Promise<Outcome[]> => {
  const emails = ready.map((one) => withId(run, one))
  if (!run.mailer) return putIntoMailbox(run, emails, settled)
  const { size, isPaced } = waves[run.mailer.provider ?? 'cloudflare']
  const outcomes = [...settled]
  let unsaved = settled
  for (let at = 0; at < emails.length; at += size) {
    const begun = Date.now()
    const wave = emails.slice(at, at + size)
    if (run.isPaused || !run.isMine() || run.budget.requests < wave.length) {
      unsaved = [...unsaved, ...emails.slice(at).map(({ row }) => released(run, row))]
      break
    }
    const sent = await Promise.all(wave.map((one) => sendOne(run, one)))
    await store(run, [...unsaved, ...sent])
    outcomes.push(...sent)
    unsaved = []
    if (isPaced && at + size < emails.length) await pause(begun + SECOND_MS - Date.now())
  }
  await store(run, unsaved)
  return [...outcomes, ...unsaved]
}

/** The local mailbox: one batch, so that what is in it is settled too. */
const putIntoMailbox = async (run: Run, ready: Ready[], settled: Outcome[]) => {
  const at = run.clock()
  const outcomes = [...settled, ...ready.map(({ row }): Outcome => ({ row, sentAt: at }))]
  if (outcomes.length === 0) return outcomes
  const emails = ready.map(({ row, email }) => ({ ...email, id: row.id, at }))
  await addToMailbox(run.db, emails, outcomes)
  return outcomes
}
