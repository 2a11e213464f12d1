export const reactionMessages = {
  added: 'Your reaction is counted.',
  removed: 'Your reaction is removed.',
  unknownTitle: 'This reaction does not exist',
  unknown: (emojis: readonly string[]) => `Please go back and choose one of ${emojis.join(' ')}.`,
  limitTitle: 'Too many reactions',
  guestLimit:
    'Your network has reached today’s limit of reactions in this conversation. Please come back tomorrow, or sign in.',
  memberLimit:
    'You have reached today’s limit of reactions in this conversation. Please come back tomorrow.',
  notSetUpTitle: 'Reactions are not set up',
  notSetUp: 'The owner of this hub must set HUB_SECRET first.',
  notSavedTitle: 'Your reaction was not saved',
  notSaved: 'The hub could not save it just now. Please go back and try again in a moment.',
} as const
