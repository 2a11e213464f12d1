import { and, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { reactions } from './table'

/** Moves the reactions to a topic and its comments, in the batch that merges the topic. */
export const moveReactions = (
  db: Db,
  { topic, opening, into }: { topic: string; opening: string; into: string },
  isDecided: SQL,
) =>
  db
    .update(reactions)
    .set({
      conversation: into,
      subject: sql`iif(${reactions.subject} = ${topic}, ${opening}, ${reactions.subject})`,
    })
    .where(
      and(
        sql`${reactions.subject} = ${topic} or ${reactions.subject} in (
      select c.id from comments c where c.conversation = ${topic} or c.root = ${opening})`,
        isDecided,
      ),
    )

/** Moves them back. */
export const moveReactionsBack = (
  db: Db,
  { topic, opening }: { topic: string; opening: string },
  isDecided: SQL,
) =>
  db
    .update(reactions)
    .set({
      conversation: topic,
      subject: sql`iif(${reactions.subject} = ${opening}, ${topic}, ${reactions.subject})`,
    })
    .where(
      and(
        sql`${reactions.subject} in (select c.id from comments c where c.root = ${opening})`,
        isDecided,
      ),
    )
