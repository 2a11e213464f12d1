import type { Member } from './table'

/** The end of a ban that has none. */
export const PERMANENT = new Date('9999-12-31T23:59:59.999Z')

/** Whether somebody is banned; a ban ends by itself. */
export const isBanned = ({ bannedUntil }: Pick<Member, 'bannedUntil'>, now: Date): boolean =>
  bannedUntil !== null && bannedUntil > now

/** Whether their ban ends only when it is lifted. */
export const isPermanentlyBanned = ({ bannedUntil }: Pick<Member, 'bannedUntil'>): boolean =>
  bannedUntil !== null && isPermanent(bannedUntil)

/** Whether this is no day that will come. */
export const isPermanent = (until: Date): boolean => until >= PERMANENT

/** What a host has decided that keeps somebody from being heard here for a while, and why. */
export interface Sanction {
  by: 'ban' | 'silence'
  until: Date
  reason: string | null
}

type Sanctionable = Pick<Member, 'bannedUntil' | 'banReason' | 'silencedUntil' | 'silenceReason'>

/** Whether somebody is banned or silenced; a ban is more, and so is told of first. */
export const sanctionOf = (member: Sanctionable | undefined, now: Date): Sanction | undefined => {
  if (!member) return undefined
  const { bannedUntil, banReason, silencedUntil, silenceReason } = member
  if (bannedUntil && bannedUntil > now) return { by: 'ban', until: bannedUntil, reason: banReason }
  if (silencedUntil && silencedUntil > now)
    return { by: 'silence', until: silencedUntil, reason: silenceReason }
  return undefined
}
