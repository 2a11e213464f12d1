/** What waits at the desk, in the order in which hosts take it up; the last needs nothing any more. */
export const lists = ['held', 'reported', 'awaiting', 'resting', 'faded'] as const
export type List = (typeof lists)[number]

/** Rows in a page of a list. */
export const PAGE = 20

/** What a count stops at: a host who has more than this needs no exact number. */
export const MANY = 99

/** For how long a comment counts as newly faded, in milliseconds. */
export const NEWLY = 14 * 24 * 60 * 60 * 1000

/** Somebody's latest comments, by which a host sees whom they have to do with. */
export const EARLIER = 25

/** How many of each list there are, up to `MANY` and one more. */
export type Counts = Record<List, number>

/** The same, and how many ask to be let into a space: they wait on a page of their own. */
export type Waiting = Counts & { requests: number }

/** The list of this name. */
export const listOf = (name: string | undefined): List | undefined =>
  lists.find((list) => list === name)

/** Where to begin: the first list that has something. */
export const firstOf = (counts: Counts): List => lists.find((list) => counts[list] > 0) ?? 'held'

/** A count in a few characters: `shortCount(100) // => '99+'` */
export const shortCount = (count: number): string => (count > MANY ? `${MANY}+` : String(count))

/** A place in a list: the two columns by which it is in order. */
export type Key = readonly [sort: string | number, id: string]

const KEY =
  /^(-?\d[\d.e+-]*|[0-9a-f-]{36})~([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/

/**
 * A place, as an address names it; anything else is none.
 *
 * @example keyIn('0.25~0192f0c4-7e6b-7a3c-8f21-5f0a9c3d1e77') // => [0.25, '0192f0c4-7e6b-7a3c-8f21-5f0a9c3d1e77']
 */
export const keyIn = (text: string | undefined): Key | undefined => {
  const [, sort, id] = KEY.exec(text ?? '') ?? []
  if (!sort || !id) return undefined
  const isNumber = Number.isFinite(Number(sort))
  return isNumber || sort.length === 36 ? [isNumber ? Number(sort) : sort, id] : undefined
}

/** The same place, to be put into an address. */
export const keyText = ([sort, id]: Key): string => `${sort}~${id}`
