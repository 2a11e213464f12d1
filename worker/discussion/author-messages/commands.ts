import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Comment } from '../comments/table'
import type { Db } from '../../env'
import { newId } from '../../lib/id'
import { insertIf } from '../../lib/insert'
import { addToOutbox } from '../../notifications/queries'
import { type Message, messages } from '../../notifications/table'

/** What a host tells somebody about a comment of theirs. */
export interface AuthorMessage extends Pick<Message, 'by'> {
  kind: Exclude<Message['kind'], 'idea'>

  comment: Pick<Comment, 'id' | 'memberId' | 'guestId'>
  /** The id of the house rule it is about. */
  rule?: string | null | undefined
  /** In the host's words. */
  body?: string | undefined
  now: Date
}

/** Whether there is somebody to tell of a comment at this moment. */
export const isReachable = ({ memberId, guestId }: AuthorMessage['comment']): SQL => {
  if (memberId) return sql`exists (select 1 from members r where r.id = ${memberId})`
  return guestId ? isConfirmedGuest(guestId) : sql`false`
}

/** A guest is told only where they have shown that the address is theirs. */
const isConfirmedGuest = (guestId: string): SQL =>
  sql`exists (select 1 from guests g where g.id = ${guestId} and g.confirmed_at is not null)`

/**
 * Tells somebody what was decided about a comment of theirs: a member on their own page, and whoever
 * has an address that is theirs for certain by letter. Nobody else is told anything.
 *
 * @returns statements for the batch of the decision, carried out only if `isDecided` holds there
 */
export const createAuthorMessage = (
  db: Db,
  { kind, comment, rule = null, body = '', by, now }: AuthorMessage,
  isDecided: SQL,
): BatchItem<'sqlite'>[] => {
  const { memberId, guestId } = comment
  if (!memberId && !guestId) return []
  const id = newId(now)
  const whom = memberId ? { memberId } : { guestId }
  const isTold = memberId ? isDecided : sql`${isDecided} and ${isConfirmedGuest(guestId!)}`
  return [
    insertIf(
      db,
      messages,
      { id, ...whom, kind, comment: comment.id, rule, body, by, at: now },
      sql`where ${isTold}`,
    ),
    addToOutbox(
      db,
      { event: 'host.message', subject: comment.id, detail: { message: id }, now },
      sql`exists (select 1 from messages m where m.id = ${id})`,
    ),
  ]
}

/** Takes back what somebody was told about a comment, while they have not put it away. */
export const withdrawAuthorMessage = (
  db: Db,
  commentId: string,
  kind: Message['kind'],
  isDecided: SQL,
) => [
  db.delete(messages).where(
    sql`${messages.comment} = ${commentId} and ${messages.kind} = ${kind}
        and ${messages.seenAt} is null and ${isDecided}`,
  ),
]

/** Dismisses a member's own message; no row for another member's. Keeps the time of the first dismissal. */
export const dismissMessage = (db: Db, memberId: string, id: string, now: Date) =>
  db
    .update(messages)
    .set({ seenAt: sql`coalesce(${messages.seenAt}, ${now.getTime()})` })
    .where(and(eq(messages.id, id), eq(messages.memberId, memberId)))
    .returning({ id: messages.id })
