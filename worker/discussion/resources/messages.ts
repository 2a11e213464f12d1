export const useMessages = {
  refused: 'Not done',
  own: 'This resource is yours. Only others can say that they used it.',
  silenced: 'A host has silenced you. You can do this again when that is over.',
  add: 'I used this',
  remove: 'I did not use this',
  signIn: 'Sign in to say that you used this',
  /** @example count(3, true) // => 'You and 2 others used this.' */
  count: (all: number, isMine: boolean): string => {
    if (isMine)
      return all === 1
        ? 'You used this.'
        : `You and ${all - 1} ${all === 2 ? 'other' : 'others'} used this.`
    if (all === 0) return 'No one has marked this as used yet.'
    return all === 1 ? 'One member used this.' : `${all} members used this.`
  },
} as const
