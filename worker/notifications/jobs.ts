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
  /** The D1 queries that are left; `db` takes from it. */
  budget: QueryBudget
}

/**
 * Handles a row of the outbox: gives the email to send, `'done'` if the work needed none, or
 * `'not-due'` if the email is no longer due.
 */
export type Job = (sending: SendContext, row: OutboxRow) => Promise<Email | 'not-due' | 'done'>

/** The handler of each event of the outbox. */
export type Jobs = Record<OutboxRow['event'], Job>
