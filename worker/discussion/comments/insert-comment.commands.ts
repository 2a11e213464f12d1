import { and, eq, type SQL, sql } from 'drizzle-orm'
import { countComments, ensureConversation } from '../conversations/commands'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { addGuest } from '../../accounts/members/commands'
import type { Guest } from '../../accounts/members/table'
import { followAsGuest } from '../follows/commands'
import { addToOutbox } from '../../notifications/commands'
import { insertMentions } from './mention.commands'
import { MAX_DEPTH } from './rules'
import type { Signature } from './signature.rules'
import { type Comment, comments } from './table'
import {
  type CommentContent,
  findDuplicate,
  mayWrite,
  recentCount,
  type Writer,
} from './write-guards.queries'

/** The result of the checks that ran when a comment was written. */
export type Assessment = Pick<
  Comment,
  'heldFor' | 'restsUntil' | 'tone' | 'asks' | 'digest' | 'spam'
>

/** A comment before it has a place in its thread. */
export interface UnplacedComment
  extends
    CommentContent,
    Signature,
    Assessment,
    Pick<Comment, 'id' | 'html' | 'renderer' | 'address'> {
  /** The guest who writes it, under the name they now give. */
  guest?: Guest | undefined
  /** The ids of the members it mentions. */
  mentioned?: readonly string[]
  /** Whether the guest follows the conversation. */
  isFollowing?: boolean
}

/** A reply is placed below its parent, wherever that is at this moment. */
const placeBelow = (id: string) => ({
  root: sql`p.root`,
  path: sql`case when p.depth < ${MAX_DEPTH} then p.path
    else substr(p.path, 1, length(p.path) - 37) end || ${`/${id}`}`,
  depth: sql`min(p.depth + 1, ${MAX_DEPTH})`,
  sunk: sql`p.sunk`,
})

/** Only hosts can write in a locked conversation. */
const isOpen = ({ conversation }: CommentContent, { isHost = false }: Writer): SQL =>
  isHost
    ? sql`true`
    : sql`not exists (select 1 from conversations v
        where v.id = ${conversation}
          and (v.locked_at is not null or v.duplicate_of is not null))`

/** The parent is public. Authors see their faded comment as published, and can reply to it. */
const isAnswerableBy = ({ member, visitor = '' }: Writer): SQL =>
  sql`p.opens = 0 and (p.state = 'published' or (p.state = 'faded'
    and (p.member_id = ${member ?? ''} or p.guest_id = ${visitor})))`

const insertRow = (
  db: Db,
  { guest, mentioned: _mentioned, isFollowing: _isFollowing, ...comment }: UnplacedComment,
  writer: Writer,
  isAllowed: SQL,
) => {
  const { id, parentId, heldFor } = comment
  const row = {
    ...comment,
    guestId: guest?.id ?? null,
    root: id,
    path: id,
    depth: 0,
    state: heldFor ? ('held' as const) : ('published' as const),
    shown: !heldFor,
  }
  if (!parentId) return insertIf(db, comments, row, sql`where ${isAllowed}`)
  const parent = sql`from ${comments} p
    where p.id = ${parentId} and ${isAnswerableBy(writer)} and ${isAllowed}`
  return insertIf(db, comments, row, parent, placeBelow(id))
}

/** The conversation and the parent count the comment, if it was inserted and is not held. */
const countInserted = (db: Db, { id, parentId, heldFor }: UnplacedComment, isInserted: SQL) => {
  const step = heldFor ? 0 : 1
  return [
    countComments(
      db,
      sql`(select c.conversation from ${comments} c where c.id = ${id})`,
      sql`${step}`,
    ),
    db
      .update(comments)
      .set({ replies: sql`${comments.replies} + ${step}` })
      .where(and(eq(comments.id, parentId ?? ''), isInserted)),
  ]
}

/**
 * Inserts the comment with its counts, mentions and outbox row, in one batch (D1's transaction). The
 * statement repeats the checks: no duplicate, a public parent, an unlocked conversation, a writer
 * who is not silenced, and fewer than `perHour` comments.
 *
 * @returns the inserted comment, or its duplicate; `undefined` when a check failed
 */
export const insertComment = async (
  db: Db,
  comment: UnplacedComment,
  writer: Writer,
  perHour: number,
) => {
  const { id, conversation, heldFor, writtenAt, guest, mentioned = [] } = comment
  const following = guest &&
    comment.isFollowing && { guestId: guest.id, conversation, now: writtenAt }
  const duplicate = findDuplicate(db, writer, comment)
  const isAllowed = sql`not exists ${duplicate} and ${isOpen(comment, writer)}
    and ${mayWrite(writer, writtenAt)}
    and ${recentCount(writer, Boolean(guest?.confirmedAt), writtenAt)} < ${perHour}`
  const isInserted = sql`exists (select 1 from ${comments} where ${eq(comments.id, id)})`
  const results: unknown[] = await db.batch([
    ensureConversation(db, conversation),
    ...(guest ? [addGuest(db, guest, isAllowed)] : []),
    insertRow(db, comment, writer, isAllowed),
    ...countInserted(db, comment, isInserted),
    addToOutbox(
      db,
      { event: 'guest.confirmation', subject: id, recipient: writer.recipient, now: writtenAt },
      heldFor === 'unconfirmed' ? isInserted : sql`false`,
    ),
    ...insertMentions(db, { id, mentioned, now: writtenAt }),
    ...(following ? [followAsGuest(db, following, isInserted)] : []),
    duplicate,
  ])
  return (results.at(-1) as Awaited<typeof duplicate>).at(0)
}
