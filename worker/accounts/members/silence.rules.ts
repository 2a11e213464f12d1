import type { Member } from './table'

/** Whether a member is silenced now. */
export const isSilenced = ({ silencedUntil }: Pick<Member, 'silencedUntil'>, now: Date): boolean =>
  silencedUntil !== null && silencedUntil > now
