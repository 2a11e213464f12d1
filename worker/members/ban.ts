import type { Member } from './table'

/** The end of a ban that has none. */
export const FOR_GOOD = new Date('9999-12-31T23:59:59.999Z')

/** Whether somebody is banned; a ban ends by itself. */
export const isBanned = ({ bannedUntil }: Pick<Member, 'bannedUntil'>, now: Date): boolean =>
  bannedUntil !== null && bannedUntil > now

/** Whether their ban ends only when it is lifted. */
export const isForGood = ({ bannedUntil }: Pick<Member, 'bannedUntil'>): boolean =>
  bannedUntil !== null && bannedUntil >= FOR_GOOD
