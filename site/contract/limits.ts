/** What others do with a member's work that earns contributor points. */
export const creditKinds = ['acceptance', 'use', 'appreciation'] as const
export type CreditKind = (typeof creditKinds)[number]

/** How contributor points are counted: `contributors/` shows it, and the Worker counts by it. */
export const contributions = {
  /** What each is worth. */
  points: { acceptance: 5, use: 2, appreciation: 1 } satisfies Record<CreditKind, number>,
  /** The most points that one person can give another: recently, and in all. */
  fromOne: { recent: 15, ever: 50 },
  /** Days for which a point counts as recent. */
  days: 90,
  /** A circle of at most this many people who credit only each other earns nothing from it. */
  circle: 3,
  /** The top contributors, who have a badge. */
  top: 10,
} as const

/** Conversations on a page of a list; those on the front page. */
export const LIST_PAGE_SIZE = 30
export const FRONT_PAGE_SIZE = 14
