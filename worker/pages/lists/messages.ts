import type { ListOrder } from './rules'

/** Before the name of the author of the last comment. */
export const lastReplyBy = 'last by'

/** The links to the first and the next page of a list, by its order. */
export const pagerWords: Record<ListOrder, { first: string; next: string }> = {
  active: { first: 'Back to the latest activity', next: 'Older activity' },
  newest: { first: 'Back to the newest', next: 'Older' },
  votes: { first: 'Back to the most votes', next: 'Fewer votes' },
}
