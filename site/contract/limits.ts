/** What others do with the work of a member that counts among the contributors. */
export const credited = ['acceptance', 'use', 'appreciation'] as const
export type Credited = (typeof credited)[number]

/** How contributors' points are counted: `contributors/` tells it, and the Worker counts by it. */
export const contributions = {
  /** What each is worth. */
  points: { acceptance: 5, use: 2, appreciation: 1 } satisfies Record<Credited, number>,
  /** The most that one person's doings count for one other: recently, and for all time. */
  fromOne: { recent: 15, ever: 50 },
  /** Days in which something is recent. */
  days: 90,
  /** So many people, or fewer, whom only each other credits, count nothing for each other. */
  circle: 3,
  /** So many stand before all others: they have a badge. */
  top: 10,
} as const

/** Conversations on a page of a list; those on the front page. */
export const pageOfList = 30
export const newestOnFront = 14
