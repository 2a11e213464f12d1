import { logFailure, withoutParameters } from '../lib/log-failure'
import type { Outcome } from './commands'
import { released, type Run } from './deliver.jobs'
import type { JobResult, Jobs } from './jobs'
import { countAwaitedLeft, findMailboxLimits } from './queries'
import { hashRecipient } from './recipient.token'
import {
  EMAILS_PER_DAY,
  isAwaited,
  isSentInSpiteOf,
  nextTry,
  QUERIES_PER_CLAIM,
  QUERIES_PER_JOB,
  RESERVED_QUERIES,
} from './rules'
import type { OutboxRow } from './table'
import type { Email } from './view'

/** A claimed row with its email. */
export interface Ready {
  row: OutboxRow
  email: Email
}

/** The emails to send, and the rows that are settled without one. */
export interface Prepared {
  ready: Ready[]
  settled: Outcome[]
}

type Handled = [row: OutboxRow, result: JobResult | Outcome]

/** A row whose job failed; what is stored has no parameter of a query. */
const failed = (run: Run, row: OutboxRow, error: unknown): Outcome => {
  logFailure(`the outbox row ${row.id} (${row.event}) failed`, error)
  const dueAt = nextTry(row.attempts, run.clock())
  const failure = String(withoutParameters(error))
  return { row, dueAt, failure, givenUpAt: dueAt ? null : run.clock() }
}

/** Whether so many D1 queries are left, besides those that the claim and other work need. */
const hasQueries = ({ budget }: Run, queries: number) =>
  budget.left - queries >= RESERVED_QUERIES + QUERIES_PER_CLAIM

/** Does the jobs of the rows of one event. */
const handle = async (run: Run, job: Jobs[OutboxRow['event']], rows: OutboxRow[]) => {
  const handled: Handled[] = []
  // A job that failed for many may fail because of one; that one must not hold back the others.
  const groups =
    typeof job === 'function' || rows.some(({ attempts }) => attempts > 1)
      ? rows.map((row) => [row])
      : [rows]
  const queries = typeof job === 'function' ? QUERIES_PER_JOB : job.queries
  for (const group of groups) {
    if (!hasQueries(run, queries) || !run.isMine()) {
      handled.push(...group.map((row): Handled => [row, released(run, row)]))
      continue
    }
    try {
      const results =
        typeof job === 'function' ? [await job(run, group[0]!)] : await job.handle(run, group)
      handled.push(...group.map((row, at): Handled => [row, results[at]!]))
    } catch (error) {
      handled.push(...group.map((row): Handled => [row, failed(run, row, error)]))
    }
  }
  return handled
}

const isEmail = (result: JobResult | Outcome): result is Email =>
  typeof result === 'object' && 'to' in result

const outcomeOf = (run: Run, row: OutboxRow, result: Exclude<JobResult | Outcome, Email>) =>
  typeof result === 'object'
    ? result
    : result === 'done'
      ? { row, sentAt: run.clock() }
      : { row, failure: 'no longer due' }

/** Emails that people wait for first, then the oldest. */
const inOrder = (one: OutboxRow, other: OutboxRow) =>
  Number(isAwaited(other.event)) - Number(isAwaited(one.event)) || (one.id < other.id ? -1 : 1)

/** Writes the emails of claimed rows that are still due, and that the limits of their mailbox allow. */
export const prepare = async (run: Run, jobs: Jobs, rows: OutboxRow[]): Promise<Prepared> => {
  const handled: Handled[] = []
  const sorted = rows.toSorted(inOrder)
  for (const [event, group] of Map.groupBy(sorted, (row) => row.event))
    handled.push(...(await handle(run, jobs[event], group)))
  const settled: Outcome[] = []
  const written: Ready[] = []
  for (const [row, result] of handled)
    if (isEmail(result)) written.push({ row, email: result })
    else settled.push(outcomeOf(run, row, result))
  const ready = await withinLimits(run, written, settled)
  return { ready, settled }
}

/** The emails that the limits allow; the others are settled. */
const withinLimits = async (run: Run, written: Ready[], settled: Outcome[]): Promise<Ready[]> => {
  const { db, env } = run
  if (written.length === 0) return []
  // A row that is stored without its recipient is not in the counts of the rows after it.
  const unseen = new Map<string, number>()
  const isStored = new Set(written.filter(({ row }) => row.recipient).map(({ row }) => row.id))
  for (const { row, email } of written)
    if (env.HUB_SECRET) row.recipient ??= await hashRecipient(env.HUB_SECRET, email.to)
  const rows = written.map(({ row }) => row)
  const limits = await findMailboxLimits(db, rows, run.clock())
  let awaitedLeft = rows.some(({ event }) => isAwaited(event))
    ? await countAwaitedLeft(db, run.clock())
    : 0
  return written.filter(({ row }) => {
    const { sent, stopped } = limits.get(row.id)!
    const key = `${row.event} ${row.recipient}`
    const before = unseen.get(key) ?? 0
    const giveUp = (failure: string, givenUpAt: Date | null = null) => {
      settled.push({ row, failure, givenUpAt })
      return false
    }
    if (stopped && !isSentInSpiteOf(stopped, row.event)) return giveUp(`stopped: ${stopped}`)
    if (sent + before >= EMAILS_PER_DAY[row.event]) return giveUp('too many emails in a day')
    if (isAwaited(row.event) && awaitedLeft-- < 1)
      return giveUp('too many emails in an hour', run.clock())
    if (!isStored.has(row.id)) unseen.set(key, before + 1)
    return true
  })
}
