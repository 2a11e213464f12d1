import { and, eq, gte, or } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { Offer } from '../../../site/contract/offers'
import type { Db } from '../../env'
import { isolateState } from '../../lib/isolate'
import { clicks } from './table'

/** How long an isolate caches which offers have reached their cap, in milliseconds. */
const CACHE_MS = 15_000

interface Exhausted {
  /** The offers of the hub for which it was read: a new build has others. */
  offers: readonly Offer[]
  ids: ReadonlySet<string>
  /** In epoch milliseconds. */
  readAt: number
}

const cache = isolateState<Exhausted | undefined>(() => undefined)

/** The ids of the offers that have reached their cap. */
const listExhausted = async (db: Db, offers: readonly Offer[]): Promise<Set<string>> => {
  const capped = offers.flatMap(({ id, cap }) => (cap === undefined ? [] : [{ id, cap }]))
  const found = new Set<string>()
  // D1 binds a hundred values to a statement.
  for (let first = 0; first < capped.length; first += 50) {
    const batch = capped.slice(first, first + 50)
    // oxlint-disable-next-line no-await-in-loop -- there is seldom a second
    const rows = await db
      .select({ offer: clicks.offer })
      .from(clicks)
      .where(or(...batch.map(({ id, cap }) => and(eq(clicks.offer, id), gte(clicks.count, cap)))))
    for (const { offer } of rows) found.add(offer)
  }
  return found
}

/**
 * The ids of the offers that have reached their cap. Cached per isolate for 15 seconds, because
 * every page view needs them. `takeClick` enforces the cap.
 */
export const findExhausted = async (
  db: Db,
  { offers }: Pick<Hub, 'offers'>,
  now: Date,
): Promise<ReadonlySet<string>> => {
  const at = now.getTime()
  const last = cache.current
  if (last?.offers === offers && last.readAt <= at && at < last.readAt + CACHE_MS) return last.ids
  const ids = await listExhausted(db, offers)
  cache.current = { offers, ids, readAt: at }
  return ids
}

/** Drops the cached list after a click has reached a cap. */
export const clearExhausted = (): void => {
  cache.current = undefined
}
