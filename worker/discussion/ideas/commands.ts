import { sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import type { IdeaStatus } from '../../../site/contract/vocabulary'
import { setConversationFlags } from '../conversations/commands'
import { type DecisionContext, hasRoleNow, recordDecision } from '../../audit/commands'
import { notifyVoters } from './voter-message.commands'

/** What is to become of an idea, and why. */
export interface StatusDecision {
  status: IdeaStatus
  reason: string
}

/**
 * Says what becomes of a topic's idea, on record, and tells everybody who voted for it; a reason that
 * is only put in other words is told to nobody anew.
 *
 * @returns the id of the entry in the record; none, where somebody else was faster
 */
export const decideStatus = (
  deciding: DecisionContext,
  { id, status: from = 'open' }: Pick<Conversation, 'id' | 'status'>,
  { status: to, reason }: StatusDecision,
): Promise<string | undefined> => {
  const { db, by, now } = deciding
  const isSame = sql`exists (select 1 from conversations v where v.id = ${id}
    and v.kind = 'idea' and coalesce(v.status, 'open') = ${from})`
  return recordDecision(
    deciding,
    { act: 'status', subject: id, reason, detail: { from, to } },
    sql`${hasRoleNow(deciding, 'host', 'owner')} and ${isSame}`,
    (isDecided) => [
      ...(from === to
        ? []
        : notifyVoters(db, { conversation: id, status: to, reason, by, now }, isDecided)),
      setConversationFlags(db, id, { status: to, statusReason: reason }, isDecided),
    ],
  )
}
