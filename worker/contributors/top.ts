/** For how long an isolate knows who has the badge without asking, in milliseconds. */
const FRESH = 30_000

type Ids = ReadonlySet<string>

let known: { ids: Ids; until: number } | undefined

/** Those who helped most lately, as far as this isolate has read it within half a minute. */
export const knownTop = (now: Date): Ids | undefined =>
  known && known.until > now.getTime() ? known.ids : undefined

/** Keeps what was read with a conversation for the next, so that a badge costs no conversation a row. */
export const keepTop = (rows: readonly { id: string }[], now: Date): Ids => {
  known = { ids: new Set(rows.map(({ id }) => id)), until: now.getTime() + FRESH }
  return known.ids
}

/** They may be others by now. */
export const forgetTop = () => {
  known = undefined
}
