/** What Workers Free allows, from https://developers.cloudflare.com/d1/platform/limits/. */
const FREE_QUERIES = 50

/** How many D1 queries a request or a cron run may still make. */
export interface QueryBudget {
  left: number
}

/** A new budget: the setting `QUERY_LIMIT`, or what Workers Free allows. */
export const newBudget = (limit: string | undefined): QueryBudget => ({
  left: Number(limit) || FREE_QUERIES,
})

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
