import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { countComments } from '../conversations/commands'
import type { Db } from '../../env'
import { type Comment, comments } from './table'

/*
 * A delayed reply is published as if it had been written at that moment: it gets a new id, place and
 * time, so that it is in the right place in its conversation and in every list and feed. Its former
 * address redirects there.
 */

/** SQL: the reply with this id, while it is delayed. */
export const isStillDelayed = (id: string): SQL | undefined =>
  and(eq(comments.id, id), eq(comments.state, 'held'), eq(comments.heldFor, 'resting'))

export interface Release extends Pick<Comment, 'readBy'> {
  /** The id of the delayed reply. */
  id: string
  /** The id of the published reply. */
  as: string
  at: Date
}

/** SQL: the conversation takes comments, and the parent is still published. */
const isPossible = sql`exists (
  select 1 from comments p join conversations v on v.id = p.conversation
  where p.id = ${comments.parentId} and p.state = 'published' and v.locked_at is null
)`

/**
 * Publishes a delayed reply and updates all counts: statements for one batch.
 *
 * @param isAllowed SQL: a further condition
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
    .where(sql`${isStillDelayed(id)} and ${isPossible} and ${isAllowed}`)
    .returning({ id: comments.id }),
  countComments(db, sql`(select c.conversation from comments c where c.id = ${as})`, sql`1`),
  db
    .update(comments)
    .set({ replies: sql`${comments.replies} + 1` })
    .where(sql`${comments.id} = (select c.parent_id from comments c where c.id = ${as})`),
]

/** Deletes a delayed reply with the remarks of other hosts about it; readers have never seen it. */
export const discardDelayed = (db: Db, id: string) => db.delete(comments).where(isStillDelayed(id))

/** The published reply that had this id while it was delayed. */
export const findReleased = async (db: Db, id: string): Promise<Comment | undefined> =>
  (await db.select().from(comments).where(eq(comments.rested, id)).limit(1)).at(0)
