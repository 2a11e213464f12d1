/**
 * What Workers Free allows of each, from https://developers.cloudflare.com/d1/platform/limits/ (queries)
 * and https://developers.cloudflare.com/workers/platform/limits/#subrequests (requests).
 */
const FREE_LIMIT = 50

/** What a request or a run may still ask of others. */
export interface QueryBudget {
  /** D1 queries. */
  left: number
  /** Requests to other services; sending an email is one. */
  requests: number
}

/** A new budget: the setting `QUERY_LIMIT`, or what Workers Free allows. */
export const newBudget = (limit: string | undefined): QueryBudget => {
  const allowed = Number(limit) || FREE_LIMIT
  return { left: allowed, requests: allowed }
}

/**
 * The database, which takes each statement from the budget. In a batch, each counts, because
 * Cloudflare counts them so.
 */
export const withBudget = (db: D1Database, budget: QueryBudget): D1Database =>
  ({
    prepare: (statement: string) => {
      budget.left--
      return db.prepare(statement)
    },
    batch: (statements: D1PreparedStatement[]) => db.batch(statements),
  }) as D1Database
