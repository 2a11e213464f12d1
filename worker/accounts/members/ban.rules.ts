import type { Member } from './table'

/** The stored end of a permanent ban or silence. */
export const PERMANENT = new Date('9999-12-31T23:59:59.999Z')

/** Whether a member is banned now. */
export const isBanned = ({ bannedUntil }: Pick<Member, 'bannedUntil'>, now: Date): boolean =>
  bannedUntil !== null && bannedUntil > now

/** Whether a member’s ban is permanent. */
export const isPermanentlyBanned = ({ bannedUntil }: Pick<Member, 'bannedUntil'>): boolean =>
  bannedUntil !== null && isPermanent(bannedUntil)

/** Whether this is the stored end of a permanent ban or silence. */
export const isPermanent = (until: Date): boolean => until >= PERMANENT

/** A ban or silence that has not ended, with its reason. */
export interface Sanction {
  by: 'ban' | 'silence'
  until: Date
  reason: string | null
}

type Sanctionable = Pick<Member, 'bannedUntil' | 'banReason' | 'silencedUntil' | 'silenceReason'>

/** The current ban of a member, else their current silence. */
export const sanctionOf = (member: Sanctionable | undefined, now: Date): Sanction | undefined => {
  if (!member) return undefined
  const { bannedUntil, banReason, silencedUntil, silenceReason } = member
  if (bannedUntil && bannedUntil > now) return { by: 'ban', until: bannedUntil, reason: banReason }
  if (silencedUntil && silencedUntil > now)
    return { by: 'silence', until: silencedUntil, reason: silenceReason }
  return undefined
}
