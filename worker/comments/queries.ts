import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import { conversations } from '../conversations/table'
import type { Db } from '../env'
import { changeTally } from '../kit/tally'
import { guests } from '../members/table'
import { outgoing } from '../notices/queries'
import { countLinks } from '../text/markdown'
import { type Comment, comments, type NewComment } from './table'

/** Within this time the same words by the same person in the same place are one comment. */
const SAME = 10 * 60 * 1000
const HOUR = 60 * 60 * 1000

export const findComment = async (db: Db, id: string): Promise<Comment | undefined> =>
  (await db.select().from(comments).where(eq(comments.id, id)).limit(1)).at(0)

/** A page of a conversation, oldest first: up to `limit` comments that everybody may see. */
export const listComments = (db: Db, conversation: string, limit: number) =>
  db
    .select()
    .from(comments)
    .where(and(eq(comments.conversation, conversation), eq(comments.shown, true)))
    .orderBy(comments.sunk, comments.root, comments.path)
    .limit(limit)

/** What the visitor alone sees: their own comments that wait for a host or a confirmation. */
export const listOwnHeld = (db: Db, conversation: string, visitor: string) =>
  db
    .select()
    .from(comments)
    .where(
      and(
        eq(comments.guestId, visitor),
        eq(comments.conversation, conversation),
        eq(comments.state, 'held'),
      ),
    )
    .limit(50)

export interface Writer {
  /** The person, by the hub's cookie. */
  visitor: string | undefined
  email: string
  address: string
}

/** The same words, by the same person, in the same place, a moment ago. */
export const findTwin = async (
  db: Db,
  { visitor, email, address }: Writer,
  {
    conversation,
    parentId,
    body,
    writtenAt,
  }: Pick<Comment, 'conversation' | 'parentId' | 'body' | 'writtenAt'>,
) => {
  const person = visitor
    ? eq(comments.guestId, visitor)
    : and(eq(comments.address, address), eq(guests.email, email))
  const [twin] = await db
    .select({ id: comments.id, guestId: comments.guestId })
    .from(comments)
    .innerJoin(guests, eq(guests.id, comments.guestId))
    .where(
      and(
        or(person),
        gt(comments.writtenAt, new Date(writtenAt.getTime() - SAME)),
        eq(comments.conversation, conversation),
        sql`${comments.parentId} is ${parentId}`,
        eq(comments.body, body),
        sql`${comments.state} != 'removed'`,
      ),
    )
    .limit(1)
  return twin
}

/** How many comments were taken from this address or person within the hour. */
export const countRecent = async (
  db: Db,
  { visitor, address }: Writer,
  now: Date,
): Promise<number> => {
  const since = new Date(now.getTime() - HOUR)
  const mine = visitor ? eq(comments.guestId, visitor) : eq(comments.address, address)
  return db.$count(comments, and(mine, gt(comments.writtenAt, since)))
}

/** Saves the comment and what it changes elsewhere together: on D1 a batch is the transaction. */
export const addComment = async (db: Db, comment: NewComment) => {
  const isPublished = comment.state === 'published'
  const counted = {
    comments: sql`${conversations.comments} + ${isPublished ? 1 : 0}`,
    ...(isPublished && { lastCommentAt: comment.writtenAt }),
  }
  await db.batch([
    db.insert(conversations).values({ id: comment.conversation }).onConflictDoNothing(),
    db.insert(comments).values(comment),
    db.update(conversations).set(counted).where(eq(conversations.id, comment.conversation)),
    db
      .update(comments)
      .set({ replies: sql`${comments.replies} + ${isPublished ? 1 : 0}` })
      .where(eq(comments.id, comment.parentId ?? '')),
    ...(comment.heldFor === 'unconfirmed'
      ? [outgoing(db, 'guest.confirmation', comment.id, comment.writtenAt)]
      : []),
  ])
}

/** Counts a reaction to a comment, in the batch that gives it or takes it back. */
export const countCommentReaction = (db: Db, id: string, emoji: string, change: SQL) =>
  db
    .update(comments)
    .set({
      reactions: changeTally(comments.reactions, emoji, change),
      appreciation: sql`${comments.appreciation} + ${change}`,
    })
    .where(eq(comments.id, id))

/** Lets a held comment appear. */
export const approveComment = (db: Db, { id, conversation, parentId }: Comment, now: Date) =>
  db.batch([
    db
      .update(comments)
      .set({ state: 'published', shown: true, heldFor: null })
      .where(and(eq(comments.id, id), eq(comments.state, 'held'))),
    db
      .update(conversations)
      .set({ comments: sql`${conversations.comments} + 1`, lastCommentAt: now })
      .where(eq(conversations.id, conversation)),
    db
      .update(comments)
      .set({ replies: sql`${comments.replies} + 1` })
      .where(eq(comments.id, parentId ?? '')),
  ])

/**
 * Lets appear what waited only for its guest to be confirmed, and gives it back, oldest first. What
 * has more links than `links` goes on waiting, for a host.
 */
export const approveHeldOf = async (db: Db, guestId: string, links: number, now: Date) => {
  const mine = and(eq(comments.guestId, guestId), eq(comments.heldFor, 'unconfirmed'))
  const held = await db.select().from(comments).where(mine).orderBy(comments.id)
  const ready = held.filter(({ html }) => countLinks(html) <= links)
  for (const comment of ready) await approveComment(db, comment, now)
  await db.update(comments).set({ heldFor: 'links' }).where(mine)
  return ready
}
