import { MAX_NEW } from './rules'

/** How many comments of a conversation are new to a member; none, if the conversation itself is. */
export const newCommentsMessage = (count: number): string => {
  if (count === 0) return 'New'
  return count < MAX_NEW ? `${count} new` : `${MAX_NEW - 1}+ new`
}
