import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { IdeaStatus } from '../../../site/contract/vocabulary'
import type { Db } from '../../env'
import { newIdSql, insertIf } from '../../lib/insert'
import { messages, outbox } from '../../notifications/table'

/** A new status of an idea. */
export interface StatusChange {
  /** The id of the conversation. */
  conversation: string
  status: IdeaStatus
  reason: string
  /** Who decided: a member's id, or the command line. They are not notified. */
  by: string
  now: Date
}

/** SQL: the voters and the author of an idea. */
const recipients = ({ conversation, by }: StatusChange): SQL => sql`(
  select m.id, m.email_verified, m.is_unmailed from members m
  where m.id <> ${by} and m.id in (
    select v.member_id from votes v where v.conversation = ${conversation}
    union select c.started_by from conversations c where c.id = ${conversation}))`

/**
 * Notifies the author and the voters of an idea: on their own page, and by email if their address is
 * verified and they want emails. Earlier messages about the idea that they have not dismissed are
 * deleted: only the newest status counts.
 *
 * @returns statements for the batch of the change; they take effect only if `isDecided` holds
 */
export const notifyVoters = (
  db: Db,
  change: StatusChange,
  isDecided: SQL,
): BatchItem<'sqlite'>[] => {
  const { conversation, status, reason, by, now } = change
  const message = { id: '', kind: 'idea' as const, conversation, status, body: reason, by, at: now }
  const email = { id: '', event: 'idea.status' as const, subject: '', createdAt: now, dueAt: now }
  return [
    db.delete(messages).where(sql`${messages.conversation} = ${conversation}
      and ${messages.memberId} in (select id from ${recipients(change)})
      and ${messages.seenAt} is null and ${isDecided}`),
    insertIf(db, messages, message, sql`from ${recipients(change)} m where ${isDecided}`, {
      id: newIdSql(now),
      memberId: sql`m.id`,
    }),
    insertIf(
      db,
      outbox,
      email,
      sql`from ${recipients(change)} m
        join messages t on t.member_id = m.id and t.conversation = ${conversation}
        where t.seen_at is null and m.email_verified and not m.is_unmailed and ${isDecided}`,
      { id: newIdSql(now), subject: sql`m.id`, detail: sql`json_object('message', t.id)` },
    ),
  ]
}
