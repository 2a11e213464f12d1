import { inArray, sql } from 'drizzle-orm'
import { type Conversation, isTopic } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { conversationById, toTopic } from './rules'
import { conversations } from './table'

type Known = Pick<Hub, 'conversations' | 'topics'>

/** The hub, knowing these topics as it knows its posts. Ids of posts cost nothing. */
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

/** The conversation with this id: a post as the build knows it, or a topic out of the database. */
export const findConversation = async (
  db: Db,
  hub: Known,
  id: string,
): Promise<Conversation | undefined> => conversationById(await withTopics(db, hub, [id]), id)

/** Mergers that are followed, one after the other. */
const HOPS = 5

/**
 * Where what was said in a conversation is read now: there, or in what it was merged into, if the hub
 * knows of that (`withMerged`).
 */
export const currentConversation = (hub: Known, id: string): Conversation | undefined => {
  let found = conversationById(hub, id)
  for (let hop = 0; found?.mergedInto && hop < HOPS; hop++)
    found = conversationById(hub, found.mergedInto)
  return found?.mergedInto ? undefined : found
}

/** The same hub as `withTopics` has it, knowing also what these were merged into. */
export const withMerged = async <Knowing extends Known>(
  db: Db,
  hub: Knowing,
  ids: readonly string[],
): Promise<Knowing> => {
  let known = await withTopics(db, hub, ids)
  let next = ids
  for (let hop = 0; hop < HOPS && next.length > 0; hop++) {
    next = next.flatMap((id) => conversationById(known, id)?.mergedInto ?? [])
    known = await withTopics(db, known, next)
  }
  return known
}
