import { and, eq, sql } from 'drizzle-orm'
import { type Conversation, isTopic } from '../../../site/contract/conversation'
import type { IdeaStatus } from '../../../site/contract/vocabulary'
import { ensureConversation, setConversationFlags } from '../conversations/commands'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { type DecisionContext, hasRoleNow, recordDecision } from '../../audit/commands'
import { votes } from './table'
import { notifyVoters } from './voter-message.commands'

/** Adds a vote unless the member is banned, silenced or deleted; a second vote is ignored. */
const insertVote = (db: Db, conversation: string, memberId: string, at: Date) =>
  insertIf(
    db,
    votes,
    { conversation, memberId, at },
    sql`from members m where m.id = ${memberId}
      and coalesce(m.banned_until, 0) <= ${at.getTime()}
      and coalesce(m.silenced_until, 0) <= ${at.getTime()}`,
  ).onConflictDoNothing()

/**
 * Adds a member's vote. With the first vote for a post its current status is stored, because voters
 * know it and are notified of later ones only.
 */
export const addVote = async (
  db: Db,
  { id, status, statusReason }: Pick<Conversation, 'id' | 'status' | 'statusReason'>,
  memberId: string,
  now: Date,
): Promise<void> => {
  const current = { status: status ?? 'open', statusReason: statusReason ?? null }
  const isFirst = sql`${conversations.status} is null and ${isTopic({ id }) ? 0 : 1}`
  await db.batch([
    ensureConversation(db, id),
    setConversationFlags(db, id, current, isFirst),
    insertVote(db, id, memberId, now),
  ])
}

export const removeVote = (db: Db, conversation: string, memberId: string) =>
  db.delete(votes).where(and(eq(votes.conversation, conversation), eq(votes.memberId, memberId)))

/** A new status of an idea, and its reason. */
export interface StatusDecision {
  status: IdeaStatus
  reason: string
}

/**
 * Sets the status of a topic's idea, in the audit log, and notifies its author and voters. A change of
 * the reason alone notifies no one.
 *
 * @returns the id of the audit log row; `undefined` if another host was faster
 */
export const decideStatus = (
  context: DecisionContext,
  { id, status: from = 'open' }: Pick<Conversation, 'id' | 'status'>,
  { status: to, reason }: StatusDecision,
): Promise<string | undefined> => {
  const { db, by, now } = context
  const isSame = sql`exists (select 1 from conversations v where v.id = ${id}
    and v.kind = 'idea' and coalesce(v.status, 'open') = ${from})`
  return recordDecision(
    context,
    { act: 'status', subject: id, reason, detail: { from, to } },
    sql`${hasRoleNow(context, 'host', 'owner')} and ${isSame}`,
    (isDecided) => [
      ...(from === to
        ? []
        : notifyVoters(db, { conversation: id, status: to, reason, by, now }, isDecided)),
      setConversationFlags(db, id, { status: to, statusReason: reason }, isDecided),
    ],
  )
}
