import { and, eq, ne } from 'drizzle-orm'
import type { Db } from '../env'
import { type Comment, comments } from './table'

/**
 * How a member signs from now on, on all that they have said; for the batch that changes it. What
 * was removed is signed by nobody.
 */
export const changeByline = (
  db: Db,
  memberId: string,
  byline: Partial<Pick<Comment, 'name' | 'handle' | 'website' | 'level'>>,
) =>
  db
    .update(comments)
    .set(byline)
    .where(and(eq(comments.memberId, memberId), ne(comments.state, 'removed')))
