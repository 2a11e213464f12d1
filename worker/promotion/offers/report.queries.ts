import { and, desc, eq, gte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import {
  type LinkDayFigures,
  MAX_PAGES,
  type PageFigures,
  type ReportRequest,
} from './report.rules'
import { clicks, counts } from './table'

/** The most rows of the CSV file: what a spreadsheet and one response of the database can hold. */
const MAX_ROWS = 50_000

// With an alias of its own: a batch distinguishes columns by name only.
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
  daily: LinkDayFigures[]
  /** The most clicked first; one more than is shown. */
  pages: PageFigures[]
  /** All clicks of each offer, ever. */
  clicks: ReadonlyMap<string, number>
}

/** The figures of a report since a day, in one round trip. */
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

export interface CountRow extends LinkDayFigures, PageFigures {}

/** The counts by day, link and page, newest first. */
export const listOfferCounts = (
  db: Db,
  from: string,
  of: ReportRequest['of'],
): Promise<CountRow[]> => {
  const { day, kind, link, page } = counts
  return db
    .select({ day, kind, link, page, ...figures })
    .from(counts)
    .where(since(from, of))
    .groupBy(day, kind, link, page)
    .orderBy(desc(day), kind, link, page)
    .limit(MAX_ROWS)
}
