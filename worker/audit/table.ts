import { type SQL, sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** The audit log: who decided what, when and why. Rows are added, never changed, except by an erasure. */
export const log = sqliteTable(
  'log',
  {
    id: text().primaryKey(),
    at: integer({ mode: 'timestamp_ms' }).notNull(),
    /** The id of the member who decided; `command-line` for `npm run hub`. */
    by: text().notNull(),
    /** A noun: `role`, `person`, `grant`, `hold`, `ban`, and `end of ban` and the like. */
    act: text().notNull(),
    /** The id of the comment, member or other subject. */
    subject: text().notNull(),
    reason: text(),
    detail: text({ mode: 'json' }).$type<Record<string, string | number | null>>(),
    /** The row that this one undoes; each can be undone once. */
    undoes: text(),
  },
  (t) => [
    index('log_subject').on(t.subject, t.id),
    index('log_by').on(t.by, t.id),
    uniqueIndex('log_undoes')
      .on(t.undoes)
      .where(sql`undoes is not null`),
  ],
)

export type LogRow = typeof log.$inferSelect

/** SQL: the entry with this id was undone. */
export const isUndone = (id: string | SQL): SQL =>
  sql`exists (select 1 from log u where u.undoes = ${id})`

/** SQL: there is an entry about the same subject after the entry of this row. */
export const hasLaterEntry = (): SQL =>
  sql`exists (select 1 from log later where later.subject = ${log.subject} and later.id > ${log.id})`

/**
 * SQL: the ids of the newest entries by and about a person, before an id. As many rows of each index
 * as a page can show, so that a long log is not read whole.
 */
export const entryIdsAbout = (person: string | SQL, before = '~', limit: number): SQL => sql`(
  select id from (select id from log where subject = ${person} and id < ${before} order by id desc limit ${limit})
  union
  select id from (select id from log where "by" = ${person} and id < ${before} order by id desc limit ${limit})
)`

/** SQL: how many entries there are about a subject, counted up to ten. */
export const countEntriesAbout = (subject: SQL): SQL<number> => sql<number>`(select count(*) from (
  select 1 from log where log.subject = ${subject} limit 10))`

/**
 * SQL: how many entries of the same host belong to the bulk action that the entry of this row began,
 * itself included. Each decision of a bulk action has an entry of its own.
 */
export const countBulkEntries = (limit: number): SQL<number> => sql<number>`(select count(*) from (
  select * from log mine where mine."by" = ${log.by} and mine.id >= substr(${log.id}, 1, 13)
  order by mine.id limit ${limit}
) where id = ${log.id} or detail ->> 'together' = ${log.id})`
