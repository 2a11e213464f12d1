import type { ClosingFault } from './rules'

export const questionMessages = {
  section: 'Duplicates of this question',
  markAsDuplicate: 'Mark as duplicate',
  address: 'Address of the earlier question',
  hint: 'This question then takes no more comments, and links to the earlier one. Its comments stay.',
  close: 'Close as duplicate',
  reopen: 'Not a duplicate: open it again',
  closed: 'This question takes no more comments.',
  duplicates: 'Also asked as:',
} as const

export const closingMessages: Record<ClosingFault, string> = {
  unknown:
    'There is no conversation at that address. Please copy the address of the earlier question from its page.',
  'no-question': 'That is not a question. A question can only be a duplicate of another question.',
  itself: 'That is this question.',
  circle: 'That question is closed as a duplicate of this one. Open it again first.',
  apart: 'Not everyone who can read this question can read that one.',
  changed: 'The question was changed meanwhile. Please check it, and decide again.',
}
