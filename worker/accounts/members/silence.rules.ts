import type { Member } from './table'

/** Whether a host keeps somebody from writing; that ends by itself. */
export const isSilenced = ({ silencedUntil }: Pick<Member, 'silencedUntil'>, now: Date): boolean =>
  silencedUntil !== null && silencedUntil > now
