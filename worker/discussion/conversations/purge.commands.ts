import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { purgeConversation } from '../../http/page-cache'
import { conversationById } from './rules'
import { withTopics } from './topics.queries'

/** Purges the cached pages of several conversations, by their ids; unknown ids are skipped. */
export const purgeConversations = async (
  { db, hub }: { db: Db; hub: Hub },
  ids: readonly string[],
): Promise<void> => {
  const knowing = await withTopics(db, hub, ids)
  const found = [...new Set(ids)].map((id) => conversationById(knowing, id))
  await Promise.allSettled(found.map((each) => each && purgeConversation(hub.paths, each)))
}
