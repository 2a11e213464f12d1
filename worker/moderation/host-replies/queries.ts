import { and, asc, eq, sql } from 'drizzle-orm'
import { ancestorIdsOf, type Comment, comments } from '../../discussion/comments/table'
import { conversations } from '../../discussion/conversations/table'
import type { Db } from '../../env'
import { members } from '../../accounts/members/table'
import { MAX_SAVED_REPLIES } from './rules'
import { remarks, savedReplies } from './table'

const isDelayed = sql`${comments.state} = 'held' and ${comments.heldFor} = 'resting'`

/** A delayed reply with its parent and remarks; `undefined` if there is none with this id. */
export const findDelayedReply = async (db: Db, id: string) => {
  const [[found], foundRemarks] = await db.batch([
    db
      .select({
        reply: comments,
        role: sql<string | null>`${members.role}`.as('author_role'),
        bannedUntil: sql<number | null>`${members.bannedUntil}`.as('author_banned'),
        lockedAt: sql<number | null>`${conversations.lockedAt}`.as('locked'),
      })
      .from(comments)
      .leftJoin(members, eq(members.id, comments.memberId))
      .leftJoin(conversations, eq(conversations.id, comments.conversation))
      .where(and(eq(comments.id, id), isDelayed))
      .limit(1),
    db
      .select({
        id: remarks.id,
        body: remarks.body,
        at: remarks.at,
        by: remarks.by,
        name: sql<string | null>`${members.name}`.as('by_name'),
      })
      .from(remarks)
      .leftJoin(members, eq(members.id, remarks.by))
      .where(eq(remarks.comment, id))
      .orderBy(asc(remarks.id))
      .limit(100),
  ])
  if (!found) return undefined
  const [parent] = await db
    .select()
    .from(comments)
    .where(eq(comments.id, found.reply.parentId ?? ''))
    .limit(1)
  return { ...found, parent, remarks: foundRemarks }
}

export type DelayedReply = NonNullable<Awaited<ReturnType<typeof findDelayedReply>>>

/** The most ancestors shown above a comment: a long argument is not shown from its start. */
const MAX_ANCESTORS = 6

/** The published and faded ancestors of a comment, oldest first. */
export const listAncestors = (db: Db, id: string): Promise<Comment[]> =>
  db
    .select()
    .from(comments)
    .where(
      sql`${comments.state} in ('published', 'faded') and ${comments.id} in ${ancestorIdsOf(id, MAX_ANCESTORS)}`,
    )
    .orderBy(asc(comments.id))

/** The saved replies, by title. */
export const listSavedReplies = (db: Db) =>
  db
    .select()
    .from(savedReplies)
    .orderBy(sql`lower(${savedReplies.title})`, asc(savedReplies.id))
    .limit(MAX_SAVED_REPLIES)

export const findSavedReply = async (db: Db, id: string) =>
  (await db.select().from(savedReplies).where(eq(savedReplies.id, id)).limit(1)).at(0)
