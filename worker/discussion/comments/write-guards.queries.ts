import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Db } from '../../env'
import { guests } from '../../accounts/members/table'
import { type Comment, comments } from './table'

/** Within this time the same text by the same person in the same place is one comment. */
export const DUPLICATE_WINDOW_MS = 10 * 60 * 1000
const HOUR_MS = 60 * 60 * 1000

/** The author of a new comment: a member, by their session, or a guest. */
export interface Writer {
  /** The member's id; `undefined` for a guest. */
  member?: string | undefined
  /** The guest named by the hub's cookie. */
  visitor?: string | undefined
  email: string
  /** The keyed hash of the email address, by which emails to it are counted. */
  recipient: string
  /** The keyed hash of the network address of the request. */
  address: string
  /** Hosts can write in a locked conversation. */
  isHost?: boolean
}

/** The text of a comment, where and when. */
export type CommentContent = Pick<
  Comment,
  'conversation' | 'parentId' | 'body' | 'writtenAt' | 'formKey'
>

const duplicates = alias(comments, 'twin')
const authors = alias(guests, 'author')

const isBy = ({ member, visitor, email, address }: Writer) => {
  if (member) return eq(duplicates.memberId, member)
  return visitor
    ? eq(duplicates.guestId, visitor)
    : and(eq(duplicates.address, address), eq(authors.email, email))
}

/**
 * The same form sent again, from any network; or the same text, by the same author, in the same place,
 * within `DUPLICATE_WINDOW_MS`. Without a session or a cookie the author is the email together with
 * the network address: anybody can repeat a public text and must not become its author by that.
 *
 * @returns `guestId` only for its author: readers of one cached page have the same form
 */
export const findDuplicate = (db: Db, writer: Writer, content: CommentContent) =>
  db
    .select({
      id: duplicates.id,
      guestId: sql<string | null>`case when ${isBy(writer)} then ${duplicates.guestId} end`,
      heldFor: duplicates.heldFor,
    })
    .from(duplicates)
    .leftJoin(authors, eq(authors.id, duplicates.guestId))
    .where(
      and(
        or(
          and(
            isBy(writer),
            gt(duplicates.writtenAt, new Date(content.writtenAt.getTime() - DUPLICATE_WINDOW_MS)),
            eq(duplicates.conversation, content.conversation),
            sql`${duplicates.parentId} is ${content.parentId}`,
            eq(duplicates.body, content.body),
          ),
          content.formKey ? eq(duplicates.formKey, content.formKey) : undefined,
        ),
        sql`${duplicates.state} <> 'removed'`,
      ),
    )
    .limit(1)

/**
 * SQL: how many comments the writer wrote within the hour. For an unconfirmed guest, all comments
 * from the same network address count: a guest's cookie is easily deleted.
 */
export const recentCount = (
  { member, visitor = '', address }: Writer,
  isConfirmed: boolean,
  now: Date,
): SQL => {
  const own = member ? eq(comments.memberId, member) : eq(comments.guestId, visitor)
  const counted = member || isConfirmed ? own : or(own, eq(comments.address, address))
  const since = new Date(now.getTime() - HOUR_MS)
  return sql`(select count(*) from ${comments} where ${and(counted, gt(comments.writtenAt, since))})`
}

/**
 * How many comments the writer wrote within the hour, as a confirmed guest or a member (`own`) and as
 * anyone else (`all`): to refuse one too many before it is rendered and judged.
 */
export const findRecentCounts = (db: Db, writer: Writer, now: Date) =>
  db
    .select({
      own: recentCount(writer, true, now).mapWith(Number),
      all: recentCount(writer, false, now).mapWith(Number),
    })
    .from(sql`(select 1)`)

/** SQL: the writer is not silenced at this moment. */
export const mayWrite = ({ member }: Writer, now: Date): SQL =>
  member
    ? sql`not exists (select 1 from members s
        where s.id = ${member} and s.silenced_until > ${now.getTime()})`
    : sql`true`
