/** `dayOf(new Date(0)) // => '1970-01-01'`, in UTC. */
export const utcDayOf = (now: Date): string => now.toISOString().slice(0, 10)
