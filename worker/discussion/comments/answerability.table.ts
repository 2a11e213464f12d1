import { type SQL, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'

/** The ids of the posts that take no comments, which the build alone knows. */
export const closedPostIds = ({ conversations }: Pick<Hub, 'conversations'>): string[] =>
  Object.values(conversations)
    .filter(({ comments }) => comments !== 'open')
    .map(({ id }) => id)

/**
 * Whether a comment that asks can still be answered for readers: its conversation takes comments, and
 * it neither is the answer of that nor the question which has one.
 *
 * @param comment what the statement calls the table of comments
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
