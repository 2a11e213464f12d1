/** Why a topic is not moved or merged. */
export const topicMessages = {
  'space-unknown': 'Please choose a space of this hub.',
  'conversation-unknown': 'No conversation has this address. Please copy it from the browser.',
  same: 'This is the same conversation.',
  merged: 'That conversation was itself merged into another.',
  'no-comments': 'That conversation accepts no comments.',
} as const

export type MergerObstacle = Exclude<keyof typeof topicMessages, 'space-unknown'>
