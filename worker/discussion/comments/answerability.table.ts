import { type SQL, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'

/** The ids of the posts that take no comments; only the build knows them. */
export const closedPostIds = ({ conversations }: Pick<Hub, 'conversations'>): string[] =>
  Object.values(conversations)
    .filter(({ comments }) => comments !== 'open')
    .map(({ id }) => id)

/**
 * SQL: a comment that asks something can still get an answer: its conversation takes comments, and
 * the comment is neither the accepted answer nor the opening of an answered question.
 *
 * @param comment the alias of the comments table in the statement
 * @param closed the ids of the posts that take no comments
 */
export const canBeAnswered = (comment: 'c' | 'comments', closed: readonly string[]): SQL => {
  const column = (name: string) => sql.raw(`${comment}.${name}`)
  return sql`(not exists (
      select 1 from conversations v where v.id = ${column('conversation')}
        and (v.locked_at is not null or v.duplicate_of is not null
          or v.answer = ${column('id')} or (v.answer is not null and ${column('opens')} = 1)))
    and ${column('conversation')} not in (select value from json_each(${JSON.stringify(closed)})))`
}
