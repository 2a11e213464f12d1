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

/** The reactions to a conversation or a comment, as buttons that add or remove one. */
export const ReactionBar = ({ emojis, action, tally, own, id }: ReactionBarProps) => (
  <form class="reactions" id={id} method="post" action={action}>
    {emojis.map((emoji) => {
      const count = tally[emoji] ?? 0
      return (
        <button
          name="emoji"
          value={emoji}
          aria-label={reactionLabel(emoji, count)}
          aria-pressed={own?.has(emoji) ? 'true' : undefined}
        >
          {emoji}
          {count > 0 && <b>{count}</b>}
        </button>
      )
    })}
  </form>
)
