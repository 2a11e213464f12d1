import { DAY_MS } from '../../lib/calendar'
import { timeOf } from '../../lib/id'

/** What one address may give in one conversation on one day. */
export const reactionLimits = {
  /** People whom the hub has known for less than a day; whoever has no cookie is a new one. */
  newcomers: 3,
  /** Reactions by all of its people together. */
  reactions: 30,
} as const

/**
 * Whether the hub has known this person for less than a day. A cookie costs nothing to get: were
 * it trusted at once, an address could gather a hundred in a hundred conversations and spend them
 * in one.
 */
export const isNewcomer = (visitor: string, now: Date): boolean =>
  now.getTime() - timeOf(visitor).getTime() < DAY_MS

/** Seconds until the limits of the day are over: the hash of an address changes at midnight, UTC. */
export const secondsUntilTomorrow = (now: Date): number =>
  Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000)

/** The emojis that somebody gave, by what they gave them to. */
export const emojisBySubject = (
  given: { subject: string; emoji: string }[],
): ReadonlyMap<string, ReadonlySet<string>> => {
  const own = new Map<string, Set<string>>()
  for (const { subject, emoji } of given)
    own.set(subject, (own.get(subject) ?? new Set()).add(emoji))
  return own
}
