import { DAY_MS } from './calendar'

/** `utcDayOf(new Date(0)) // => '1970-01-01'`, in UTC. */
export const utcDayOf = (now: Date): string => now.toISOString().slice(0, 10)

/** Seconds until the next UTC day, on which daily limits start again and address hashes change. */
export const secondsUntilMidnight = (now: Date): number =>
  Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000)
