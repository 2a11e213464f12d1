import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { conversations } from './table'

/** Moves a topic to another space, in the batch of the decision. */
export const moveToSpace = (db: Db, id: string, space: string, isDecided: SQL) =>
  db
    .update(conversations)
    .set({ space })
    .where(and(eq(conversations.id, id), isDecided))

/** SQL: how many of the moved comments are published, and how many are shown, without the opening. */
interface Counts {
  comments: SQL
  shown: SQL
}

/** Adds the comments of a merged topic to the counts of its target, before they are moved. */
export const addMergedCounts = (db: Db, id: string, { comments, shown }: Counts, isDecided: SQL) =>
  db
    .update(conversations)
    .set({
      comments: sql`${conversations.comments} + ${comments}`,
      shown: sql`${conversations.shown} + ${shown}`,
    })
    .where(and(eq(conversations.id, id), isDecided))

/** Subtracts the comments that an undone merge moves back. */
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

/** Makes a topic a redirect to the target of its merge. */
export const markMerged = (db: Db, id: string, into: string, isDecided: SQL) =>
  db
    .update(conversations)
    .set({ mergedInto: into, isListed: false, comments: 0, shown: 0, reactions: {} })
    .where(and(eq(conversations.id, id), isDecided))

/** Makes it a topic again, after its opening was moved back. */
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

/** Finds the last comment of these conversations again, after comments were moved between them. */
export const refreshActivity = (db: Db, ids: readonly string[], isDecided: SQL) => {
  const last = (column: SQL) => sql`(select ${column} from comments c
    where c.conversation = ${conversations.id} and c.state = 'published' and c.opens = 0
    order by c.id desc limit 1)`
  return db
    .update(conversations)
    .set({
      lastComment: last(sql`c.id`),
      lastCommentAt: last(sql`c.written_at`),
      activeAt: sql`coalesce(${last(sql`c.written_at`)}, ${conversations.startedAt})`,
    })
    .where(and(inArray(conversations.id, [...ids]), isDecided))
}
