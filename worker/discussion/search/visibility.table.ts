import { type SQL, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { conversations } from '../conversations/table'

/** What somebody may read, as a question to the database can say it. */
export interface Sight {
  /** The ids of the spaces they may read: what is known of topics lies in the database. */
  spaces: readonly string[]
  /**
   * The ids of the posts they may not read: where a post is, and whether it is out, `hub.json` knows
   * and nothing else.
   */
  unseen: readonly string[]
}

/**
 * What somebody may read who may read these spaces. Where that is all of the hub, no post is looked
 * at.
 */
export const sightOf = (
  hub: Pick<Hub, 'ahead' | 'conversations' | 'spaces'>,
  spaces: readonly string[],
): Sight => {
  const apart =
    spaces.length === hub.spaces.length
      ? []
      : Object.values(hub.conversations).filter(({ space }) => !spaces.includes(space))
  return { spaces, unseen: [...(hub.ahead ?? []), ...apart.map(({ id }) => id)] }
}

/** A list as one value, because it may be longer than the parameters that D1 binds. */
export const oneOf = (values: readonly string[]): SQL =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

/**
 * Whether a conversation is one they may read; its row of `conversations` must be joined, if it has
 * one. A topic is there while it stands in lists.
 */
export const isSeen = ({ spaces, unseen }: Sight, conversation: SQL): SQL => sql`
  case when ${conversation} like 'topic:%'
    then ${conversations.isListed} = 1 and ${conversations.space} in ${oneOf(spaces)}
    else ${conversation} not in ${oneOf(unseen)} end`
