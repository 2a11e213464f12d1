import { and, gte, lt, ne, sql, type SQL } from 'drizzle-orm'
import { isTopic } from '../../../site/contract/conversation'
import type { OutboundKind } from '../../../site/contract/offers'
import { knownTopicId } from '../../discussion/conversations/table'
import type { Db } from '../../env'
import { dayFrom } from '../../lib/calendar'
import { insertIf } from '../../lib/insert'
import { clicks, counts } from './table'

/** A click on an outbound link: its day, link and page. */
export interface Click {
  day: string
  kind: OutboundKind
  link: string
  /** As `pageFrom` has it. */
  page: string
}

/** The offers and networks that a page shows, by id, and the id of the page. */
export interface Impressions {
  page: string
  offers: string[]
  networks?: string[]
}

const addCount = {
  target: [counts.day, counts.kind, counts.link, counts.measure, counts.page],
  set: { count: sql`${counts.count} + excluded.count` },
}

/** The id of the page, as SQL; empty for an unknown topic, because anyone can send any id. */
const pageSql = (page: string): SQL =>
  isTopic({ id: page }) ? sql`coalesce(${knownTopicId(page)}, '')` : sql`${page}`

const addClick = (db: Db, { page, ...click }: Click, condition: SQL) => {
  const row = { ...click, measure: 'clicked' as const, count: 1 }
  return insertIf(db, counts, row, sql`where ${condition}`, {
    page: pageSql(page),
  }).onConflictDoUpdate(addCount)
}

const clicksOf = (offer: string) =>
  sql`coalesce((select clicks.count from clicks where clicks.offer = ${offer}), 0)`

const addToOffer = (db: Db, offer: string) =>
  db
    .insert(clicks)
    .values({ offer, count: 1 })
    .onConflictDoUpdate({ target: clicks.offer, set: { count: sql`${clicks.count} + 1` } })

/** Counts a click without a cap. Offers have a total all the same, in case they get a cap later. */
export const countClick = async (db: Db, click: Click): Promise<void> => {
  const counting = addClick(db, click, sql`true`)
  await (click.kind === 'offer'
    ? db.batch([counting, addToOffer(db, click.link)])
    : db.batch([counting]))
}

/**
 * Counts a click on an offer with a cap, in one batch, so that concurrent clicks never exceed it.
 *
 * @returns the total with this click; `undefined` if the cap was reached before
 */
export const takeClick = async (db: Db, click: Click, cap: number): Promise<number | undefined> => {
  const [, [taken]] = await db.batch([
    addClick(db, click, sql`${clicksOf(click.link)} < ${cap}`),
    addToOfferBelow(db, click.link, cap),
  ])
  return taken?.count
}

const addToOfferBelow = (db: Db, offer: string, cap: number) =>
  db
    .insert(clicks)
    .values({ offer, count: 1 })
    .onConflictDoUpdate({
      target: clicks.offer,
      set: { count: sql`${clicks.count} + 1` },
      setWhere: lt(clicks.count, cap),
    })
    .returning({ count: clicks.count })

/** Adds `count` views of all offers and networks that a page shows. */
export const countImpressions = async (
  db: Db,
  day: string,
  { page, offers, networks = [] }: Impressions,
  count: number,
): Promise<void> => {
  const links = [
    ...offers.map((link) => ['offer', link]),
    ...networks.map((link) => ['network', link]),
  ]
  if (links.length === 0) return
  const row = { day, kind: 'offer', link: '', measure: 'shown', page, count } as const
  // One JSON text, because a hub may have more of them than D1 binds parameters.
  await insertIf(db, counts, row, sql`from json_each(${JSON.stringify(links)}) each where true`, {
    kind: sql`each.value ->> 0`,
    link: sql`each.value ->> 1`,
  }).onConflictDoUpdate(addCount)
}

/** For how many days counts are stored by page. */
const DAYS_BY_PAGE = 400

/** The most days summed up in one run: earlier runs may have been missed. */
const DAYS_AT_ONCE = 7

/**
 * Sums the counts of old days over their pages, so that a year of a busy hub is a few thousand
 * rows. Runs once an hour, and reads the rows of one week.
 */
export const compactCounts = async (db: Db, today: string, now: Date): Promise<void> => {
  if (now.getUTCMinutes() !== 0) return
  const { day, kind, link, measure, page } = counts
  const until = dayFrom(today, -DAYS_BY_PAGE)
  const isPast = and(gte(day, dayFrom(until, -DAYS_AT_ONCE)), lt(day, until), ne(page, ''))
  await db.batch([
    db
      .insert(counts)
      .select(
        sql`select ${day}, ${kind}, ${link}, ${measure}, '', sum(${counts.count}) from ${counts}
          where ${isPast} group by ${day}, ${kind}, ${link}, ${measure}`,
      )
      .onConflictDoUpdate(addCount),
    db.delete(counts).where(isPast),
  ])
}
