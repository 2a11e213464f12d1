import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * What can be found: posts and pages as the build loads them, and published comments, which follow
 * `comments` by triggers. `documents_words`, an FTS5 table over title and text, follows in turn
 * (drizzle has no word for any of these; see the migrations).
 */
export const documents = sqliteTable('documents', {
  /** The rowid that the FTS5 table speaks of. */
  number: integer().primaryKey(),
  /** `post:<id>`, `page:<slug>` or `comment:<id>`. */
  id: text().notNull().unique(),
  title: text().notNull(),
  text: text().notNull(),
  /** Where it can be read, below the hub's base. */
  address: text().notNull(),
  /** Of a post or a page: what was loaded, so that the same is not loaded twice. */
  hash: text(),
})
