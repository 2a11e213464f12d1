import { isolateState } from '../../lib/isolate'

/** For how long an isolate knows who has the badge without asking, in milliseconds. */
const FRESH = 30_000

type Ids = ReadonlySet<string>

const known = isolateState<{ ids: Ids; until: number } | undefined>(() => undefined)

/** Those who helped most lately, as far as this isolate has read it within half a minute. */
export const cachedTopContributors = (now: Date): Ids | undefined =>
  known.current && known.current.until > now.getTime() ? known.current.ids : undefined

/** Keeps what was read with a conversation for the next, so that a badge costs no conversation a row. */
export const cacheTopContributors = (rows: readonly { id: string }[], now: Date): Ids => {
  const ids = new Set(rows.map(({ id }) => id))
  known.current = { ids, until: now.getTime() + FRESH }
  return ids
}

/** They may be others by now. */
export const clearTopContributors = () => {
  known.current = undefined
}
