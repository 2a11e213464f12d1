import { type SQL, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { conversations } from '../conversations/table'

/** The viewer's read permissions, in a form for SQL conditions. */
export interface Visibility {
  /** The ids of the spaces that the viewer may read; the database has the space of each topic. */
  spaces: readonly string[]
  /**
   * The ids of the posts that the viewer may not read: only `hub.json` has the space of a post and
   * whether it is published.
   */
  hiddenPosts: readonly string[]
}

/** The read permissions in these spaces. If they are all of the hub's, no post is checked. */
export const visibilityOf = (
  hub: Pick<Hub, 'ahead' | 'conversations' | 'spaces'>,
  spaces: readonly string[],
): Visibility => {
  const unreadable =
    spaces.length === hub.spaces.length
      ? []
      : Object.values(hub.conversations).filter(({ space }) => !spaces.includes(space))
  return { spaces, hiddenPosts: [...(hub.ahead ?? []), ...unreadable.map(({ id }) => id)] }
}

/** A list as one bound JSON value, because it may exceed the parameters that D1 allows. */
export const inList = (values: readonly string[]): SQL =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

/**
 * Whether the viewer may read a conversation; its row in `conversations`, if any, must be joined. A
 * topic is visible while it is listed.
 */
export const isVisible = ({ spaces, hiddenPosts }: Visibility, conversation: SQL): SQL => sql`
  case when ${conversation} like 'topic:%'
    then ${conversations.isListed} = 1 and ${conversations.space} in ${inList(spaces)}
    else ${conversation} not in ${inList(hiddenPosts)} end`
