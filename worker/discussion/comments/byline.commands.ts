import { and, eq, ne, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { type Comment, comments } from './table'

/**
 * How a member signs from now on, on all that they have said; for the batch that changes it. What
 * was removed is signed by nobody, and what they said as a person of the house keeps that name.
 */
export const changeByline = (
  db: Db,
  memberId: string,
  { name, ...byline }: Partial<Pick<Comment, 'name' | 'handle' | 'website' | 'level'>>,
) =>
  db
    .update(comments)
    .set({
      ...byline,
      name: name === undefined ? undefined : sql`iif(${comments.person} is null, ${name}, name)`,
    })
    .where(and(eq(comments.memberId, memberId), ne(comments.state, 'removed')))
