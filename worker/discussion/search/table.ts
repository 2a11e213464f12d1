import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The search index: posts, pages and people, loaded by the build; and published comments, listed
 * topics and members, updated by triggers on their tables. Further triggers update
 * `documents_words`, an FTS5 table over title and text. Drizzle can declare neither triggers nor
 * FTS5 tables: see the migrations.
 */
export const documents = sqliteTable('documents', {
  /** The rowid in the FTS5 table. */
  number: integer().primaryKey(),
  /** `post:<id>`, `page:<slug>` or `person:<handle>`; `comment:<id>`, `topic:<id>` or `member:<id>`. */
  id: text().notNull().unique(),
  title: text().notNull(),
  text: text().notNull(),
  /** The path, relative to the hub's base. */
  address: text().notNull(),
  /** A hash of the content that the build loads, so that unchanged documents are skipped. */
  hash: text(),
})
