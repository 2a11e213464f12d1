import { type SQL, sql } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Comment } from './table'

/** Who wrote the last comment of a conversation, as its byline names them. */
export type LastAuthor = Pick<Comment, 'name' | 'handle' | 'person'>

/** SQL: the author of a comment, in one look-up; `null` without the comment. */
export const lastAuthorOf = (id: SQL | AnySQLiteColumn) =>
  sql<LastAuthor | null>`(select json_object('name', c.name, 'handle', c.handle, 'person', c.person)
    from comments c where c.id = ${id})`.mapWith((json: string): LastAuthor | null =>
    JSON.parse(json),
  )

/**
 * SQL: the first comment of a conversation that another person wrote after a time (epoch milliseconds),
 * and the number of them up to a limit; none while the time is null. Ids begin with their time.
 */
export const commentsSince = (conversation: SQL, since: SQL, memberId: string, limit: number) => {
  const time = sql`printf('%012x', ${since} + 1)`
  const found = sql`from comments c indexed by comments_latest
    where c.conversation = ${conversation} and c.state = 'published' and c.opens = 0
      and ${since} is not null and c.id >= substr(${time}, 1, 8) || '-' || substr(${time}, 9, 4)
      and c.member_id is not ${memberId}`
  return {
    first: sql`(select c.id ${found} order by c.id limit 1)`,
    count: sql`(select count(*) from (select 1 ${found} limit ${limit}))`,
  }
}
