import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Counts by hour, updated by triggers. */
export const hours = sqliteTable(
  'hours',
  {
    /** Hours since the epoch. */
    hour: integer().notNull(),
    /** What is counted: comments that were held, published or answered. */
    measure: text({ enum: ['held', 'published', 'answered'] }).notNull(),
    /** The id of the conversation. */
    conversation: text().notNull(),
    count: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.hour, t.measure, t.conversation] })],
)
