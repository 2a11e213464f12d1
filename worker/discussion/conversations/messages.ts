import type { IdeaStatus } from '../../../site/contract/vocabulary'

/** The status of an idea, as readers see it. */
export const statusNames: Record<IdeaStatus, string> = {
  open: 'Open',
  planned: 'Planned',
  started: 'Started',
  done: 'Done',
  declined: 'Declined',
}

/** The counts that lists show. */
export interface ConversationCounts {
  comments: number
  votes: number
  /** The id of the accepted answer. */
  answer: string | null
}

const many = (language: string, count: number, one: string) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString(language)} ${one}s`

/**
 * The counts of a conversation for lists; empty if all are zero.
 *
 * @example countsInWords('en-GB', { comments: 1, votes: 2, answer: null }) // => '2 votes · 1 comment'
 */
export const countsInWords = (language: string, counts: ConversationCounts | undefined): string => {
  if (!counts) return ''
  const { comments, votes, answer } = counts
  return [
    votes > 0 && many(language, votes, 'vote'),
    comments > 0 && many(language, comments, 'comment'),
    answer !== null && 'answered',
  ]
    .filter(Boolean)
    .join(' · ')
}
