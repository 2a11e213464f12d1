import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import { setConversationFlags } from '../conversations/commands'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { votes } from './table'

/** An idea of which all that was said comes into another one, by the ids of the two. */
interface Merging {
  topic: string
  into: string
}

const isIdea = (id: string): SQL => sql`exists (
  select 1 from conversations i where i.id = ${id} and (i.kind = 'idea' or i.status is not null))`

/** What a post's idea says of itself is kept with its first vote: whoever voted is told of what comes after. */
const keepSaid = (db: Db, into: Pick<Conversation, 'id' | 'status' | 'statusReason'>, when: SQL) =>
  setConversationFlags(
    db,
    into.id,
    { status: into.status ?? 'open', statusReason: into.statusReason ?? null },
    sql`${conversations.status} is null and ${when}`,
  )

/**
 * Brings the votes for one idea to another, for the batch that merges them: each member's once. They
 * stay where they were as well, where nobody sees them, so that they can go back.
 *
 * @param said the other, if it is a post's idea
 */
export const copyVotes = (
  db: Db,
  { topic, into }: Merging,
  said: Parameters<typeof keepSaid>[1] | undefined,
  isDecided: SQL,
) => [
  ...(said ? [keepSaid(db, said, sql`${isDecided} and ${isIdea(topic)}`)] : []),
  db
    .insert(votes)
    .select(
      sql`select ${into}, v.member_id, v.at from votes v
        where v.conversation = ${topic} and ${isIdea(topic)} and ${isIdea(into)} and ${isDecided}`,
    )
    .onConflictDoNothing(),
]

/** Takes from the other idea the votes that came with a merger: those that were given in both at once. */
export const removeCopiedVotes = (db: Db, { topic, into }: Merging, isDecided: SQL) =>
  db.delete(votes).where(
    and(
      eq(votes.conversation, into),
      sql`exists (select 1 from votes v where v.conversation = ${topic}
        and v.member_id = ${votes.memberId} and v.at = ${votes.at})`,
      isDecided,
    ),
  )
