import type { Conversation } from '../../../site/contract/conversation'
import type { Paths } from '../../../site/contract/paths'

/** The anchor of who used a resource, on its page. */
export const USES_ANCHOR = 'uses'

interface UsesProps {
  paths: Paths
  conversation: Pick<Conversation, 'id' | 'slug'>
  /** How many members said so. */
  all: number
  /** Whether whoever looks did. */
  isMine: boolean
  /** Whether they may: whoever shared it does not say so of their own. */
  may: 'yes' | 'sign-in' | 'no'
}

const counted = (all: number, isMine: boolean): string => {
  if (isMine) return all === 1 ? 'You used this' : `You and ${all - 1} more used this`
  if (all === 0) return 'Nobody has said yet that they used this'
  return all === 1 ? 'One member used this' : `${all} members used this`
}

/** How many used a resource, and the button by which somebody says that they did. */
export const UsesBar = ({ paths, conversation, all, isMine, may }: UsesProps) => (
  <form class="votes" id={USES_ANCHOR} method="post" action={paths.uses(conversation.id)}>
    <p class="votes-count">{counted(all, isMine)}.</p>
    {may === 'yes' && (
      <button class={isMine ? 'quiet' : undefined}>
        {isMine ? 'I did not use it after all' : 'I used this'}
      </button>
    )}
    {may === 'sign-in' && (
      <a
        class="button-quiet button"
        href={paths.signIn({ returnTo: `${paths.conversation(conversation)}#${USES_ANCHOR}` })}
        rel="nofollow"
      >
        Sign in to say that you used it
      </a>
    )}
  </form>
)
