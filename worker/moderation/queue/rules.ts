/** The lists of the desk by urgency; the last one needs no action. */
export const queueLists = ['held', 'reported', 'awaiting', 'resting', 'faded'] as const
export type QueueList = (typeof queueLists)[number]

/** Rows on a page of a list. */
export const QUEUE_PAGE_SIZE = 20

/** The highest exact count: beyond it, hosts need no exact number. */
export const MAX_COUNT = 99

/** For how long a comment counts as newly faded, in milliseconds. */
export const NEWLY_FADED_MS = 14 * 24 * 60 * 60 * 1000

/** How many of an author's latest comments are summed up for hosts. */
export const MAX_EARLIER_COMMENTS = 25

/** The size of each list, up to `MAX_COUNT + 1`. */
export type QueueCounts = Record<QueueList, number>

/** The counts, with the number of open access requests. */
export type WaitingCounts = QueueCounts & { requests: number }

/** The list with this name, if there is one. */
export const queueListOf = (name: string | undefined): QueueList | undefined =>
  queueLists.find((list) => list === name)

/** The first list that is not empty. */
export const firstQueueList = (counts: QueueCounts): QueueList =>
  queueLists.find((list) => counts[list] > 0) ?? 'held'

/** A short form of a count: `shortCount(100) // => '99+'` */
export const shortCount = (count: number): string =>
  count > MAX_COUNT ? `${MAX_COUNT}+` : String(count)

/** A position in a list: the two columns of its order. */
export type QueuePosition = readonly [sort: string | number, id: string]

const POSITION =
  /^(-?\d[\d.e+-]*|[0-9a-f-]{36})~([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/

/** Reads a position from an address, such as `0.25~<id>`; `undefined` if it is malformed. */
export const parsePosition = (text: string | undefined): QueuePosition | undefined => {
  const [, sort, id] = POSITION.exec(text ?? '') ?? []
  if (!sort || !id) return undefined
  const isNumber = Number.isFinite(Number(sort))
  return isNumber || sort.length === 36 ? [isNumber ? Number(sort) : sort, id] : undefined
}

/** Writes a position for an address. */
export const formatPosition = ([sort, id]: QueuePosition): string => `${sort}~${id}`
