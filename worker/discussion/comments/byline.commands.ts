import { and, eq, ne, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { type Comment, comments } from './table'

/**
 * Updates the byline on all comments of a member, in the batch that changes their profile or level.
 * Removed comments have no byline, and comments signed with a file in `content/people/` keep its name.
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
