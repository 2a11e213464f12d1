import { eq, sql } from 'drizzle-orm'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'

/** The number of votes for an idea, and whether this member voted. */
export interface Votes {
  count: number
  isMine: boolean
}

export const findVotes = async (
  db: Db,
  conversation: string,
  memberId: string | undefined,
): Promise<Votes> => {
  const mine = sql`exists (select 1 from votes v
    where v.conversation = ${conversations.id} and v.member_id = ${memberId ?? ''})`
  const [found] = await db
    .select({ count: conversations.votes, isMine: mine.mapWith(Boolean) })
    .from(conversations)
    .where(eq(conversations.id, conversation))
    .limit(1)
  return { count: 0, isMine: false, ...found }
}

/** The statuses of posts' ideas that their voters were last notified of. */
export const listNotifiedStatuses = (db: Db, ids: readonly string[]) =>
  db
    .select({ id: conversations.id, status: conversations.status })
    .from(conversations)
    .where(
      sql`${conversations.status} is not null
        and ${conversations.id} in (select value from json_each(${JSON.stringify(ids)}))`,
    )
