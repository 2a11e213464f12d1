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
  request: ListRequest,
): Promise<ConversationList> => {
  const candidates = candidatesFor(hub, request)
  const ids = [...candidates.pinned, ...candidates.posts].map(({ id }) => id)
  const [topics, counts] = await db.batch([
    listTopics(db, { ...request, limit: request.most + 1 }),
    listConversationCounts(db, ids),
  ])
  return mergeList(request, candidates, topics, new Map(counts.map((row) => [row.id, row])))
}

/** A page of a list without the database: posts only, without counts. */
export const listOfPosts = (hub: Hub, request: ListRequest): ConversationList =>
  mergeList(request, candidatesFor(hub, request), [], new Map<string, ConversationCounts>())
