import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { commentsSince } from '../comments/activity.table'
import { MARKS_KEPT_MS, MAX_NEW, type Unread } from './rules'

/** What is new to a member in these conversations. */
export const listUnread = (db: Db, memberId: string, ids: readonly string[], now: Date) => {
  const markOf = (conversation: SQL) => sql`(select r.read_at from read_marks r
    where r.member_id = ${memberId} and r.conversation = ${conversation})`
  const news = commentsSince(sql`marked.id`, sql`marked.since`, memberId, MAX_NEW)
  return db.all<Unread>(sql`
    with marked as materialized (
      select value as id, ${markOf(sql`value`)} as readAt,
        max(coalesce(${markOf(sql`value`)}, ${markOf(sql`''`)}), ${now.getTime() - MARKS_KEPT_MS})
          as since
      from json_each(${JSON.stringify(ids)}))
    select id, readAt, since, ${news.first} as first, ${news.count} as count from marked`)
}
