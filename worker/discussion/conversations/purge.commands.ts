import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import type { CacheScope } from '../../http/cache-key'
import { purgeConversation } from '../../http/purge'
import { conversationById } from './rules'
import { withTopics } from './topics.queries'

/** Purges the cached pages of several conversations, by their ids; unknown ids are skipped. */
export const purgeConversations = async (
  { db, ...scope }: CacheScope & { db: Db; hub: Hub },
  ids: readonly string[],
): Promise<void> => {
  const knowing = await withTopics(db, scope.hub, ids)
  const found = [...new Set(ids)].map((id) => conversationById(knowing, id))
  await Promise.allSettled(found.map((each) => each && purgeConversation(scope, each)))
}
