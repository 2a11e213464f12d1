import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { waysOut } from '../../../site/contract/offers'

/**
 * How often an offer or a network was shown and followed: by day, link and page, and by nothing
 * that has to do with whoever it was.
 */
export const counts = sqliteTable(
  'counts',
  {
    /** A day on the hub's wall: `2026-11-02`. */
    day: text().notNull(),
    kind: text({ enum: waysOut }).notNull(),
    /** The id of the offer or the network. */
    link: text().notNull(),
    measure: text({ enum: ['shown', 'clicked'] }).notNull(),
    /** The id of a conversation, or one of `countedPages`; empty where nobody knows. */
    page: text().notNull().default(''),
    /** Of what was shown: an estimate, as one of so many views stands for all of them. */
    count: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.day, t.kind, t.link, t.measure, t.page] })],
)

/** All clicks of an offer, ever: its cap is measured against them. */
export const clicks = sqliteTable('clicks', {
  offer: text().primaryKey(),
  count: integer().notNull().default(0),
})
