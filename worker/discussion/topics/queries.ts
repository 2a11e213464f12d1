import { eq } from 'drizzle-orm'
import { comments } from '../comments/table'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'

/** A topic with its opening, by the id of the conversation. */
export const findTopic = async (db: Db, id: string) =>
  (
    await db
      .select({ row: conversations, opening: comments })
      .from(conversations)
      .innerJoin(comments, eq(comments.id, conversations.opening))
      .where(eq(conversations.id, id))
      .limit(1)
  ).at(0)

export type FoundTopic = NonNullable<Awaited<ReturnType<typeof findTopic>>>
