import { and, eq, gte, or } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { Offer } from '../../../site/contract/offers'
import type { Db } from '../../env'
import { isolateState } from '../../lib/isolate'
import { clicks } from './table'

/** How long an isolate caches which offers have reached their cap, in milliseconds. */
const FRESH = 15_000

interface Exhausted {
  /** The offers it was read for. */
  of: readonly Offer[]
  ids: ReadonlySet<string>
  from: number
}

const known = isolateState<Exhausted | undefined>(() => undefined)

/** The ids of the offers that have reached their cap. */
const listExhausted = async (db: Db, offers: readonly Offer[]): Promise<Set<string>> => {
  const capped = offers.flatMap(({ id, cap }) => (cap === undefined ? [] : [{ id, cap }]))
  const found = new Set<string>()
  // D1 binds a hundred values to a statement.
  for (let first = 0; first < capped.length; first += 50) {
    const asked = capped.slice(first, first + 50)
    // oxlint-disable-next-line no-await-in-loop -- one after the other: there is seldom a second
    const rows = await db
      .select({ offer: clicks.offer })
      .from(clicks)
      .where(or(...asked.map(({ id, cap }) => and(eq(clicks.offer, id), gte(clicks.count, cap)))))
    for (const { offer } of rows) found.add(offer)
  }
  return found
}

/**
 * The ids of the offers that have reached their cap. Cached per isolate for 15 seconds, because
 * every page view needs them. Whether a click still counts is decided when it is counted.
 */
export const findExhausted = async (
  db: Db,
  { offers }: Pick<Hub, 'offers'>,
  now: Date,
): Promise<ReadonlySet<string>> => {
  const at = now.getTime()
  const last = known.current
  if (last?.of === offers && last.from <= at && at < last.from + FRESH) return last.ids
  const ids = await listExhausted(db, offers)
  known.current = { of: offers, ids, from: at }
  return ids
}

/** Drops the cached list after a click has reached a cap. */
export const clearExhausted = (): void => {
  known.current = undefined
}
