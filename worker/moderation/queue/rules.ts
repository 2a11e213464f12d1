/** What waits at the desk, in the order in which hosts take it up; the last needs nothing any more. */
export const queueLists = ['held', 'reported', 'awaiting', 'resting', 'faded'] as const
export type QueueList = (typeof queueLists)[number]

/** Rows in a page of a list. */
export const QUEUE_PAGE_SIZE = 20

/** What a count stops at: a host who has more than this needs no exact number. */
export const MAX_COUNT = 99

/** For how long a comment counts as newly faded, in milliseconds. */
export const NEWLY_FADED_MS = 14 * 24 * 60 * 60 * 1000

/** Somebody's latest comments, by which a host sees whom they have to do with. */
export const MAX_EARLIER_COMMENTS = 25

/** How many of each list there are, up to `MANY` and one more. */
export type QueueCounts = Record<QueueList, number>

/** The same, and how many ask to be let into a space: they wait on a page of their own. */
export type WaitingCounts = QueueCounts & { requests: number }

/** The list of this name. */
export const queueListOf = (name: string | undefined): QueueList | undefined =>
  queueLists.find((list) => list === name)

/** Where to begin: the first list that has something. */
export const firstQueueList = (counts: QueueCounts): QueueList =>
  queueLists.find((list) => counts[list] > 0) ?? 'held'

/** A count in a few characters: `shortCount(100) // => '99+'` */
export const shortCount = (count: number): string =>
  count > MAX_COUNT ? `${MAX_COUNT}+` : String(count)

/** A place in a list: the two columns by which it is in order. */
export type QueuePosition = readonly [sort: string | number, id: string]

const KEY =
  /^(-?\d[\d.e+-]*|[0-9a-f-]{36})~([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/

/**
 * A place, as an address names it; anything else is none.
 *
 * @example keyIn('0.25~0192f0c4-7e6b-7a3c-8f21-5f0a9c3d1e77') // => [0.25, '0192f0c4-7e6b-7a3c-8f21-5f0a9c3d1e77']
 */
export const parsePosition = (text: string | undefined): QueuePosition | undefined => {
  const [, sort, id] = KEY.exec(text ?? '') ?? []
  if (!sort || !id) return undefined
  const isNumber = Number.isFinite(Number(sort))
  return isNumber || sort.length === 36 ? [isNumber ? Number(sort) : sort, id] : undefined
}

/** The same place, to be put into an address. */
export const formatPosition = ([sort, id]: QueuePosition): string => `${sort}~${id}`
