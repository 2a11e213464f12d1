import type { Conversation } from '../../../site/contract/conversation'
import type { Paths } from '../../../site/contract/paths'
import { useMessages } from './messages'

/** The anchor of the bar on its page. */
export const USES_ANCHOR = 'uses'

interface UsesProps {
  paths: Paths
  conversation: Pick<Conversation, 'id' | 'slug'>
  /** How many members used it. */
  all: number
  /** Whether the viewer used it. */
  isMine: boolean
  /** Whether the viewer may say so; not the author. */
  may: 'yes' | 'sign-in' | 'no'
}

/** How many members used a resource, and the button that adds or removes the viewer. */
export const UsesBar = ({ paths, conversation, all, isMine, may }: UsesProps) => (
  <form class="votes" id={USES_ANCHOR} method="post" action={paths.uses(conversation.id)}>
    <p class="votes-count">{useMessages.count(all, isMine)}</p>
    {may === 'yes' && (
      <button class={isMine ? 'quiet' : undefined} name="to" value={isMine ? 'off' : 'on'}>
        {isMine ? useMessages.remove : useMessages.add}
      </button>
    )}
    {may === 'sign-in' && (
      <a
        class="button-quiet button"
        href={paths.signIn({ returnTo: `${paths.conversation(conversation)}#${USES_ANCHOR}` })}
        rel="nofollow"
      >
        {useMessages.signIn}
      </a>
    )}
  </form>
)
