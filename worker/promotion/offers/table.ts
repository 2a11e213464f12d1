import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { outboundKinds } from '../../../site/contract/offers'

/** Views and clicks of offers and networks by day, link and page, without data on visitors. */
export const counts = sqliteTable(
  'counts',
  {
    /** A day in the hub's time zone: `2026-11-02`. */
    day: text().notNull(),
    kind: text({ enum: outboundKinds }).notNull(),
    /** The id of the offer or the network. */
    link: text().notNull(),
    measure: text({ enum: ['shown', 'clicked'] }).notNull(),
    /** The id of a conversation, or one of `countedPages`; empty if unknown. */
    page: text().notNull().default(''),
    /** For `shown` an estimate: one in `sampled` views is counted, as `sampled` views. */
    count: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.day, t.kind, t.link, t.measure, t.page] })],
)

/** The total clicks of an offer, which its cap limits. */
export const clicks = sqliteTable('clicks', {
  offer: text().primaryKey(),
  count: integer().notNull().default(0),
})
