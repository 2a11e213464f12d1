/** The messages of the search, beside those for an unavailable database. */
export const searchMessages = {
  tooFast:
    'That was a lot of searches in a minute. Your words are still here: please try again soon.',
} as const
