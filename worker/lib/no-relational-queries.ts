/*
 * Replaces the files of `drizzle-orm` for its relational queries (`db.query.members.findMany()`) and
 * for PostgreSQL, by `[alias]` in wrangler.toml.
 *
 * Every statement of the hub is a `select`, an `insert` and so on, in SQLite: a database is opened
 * without a `schema`, and so has no `db.query`. Those files would be 10 KiB of the Worker.
 */
const refuse = function () {
  throw new Error('the hub has no relational queries; expected `db.select()`, without a `schema`')
}

export const RelationalQueryBuilder = refuse
export const Many = refuse
export const One = refuse
export const createTableRelationsHelpers = refuse
export const extractTablesRelationalConfig = refuse
export const getOperators = refuse
export const getOrderByOperators = refuse
export const normalizeRelation = refuse

/** Whether a part of a statement is an enumeration of PostgreSQL, which SQLite does not have. */
export const isPgEnum = () => false
