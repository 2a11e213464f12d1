import type { Hub } from '../../../site/contract/hub'
import { listConversationCounts } from '../../discussion/conversations/queries'
import type { ConversationCounts } from '../../discussion/conversations/messages'
import type { Db } from '../../env'
import { type ListRequest, candidatesFor, type ConversationList, mergeList } from './merge.rules'
import { listTopics } from './queries'

/** A page of a list, in one round trip. */
export const readConversationList = async (
  db: Db,
  hub: Hub,
  asked: ListRequest,
): Promise<ConversationList> => {
  const candidates = candidatesFor(hub, asked)
  const ids = [...candidates.pinned, ...candidates.posts].map(({ id }) => id)
  const [topics, counts] = await db.batch([
    listTopics(db, { ...asked, limit: asked.most + 1 }),
    listConversationCounts(db, ids),
  ])
  return mergeList(asked, candidates, topics, new Map(counts.map((row) => [row.id, row])))
}

/** The same without the database: posts only, without counts. */
export const listOfPosts = (hub: Hub, asked: ListRequest): ConversationList =>
  mergeList(asked, candidatesFor(hub, asked), [], new Map<string, ConversationCounts>())
