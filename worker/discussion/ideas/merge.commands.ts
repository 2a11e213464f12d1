import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import { setConversationFlags } from '../conversations/commands'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { votes } from './table'

/** The ids of a merged idea and of its target. */
interface Merging {
  topic: string
  into: string
}

const isIdea = (id: string): SQL => sql`exists (
  select 1 from conversations i where i.id = ${id} and (i.kind = 'idea' or i.status is not null))`

/** Stores the status of a post's idea with its first vote: voters are notified of later changes. */
const storeStatus = (
  db: Db,
  into: Pick<Conversation, 'id' | 'status' | 'statusReason'>,
  when: SQL,
) =>
  setConversationFlags(
    db,
    into.id,
    { status: into.status ?? 'open', statusReason: into.statusReason ?? null },
    sql`${conversations.status} is null and ${when}`,
  )

/**
 * Copies the votes of a merged idea to its target, each member's once, in the batch of the merge. The
 * originals stay on the merged idea, where no page shows them, so that the merge can be undone.
 *
 * @param post the target, if it is a post's idea
 */
export const copyVotes = (
  db: Db,
  { topic, into }: Merging,
  post: Parameters<typeof storeStatus>[1] | undefined,
  isDecided: SQL,
) => [
  ...(post ? [storeStatus(db, post, sql`${isDecided} and ${isIdea(topic)}`)] : []),
  db
    .insert(votes)
    .select(
      sql`select ${into}, v.member_id, v.at from votes v
        where v.conversation = ${topic} and ${isIdea(topic)} and ${isIdea(into)} and ${isDecided}`,
    )
    .onConflictDoNothing(),
]

/** Removes the copied votes from the target: those with the same time on both ideas. */
export const removeCopiedVotes = (db: Db, { topic, into }: Merging, isDecided: SQL) =>
  db.delete(votes).where(
    and(
      eq(votes.conversation, into),
      sql`exists (select 1 from votes v where v.conversation = ${topic}
        and v.member_id = ${votes.memberId} and v.at = ${votes.at})`,
      isDecided,
    ),
  )
