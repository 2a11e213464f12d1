import { type SQL, sql } from 'drizzle-orm'

/** SQL: the member exists and is neither banned nor silenced now. */
export const isActiveMember = (member: string, now: Date): SQL => sql`exists (
  select 1 from members a where a.id = ${member}
    and coalesce(a.banned_until, 0) <= ${now.getTime()}
    and coalesce(a.silenced_until, 0) <= ${now.getTime()})`

/** SQL: the same, and the member asked this question. */
export const isActiveAsker = (member: string, question: string, now: Date): SQL =>
  sql`(exists (select 1 from conversations q where q.id = ${question} and q.started_by = ${member})
    and ${isActiveMember(member, now)})`
