import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { conversations } from './table'

/** Brings a topic into another space, in the batch that decides it. */
export const moveToSpace = (db: Db, id: string, space: string, isDecided: SQL) =>
  db
    .update(conversations)
    .set({ space })
    .where(and(eq(conversations.id, id), isDecided))

/** How many comments of what comes or goes are published, and how many take a line besides the opening. */
interface Counts {
  comments: SQL
  shown: SQL
}

/** Counts in one conversation what comes out of a topic with all its comments, before these come. */
export const addMergedCounts = (
  db: Db,
  id: string,
  { topic, comments, shown }: Counts & { topic: string },
  isDecided: SQL,
) =>
  db
    .update(conversations)
    .set({
      comments: sql`${conversations.comments} + ${comments}`,
      shown: sql`${conversations.shown} + ${shown}`,
      lastCommentAt: sql`(select max(coalesce(${conversations.lastCommentAt}, 0),
        coalesce(s.last_comment_at, 0), s.started_at) from conversations s where s.id = ${topic})`,
    })
    .where(and(eq(conversations.id, id), isDecided))

/** Counts no longer what goes back. */
export const removeMergedCounts = (
  db: Db,
  id: string,
  { comments, shown }: Counts,
  isDecided: SQL,
) =>
  db
    .update(conversations)
    .set({
      comments: sql`${conversations.comments} - ${comments}`,
      shown: sql`${conversations.shown} - ${shown}`,
    })
    .where(and(eq(conversations.id, id), isDecided))

/** Leaves a topic as a way to where all of it has gone. */
export const markMerged = (db: Db, id: string, into: string, isDecided: SQL) =>
  db
    .update(conversations)
    .set({ mergedInto: into, isListed: false, comments: 0, shown: 0, reactions: {} })
    .where(and(eq(conversations.id, id), isDecided))

/** Makes it a topic again, once what opens it is back. */
export const reopenMerged = (
  db: Db,
  id: string,
  counts: Counts & { reactions: SQL },
  isDecided: SQL,
) => {
  const state = sql`(select c.state from comments c where c.id = ${conversations.opening})`
  return db
    .update(conversations)
    .set({
      ...counts,
      mergedInto: null,
      state,
      isListed: sql`${state} = 'published'`,
    })
    .where(and(eq(conversations.id, id), isDecided))
}
