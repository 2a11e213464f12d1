import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { countComments } from '../conversations/commands'
import type { Db } from '../../env'
import { type Comment, comments } from './table'

/*
 * What rests is nobody's comment yet. Let go, it becomes one as if it had been written at that
 * moment: it gets the id, the place and the time of then, so that it stands where it appeared, in
 * its conversation and in every list and feed. The address it had while it rested leads there.
 */

/** The reply, while it rests. */
export const isStillDelayed = (id: string): SQL | undefined =>
  and(eq(comments.id, id), eq(comments.state, 'held'), eq(comments.heldFor, 'resting'))

export interface Release extends Pick<Comment, 'readBy'> {
  /** The id under which it rests. */
  id: string
  /** The id under which it appears. */
  as: string
  at: Date
}

/** The conversation that holds it takes comments, and what it answers still stands. */
const isWanted = sql`exists (
  select 1 from comments p join conversations v on v.id = p.conversation
  where p.id = ${comments.parentId} and p.state = 'published' and v.locked_at is null
)`

/**
 * Lets a reply appear that rested, with all that is counted by it; for one batch.
 *
 * @param isAllowed what else must hold then
 */
export const releaseDelayed = (
  db: Db,
  { id, as, at, readBy }: Release,
  isAllowed: SQL,
): [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]] => [
  db
    .update(comments)
    .set({
      id: as,
      path: sql`substr(${comments.path}, 1, length(${comments.path}) - 36) || ${as}`,
      state: 'published',
      heldFor: null,
      shown: true,
      writtenAt: at,
      stateAt: at,
      revisedAt: null,
      rested: id,
      readBy,
    })
    .where(sql`${isStillDelayed(id)} and ${isWanted} and ${isAllowed}`)
    .returning({ id: comments.id }),
  countComments(db, sql`(select c.conversation from comments c where c.id = ${as})`, sql`1`, at),
  db
    .update(comments)
    .set({ replies: sql`${comments.replies} + 1` })
    .where(sql`${comments.id} = (select c.parent_id from comments c where c.id = ${as})`),
]

/** Throws a reply away that rests: nobody else has ever seen it. What was remarked about it goes along. */
export const discardDelayed = (db: Db, id: string) => db.delete(comments).where(isStillDelayed(id))

/** The comment that rested under this id, once it has appeared. */
export const findReleased = async (db: Db, id: string): Promise<Comment | undefined> =>
  (await db.select().from(comments).where(eq(comments.rested, id)).limit(1)).at(0)
