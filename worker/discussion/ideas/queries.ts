import { and, eq, sql } from 'drizzle-orm'
import { type Conversation, isTopic } from '../../../site/contract/conversation'
import { setConversationFlags, ensureConversation } from '../conversations/commands'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { votes } from './table'

/** How many voted for an idea, and whether this member did. */
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

/** A vote of a member who is here and may speak at that very moment; a second one is the first. */
const castVote = (db: Db, conversation: string, memberId: string, at: Date) =>
  insertIf(
    db,
    votes,
    { conversation, memberId, at },
    sql`from members m where m.id = ${memberId}
      and coalesce(m.banned_until, 0) <= ${at.getTime()}
      and coalesce(m.silenced_until, 0) <= ${at.getTime()}`,
  ).onConflictDoNothing()

/**
 * Gives an idea somebody's vote. With the first vote for a post it is kept what that says of itself:
 * whoever votes knows it, and is told of what comes after.
 */
export const addVote = async (
  db: Db,
  { id, status, statusReason }: Pick<Conversation, 'id' | 'status' | 'statusReason'>,
  memberId: string,
  now: Date,
): Promise<void> => {
  const said = { status: status ?? 'open', statusReason: statusReason ?? null }
  const isNew = sql`${conversations.status} is null and ${isTopic({ id }) ? 0 : 1}`
  await db.batch([
    ensureConversation(db, id),
    setConversationFlags(db, id, said, isNew),
    castVote(db, id, memberId, now),
  ])
}

/** Takes somebody's vote back. */
export const removeVote = (db: Db, conversation: string, memberId: string) =>
  db.delete(votes).where(and(eq(votes.conversation, conversation), eq(votes.memberId, memberId)))

/** What those who voted for these posts were last told of each. */
export const listNotifiedStatuses = (db: Db, ids: readonly string[]) =>
  db
    .select({ id: conversations.id, status: conversations.status })
    .from(conversations)
    .where(
      sql`${conversations.status} is not null
        and ${conversations.id} in (select value from json_each(${JSON.stringify(ids)}))`,
    )
