import { env } from 'cloudflare:workers'
import { planFaults } from './plan-faults'

const { DB } = env as unknown as { DB: D1Database }

/** Statements that requests and jobs ran, and those whose plan was looked at already. */
const isolate = globalThis as unknown as { statements?: { ran: Set<string>; seen: Set<string> } }
const { ran, seen } = (isolate.statements ??= { ran: new Set(), seen: new Set() })

/** The database, noting each statement, for `listPlanFaults`. */
export const recordStatements = (db: D1Database): D1Database =>
  new Proxy(db, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      if (name !== 'prepare') return value.bind(target)
      return (statement: string) => {
        ran.add(statement)
        return target.prepare(statement)
      }
    },
  })

/** The steps of a statement's plan, in SQLite's words. */
export const planOf = async (db: D1Database, statement: string): Promise<string[]> => {
  const parameters = statement.replaceAll(/'[^']*'/g, '').match(/\?/g) ?? []
  const { results } = await db
    .prepare(`explain query plan ${statement}`)
    .bind(...parameters.map(() => null))
    .all<{ detail: string }>()
  return results.map(({ detail }) => detail)
}

/** A line for each step of a statement's plan that grows with the hub; statements are asked once. */
export const listPlanFaults = async (): Promise<string[]> => {
  const fresh = [...ran].filter((statement) => !seen.has(statement))
  for (const statement of fresh) seen.add(statement)
  const explainable = fresh.filter((one) => /^\s*(?:select|insert|update|delete|with)\b/i.test(one))
  const plans = await Promise.all(explainable.map((statement) => planOf(DB, statement)))
  return explainable.flatMap((statement, at) =>
    planFaults(statement, plans[at]!).map((step) => `${step}\n    in ${statement}`),
  )
}
