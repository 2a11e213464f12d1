import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * What can be found: posts, pages and people as the build loads them; and published comments, listed
 * topics and members, which follow their tables by triggers. `documents_words`, an FTS5 table over
 * title and text, follows in turn (drizzle has no word for any of these; see the migrations).
 */
export const documents = sqliteTable('documents', {
  /** The rowid that the FTS5 table speaks of. */
  number: integer().primaryKey(),
  /** `post:<id>`, `page:<slug>` or `person:<handle>`; `comment:<id>`, `topic:<id>` or `member:<id>`. */
  id: text().notNull().unique(),
  title: text().notNull(),
  text: text().notNull(),
  /** Where it can be read, below the hub's base. */
  address: text().notNull(),
  /** Of what the build loads, so that the same is not loaded twice. */
  hash: text(),
})
