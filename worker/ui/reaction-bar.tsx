import type { Tally } from '../discussion/comments/table'

/** Labels of the most common emojis for screen readers, which know the others. */
const names: Record<string, string> = {
  '👍': 'Thumbs up',
  '👎': 'Thumbs down',
  '❤️': 'Heart',
  '💡': 'Good idea',
  '🙏': 'Thank you',
  '🎉': 'Hooray',
  '😄': 'Laughing',
  '😕': 'Confused',
  '👀': 'Watching',
  '🚀': 'Rocket',
  '👏': 'Applause',
  '🔥': 'Fire',
}

/** @example labelOf('👍', 3) // => 'Thumbs up, 3' */
export const reactionLabel = (emoji: string, count: number): string =>
  [names[emoji] ?? emoji, ...(count ? [count] : [])].join(', ')

export interface ReactionBarProps {
  /** The emojis of the hub. */
  emojis: string[]
  /** The address that a reaction is sent to. */
  action: string
  tally: Tally
  /** The visitor's own reactions; undefined without a cookie. */
  own?: ReadonlySet<string> | undefined
  id?: string
}

/** Neighbours that are alike, together: their buttons send the same `to`. */
const runsOf = (emojis: string[], isOwn: (emoji: string) => boolean): string[][] => {
  const runs: string[][] = []
  for (const emoji of emojis) {
    const last = runs.at(-1)
    if (last && isOwn(last[0]!) === isOwn(emoji)) last.push(emoji)
    else runs.push([emoji])
  }
  return runs
}

/**
 * The reactions to a conversation or a comment, as buttons that add or remove one. Most bars are one
 * form; where some of them are the visitor's own, these have a form of their own.
 */
export const ReactionBar = ({ emojis, action, tally, own, id }: ReactionBarProps) => {
  const isOwn = (emoji: string) => own?.has(emoji) ?? false
  const bar = { class: 'reactions', id }
  const runs = runsOf(emojis, isOwn)
  const forms = runs.map((run) => (
    <form {...(runs.length === 1 && bar)} method="post" action={action}>
      <input type="hidden" name="to" value={isOwn(run[0]!) ? 'off' : 'on'} />
      {run.map((emoji) => {
        const count = tally[emoji] ?? 0
        return (
          <button
            name="emoji"
            value={emoji}
            aria-label={reactionLabel(emoji, count)}
            aria-pressed={isOwn(emoji) ? 'true' : undefined}
          >
            {emoji}
            {count > 0 && <b>{count}</b>}
          </button>
        )
      })}
    </form>
  ))
  return runs.length === 1 ? <>{forms}</> : <div {...bar}>{forms}</div>
}
