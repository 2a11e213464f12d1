import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** People who gave a name and an e-mail. An address that nobody confirmed earns nothing. */
export const guests = sqliteTable(
  'guests',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    website: text(),
    /** Fill in the form for them next time. */
    remember: integer({ mode: 'boolean' }).notNull().default(false),
    confirmedAt: integer({ mode: 'timestamp_ms' }),
    createdAt: integer({ mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('guests_email').on(t.email)],
)

export type Guest = typeof guests.$inferSelect
