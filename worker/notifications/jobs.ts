import type { Hub } from '../../site/contract/hub'
import type { Bindings, Db } from '../env'
import type { QueryBudget } from '../lib/query-budget'
import type { OutboxRow } from './table'
import type { Email } from './view'

/** The context in which the outbox is sent. */
export interface SendContext {
  env: Bindings
  db: Db
  hub: Hub
  /** The origin of links in emails. */
  origin: string
  now: Date
  /** What is left of the platform's limits; `db` takes from it. */
  budget: QueryBudget
}

/** The email to send, `'done'` if the work needed none, or `'not-due'` if it is no longer due. */
export type JobResult = Email | 'not-due' | 'done'

/** Handles a row of the outbox, with at most `QUERIES_PER_JOB` D1 queries. */
export type Job = (sending: SendContext, row: OutboxRow) => Promise<JobResult>

/** Handles up to 100 rows of an event at once, as when many are notified of the same. */
export interface ManyJob {
  /** The most D1 queries, for however many rows. */
  queries: number
  /** The result of each row, in the same order. */
  handle: (sending: SendContext, rows: OutboxRow[]) => Promise<JobResult[]>
}

/** The handler of each event of the outbox. */
export type Jobs = Record<OutboxRow['event'], Job | ManyJob>
