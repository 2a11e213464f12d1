import type { Tally } from '../discussion/comments/table'

/** What a screen reader says for the emojis that hubs offer most; it knows the others itself. */
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
  /** What the hub offers. */
  emojis: string[]
  /** Where a press is sent. */
  action: string
  tally: Tally
  /** What the visitor gave; nothing, for somebody without a cookie. */
  own?: ReadonlySet<string> | undefined
  id?: string
}

/** The reactions to a conversation or a comment: each a button, which gives it or takes it back. */
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
