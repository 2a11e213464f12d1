/** The limits for one network address in one conversation on one day. */
export const reactionLimits = {
  /** Guests known for less than a day; a browser without a cookie is a new guest. */
  newcomers: 3,
  /** Reactions by all of its guests together. */
  reactions: 30,
} as const

/** A viewer’s reactions, by the id of the conversation or comment. */
export const emojisBySubject = (
  reactions: { subject: string; emoji: string }[],
): ReadonlyMap<string, ReadonlySet<string>> => {
  const own = new Map<string, Set<string>>()
  for (const { subject, emoji } of reactions)
    own.set(subject, (own.get(subject) ?? new Set()).add(emoji))
  return own
}
