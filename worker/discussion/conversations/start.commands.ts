import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { conversations } from './table'

type Row = typeof conversations.$inferSelect

/** The columns of a topic that its author writes, besides the text of the opening. */
export type TopicFields = Pick<
  Row,
  'kind' | 'title' | 'slug' | 'space' | 'tags' | 'links' | 'contacts'
>

/** A new topic; its opening follows in the same batch. */
export type NewTopic = TopicFields & Pick<Row, 'id' | 'opening' | 'startedAt' | 'startedBy'>

/** Adds a topic, if `isAllowed` holds in the batch. */
export const insertTopicRow = (db: Db, topic: NewTopic, isAllowed: SQL) =>
  insertIf(db, conversations, topic, sql`where ${isAllowed}`)

/** Updates a topic, in the batch of the decision. */
export const updateTopic = (db: Db, id: string, about: Partial<TopicFields>, isDecided: SQL) =>
  db
    .update(conversations)
    .set(about)
    .where(and(eq(conversations.id, id), isDecided))
