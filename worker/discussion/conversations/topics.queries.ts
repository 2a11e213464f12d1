import { inArray, sql } from 'drizzle-orm'
import { type Conversation, isTopic } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { conversationById, toTopic } from './rules'
import { conversations } from './table'

type Known = Pick<Hub, 'conversations' | 'topics'>

/** The hub with these topics added, as `topics`. Ids of posts cost no query. */
export const withTopics = async <Knowing extends Known>(
  db: Db,
  hub: Knowing,
  ids: Iterable<string>,
): Promise<Knowing> => {
  const asked = [...new Set(ids)].filter((id) => isTopic({ id }) && !conversationById(hub, id))
  if (asked.length === 0) return hub
  const rows = await db
    .select()
    .from(conversations)
    // One JSON text, because a list may be longer than the parameters that D1 binds.
    .where(inArray(conversations.id, sql`(select value from json_each(${JSON.stringify(asked)}))`))
  const topics = { ...hub.topics }
  for (const row of rows) {
    const topic = toTopic(row)
    if (topic) topics[topic.id] = topic
  }
  return { ...hub, topics }
}

/** The conversation with this id: a post from the build, or a topic from the database. */
export const findConversation = async (
  db: Db,
  hub: Known,
  id: string,
): Promise<Conversation | undefined> => conversationById(await withTopics(db, hub, [id]), id)

/** The most merges that are followed in a row. */
const MAX_HOPS = 5

/**
 * The conversation in which the comments of this one are now: itself, or the target of its merge, if
 * the hub has that (`withMerged`).
 */
export const currentConversation = (hub: Known, id: string): Conversation | undefined => {
  let found = conversationById(hub, id)
  for (let hop = 0; found?.mergedInto && hop < MAX_HOPS; hop++)
    found = conversationById(hub, found.mergedInto)
  return found?.mergedInto ? undefined : found
}

/** As `withTopics`, with the conversations that these were merged into. */
export const withMerged = async <Knowing extends Known>(
  db: Db,
  hub: Knowing,
  ids: readonly string[],
): Promise<Knowing> => {
  let known = await withTopics(db, hub, ids)
  let next = ids
  for (let hop = 0; hop < MAX_HOPS && next.length > 0; hop++) {
    next = next.flatMap((id) => conversationById(known, id)?.mergedInto ?? [])
    known = await withTopics(db, known, next)
  }
  return known
}
