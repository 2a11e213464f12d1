import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { IdeaStatus } from '../../../site/contract/vocabulary'
import type { Db } from '../../env'
import { newIdSql, insertIf } from '../../lib/insert'
import { messages, outbox } from '../../notifications/table'

/** What became of an idea. */
export interface StatusChange {
  /** The id of the conversation. */
  conversation: string
  status: IdeaStatus
  /** Why, in words. */
  reason: string
  /** Who says so: a member's id, or the command line. They need not be told. */
  by: string
  now: Date
}

/** Everybody who voted for an idea, and whoever had it. */
const concerned = ({ conversation, by }: StatusChange): SQL => sql`(
  select m.id, m.email_verified, m.is_unmailed from members m
  where m.id <> ${by} and m.id in (
    select v.member_id from votes v where v.conversation = ${conversation}
    union select c.started_by from conversations c where c.id = ${conversation}))`

/**
 * Tells everybody who voted for an idea what became of it: on their own page, and by letter where an
 * address is theirs for certain and they want letters. What they were told of it before and have not
 * read gives way to it: the newest word is the one that holds.
 *
 * @returns statements for the batch of the change, carried out only if `isDecided` holds there
 */
export const notifyVoters = (
  db: Db,
  became: StatusChange,
  isDecided: SQL,
): BatchItem<'sqlite'>[] => {
  const { conversation, status, reason, by, now } = became
  const told = { id: '', kind: 'idea' as const, conversation, status, body: reason, by, at: now }
  const sent = { id: '', event: 'idea.status' as const, subject: '', createdAt: now, dueAt: now }
  return [
    db.delete(messages).where(sql`${messages.conversation} = ${conversation}
      and ${messages.memberId} in (select id from ${concerned(became)})
      and ${messages.seenAt} is null and ${isDecided}`),
    insertIf(db, messages, told, sql`from ${concerned(became)} m where ${isDecided}`, {
      id: newIdSql(now),
      memberId: sql`m.id`,
    }),
    insertIf(
      db,
      outbox,
      sent,
      sql`from ${concerned(became)} m
        join messages t on t.member_id = m.id and t.conversation = ${conversation}
        where t.seen_at is null and m.email_verified and not m.is_unmailed and ${isDecided}`,
      { id: newIdSql(now), subject: sql`m.id`, detail: sql`json_object('message', t.id)` },
    ),
  ]
}
