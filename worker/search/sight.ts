import { type SQL, sql } from 'drizzle-orm'
import { type Asker, type Hub, may } from '../../site/contract'
import { conversations } from '../conversations/table'
import { mayIn } from '../spaces/rules'

/** What somebody may read, as a question to the database can say it. */
export interface Sight {
  /** The ids of the spaces they may read: what is known of topics lies in the database. */
  spaces: string[]
  /** The ids of the posts they may not read: where a post is, `hub.json` knows and nothing else. */
  unseen: string[]
}

/** What this person may read. Where all of the hub is open, that is said without a look at a post. */
export const sightOf = (
  hub: Pick<Hub, 'conversations' | 'spaces' | 'levels'>,
  asker: Asker,
): Sight => {
  const spaces = hub.spaces
    .filter((space) => may(asker, 'read', space, hub.levels) === 'yes')
    .map(({ id }) => id)
  const unseen =
    spaces.length === hub.spaces.length
      ? []
      : Object.values(hub.conversations)
          .filter((conversation) => mayIn(hub, asker, 'read', conversation) !== 'yes')
          .map(({ id }) => id)
  return { spaces, unseen }
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
