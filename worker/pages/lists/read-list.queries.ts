import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { type ListRequest, candidatesFor, type ConversationList, mergeList } from './merge.rules'
import { listPosts, listTopics, type PostRow } from './queries'

/** A page of a list, in one round trip. */
export const readConversationList = async (
  db: Db,
  hub: Hub,
  request: ListRequest,
): Promise<ConversationList> => {
  const candidates = candidatesFor(hub, request)
  const ids = [...candidates.pinned, ...candidates.posts].map(({ id }) => id)
  const [topics, posts] = await db.batch([
    listTopics(db, { ...request, limit: request.most + 1 }),
    listPosts(db, ids, candidates.active),
  ])
  return mergeList(request, candidates, topics, new Map(posts.map((row) => [row.id, row])))
}

/** A page of a list without the database: posts only, without counts. */
export const listOfPosts = (hub: Hub, request: ListRequest): ConversationList =>
  mergeList(request, candidatesFor(hub, request), [], new Map<string, PostRow>())
