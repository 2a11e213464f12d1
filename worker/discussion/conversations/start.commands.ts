import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { conversations } from './table'

type Row = typeof conversations.$inferSelect

/** What a topic is called, where it is, and what it gives besides its words. */
export type TopicFields = Pick<
  Row,
  'kind' | 'title' | 'slug' | 'space' | 'tags' | 'links' | 'contacts'
>

/** A topic before what opens it is there; in the batch that adds both. */
export type NewTopic = TopicFields & Pick<Row, 'id' | 'opening' | 'startedAt' | 'startedBy'>

/** Adds a topic, if it is taken at that very moment. What opens it follows in the same batch. */
export const insertTopicRow = (db: Db, topic: NewTopic, isTaken: SQL) =>
  insertIf(db, conversations, topic, sql`where ${isTaken}`)

/** Calls a topic something else, in the batch that decides it. */
export const updateTopic = (db: Db, id: string, about: Partial<TopicFields>, isDecided: SQL) =>
  db
    .update(conversations)
    .set(about)
    .where(and(eq(conversations.id, id), isDecided))
