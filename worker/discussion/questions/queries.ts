import { type SQL, sql } from 'drizzle-orm'

/** Whether a member may decide at that very moment: they are here, neither banned nor silenced. */
export const isActiveMember = (member: string, now: Date): SQL => sql`exists (
  select 1 from members a where a.id = ${member}
    and coalesce(a.banned_until, 0) <= ${now.getTime()}
    and coalesce(a.silenced_until, 0) <= ${now.getTime()})`

/** The same of whoever asked a question, about that question. */
export const isActiveAsker = (member: string, question: string, now: Date): SQL =>
  sql`(exists (select 1 from conversations q where q.id = ${question} and q.started_by = ${member})
    and ${isActiveMember(member, now)})`
