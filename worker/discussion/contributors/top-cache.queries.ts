import { isolateState } from '../../lib/isolate'

/** How long an isolate caches the top contributors, in milliseconds. */
const MAX_AGE_MS = 30_000

type Ids = ReadonlySet<string>

const cache = isolateState<{ ids: Ids; until: number } | undefined>(() => undefined)

/** The ids of the top contributors, if this isolate has read them within `MAX_AGE_MS`. */
export const cachedTopContributors = (now: Date): Ids | undefined =>
  cache.current && cache.current.until > now.getTime() ? cache.current.ids : undefined

/** Caches the ids that were read with a conversation, so that badges cost the next ones no rows. */
export const cacheTopContributors = (rows: readonly { id: string }[], now: Date): Ids => {
  const ids = new Set(rows.map(({ id }) => id))
  cache.current = { ids, until: now.getTime() + MAX_AGE_MS }
  return ids
}

/** Clears the cache after points were counted. */
export const clearTopContributors = () => {
  cache.current = undefined
}
