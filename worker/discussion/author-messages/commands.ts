import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Comment } from '../comments/table'
import type { Db } from '../../env'
import { newId } from '../../lib/id'
import { insertIf } from '../../lib/insert'
import { addToOutbox } from '../../notifications/commands'
import { type Message, messages } from '../../notifications/table'

/** A host's message to the author of a comment. */
export interface AuthorMessage extends Pick<Message, 'by'> {
  kind: Exclude<Message['kind'], 'idea'>

  comment: Pick<Comment, 'id' | 'memberId' | 'guestId'>
  /** The id of the house rule it is about. */
  rule?: string | null | undefined
  /** In the host's words. */
  body?: string | undefined
  now: Date
}

/** SQL: the author of a comment can get messages: a member, or a guest with a confirmed address. */
export const isReachable = ({ memberId, guestId }: AuthorMessage['comment']): SQL => {
  if (memberId) return sql`exists (select 1 from members r where r.id = ${memberId})`
  return guestId ? isConfirmedGuest(guestId) : sql`false`
}

/** Anybody can type an email address, so only confirmed guests get messages. */
const isConfirmedGuest = (guestId: string): SQL =>
  sql`exists (select 1 from guests g where g.id = ${guestId} and g.confirmed_at is not null)`

/**
 * Sends the author of a comment a message about a decision: to a member's own page, and by email to
 * a verified address. Unconfirmed guests get nothing.
 *
 * @returns statements for the batch of the decision; they take effect only if `isDecided` holds
 */
export const createAuthorMessage = (
  db: Db,
  { kind, comment, rule = null, body = '', by, now }: AuthorMessage,
  isDecided: SQL,
): BatchItem<'sqlite'>[] => {
  const { memberId, guestId } = comment
  if (!memberId && !guestId) return []
  const id = newId(now)
  const recipient = memberId ? { memberId } : { guestId }
  const isSent = memberId ? isDecided : sql`${isDecided} and ${isConfirmedGuest(guestId!)}`
  return [
    insertIf(
      db,
      messages,
      { id, ...recipient, kind, comment: comment.id, rule, body, by, at: now },
      sql`where ${isSent}`,
    ),
    addToOutbox(
      db,
      { event: 'host.message', subject: comment.id, detail: { message: id }, now },
      sql`exists (select 1 from messages m where m.id = ${id})`,
    ),
  ]
}

/** Deletes a message to the author of a comment unless it was dismissed. */
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

/**
 * Dismisses a message; no row is returned if it is another member's. The time of the first dismissal
 * is not changed.
 */
export const dismissMessage = (db: Db, memberId: string, id: string, now: Date) =>
  db
    .update(messages)
    .set({ seenAt: sql`coalesce(${messages.seenAt}, ${now.getTime()})` })
    .where(and(eq(messages.id, id), eq(messages.memberId, memberId)))
    .returning({ id: messages.id })
