import type { Conversation } from '../../../site/contract/conversation'
import type { Paths } from '../../../site/contract/paths'
import type { Comment } from './table'

/** The page and anchor of a comment. */
export const permalink = (
  paths: Paths,
  conversation: Pick<Conversation, 'id' | 'slug'>,
  id: string,
): string => `${paths.thread(conversation, { from: id })}#c-${id}`

/** Where its author sees a comment; a delayed reply has its own page. */
export const authorPermalink = (
  paths: Paths,
  conversation: Pick<Conversation, 'id' | 'slug'>,
  { id, heldFor }: Pick<Comment, 'id' | 'heldFor'>,
): string => (heldFor === 'resting' ? paths.resting(id) : permalink(paths, conversation, id))
