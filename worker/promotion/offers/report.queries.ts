import { and, desc, eq, gte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import type { ReportRequest, Daily, Paged } from './report.rules'
import { clicks, counts } from './table'

/** Pages in the report: the rest are in the table to take away. */
export const MAX_PAGES = 50

/** Rows of the table to take away: what a spreadsheet and one answer of the database can hold. */
const MOST_ROWS = 50_000

// Each with a name of its own: a batch knows its columns by nothing else.
const sumOf = (measure: 'shown' | 'clicked') =>
  sql<number>`sum(case ${counts.measure} when ${measure} then ${counts.count} else 0 end)`.as(
    measure,
  )

const figures = { shown: sumOf('shown'), clicked: sumOf('clicked') }

const since = (from: string, of: ReportRequest['of']): SQL | undefined =>
  and(
    gte(counts.day, from),
    of ? and(eq(counts.kind, of.kind), eq(counts.link, of.link)) : undefined,
  )

export interface OfferReport {
  daily: Daily[]
  /** The most followed first, one more than is shown. */
  pages: Paged[]
  /** All clicks of each offer, ever. */
  clicks: ReadonlyMap<string, number>
}

/** All that the report says from that day on, in one round trip. */
export const readReport = async (
  db: Db,
  from: string,
  of: ReportRequest['of'],
): Promise<OfferReport> => {
  const { day, kind, link, page } = counts
  const [daily, pages, taken] = await db.batch([
    db
      .select({ day, kind, link, ...figures })
      .from(counts)
      .where(since(from, undefined))
      .groupBy(day, kind, link),
    db
      .select({ page, ...figures })
      .from(counts)
      .where(since(from, of))
      .groupBy(page)
      .orderBy(desc(figures.clicked), desc(figures.shown), page)
      .limit(MAX_PAGES + 1),
    db.select().from(clicks),
  ])
  return { daily, pages, clicks: new Map(taken.map(({ offer, count }) => [offer, count])) }
}

export interface TableRow extends Daily, Paged {}

/** By day, link and page, the newest first. */
export const listOfferCounts = (
  db: Db,
  from: string,
  of: ReportRequest['of'],
): Promise<TableRow[]> => {
  const { day, kind, link, page } = counts
  return db
    .select({ day, kind, link, page, ...figures })
    .from(counts)
    .where(since(from, of))
    .groupBy(day, kind, link, page)
    .orderBy(desc(day), kind, link, page)
    .limit(MOST_ROWS)
}
