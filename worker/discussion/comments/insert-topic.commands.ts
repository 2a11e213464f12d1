import { and, eq, gt, sql } from 'drizzle-orm'
import { insertTopicRow, type NewTopic } from '../conversations/start.commands'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import type { Assessment } from './insert-comment.commands'
import { insertMentions } from './mention.commands'
import type { Signature } from './signature.rules'
import { type Comment, comments } from './table'
import { DUPLICATE_WINDOW_MS, mayWrite, recentCount, type Writer } from './write-guards.queries'

/** The opening comment of a new topic. */
export interface NewOpening
  extends
    Signature,
    Assessment,
    Pick<Comment, 'id' | 'conversation' | 'body' | 'html' | 'renderer' | 'address' | 'writtenAt'> {
  /** The ids of the members it mentions. */
  mentioned: readonly string[]
}

/** The topic that the same member started with the same text within `DUPLICATE_WINDOW_MS`. */
export const findDuplicateTopic = (
  db: Db,
  memberId: string,
  { title, body, at }: { title: string; body: string; at: Date },
) =>
  db
    .select({
      id: conversations.id,
      slug: conversations.slug,
      opening: conversations.opening,
      heldFor: comments.heldFor,
    })
    .from(comments)
    .innerJoin(conversations, eq(conversations.opening, comments.id))
    .where(
      and(
        eq(comments.memberId, memberId),
        gt(comments.writtenAt, new Date(at.getTime() - DUPLICATE_WINDOW_MS)),
        eq(comments.opens, true),
        eq(comments.body, body),
        eq(conversations.title, title),
        sql`${comments.state} <> 'removed'`,
      ),
    )
    .limit(1)

/**
 * Inserts a topic with its opening, in one batch (D1's transaction). The statement repeats the
 * checks: no duplicate, an author who is not silenced, and fewer than `perHour` comments.
 *
 * @returns the inserted topic, or its duplicate; `undefined` when a check failed
 */
export const insertTopic = async (
  db: Db,
  topic: NewTopic & { title: string },
  { mentioned, ...opening }: NewOpening,
  writer: Writer & { member: string },
  perHour: number,
) => {
  const { id, body, heldFor, writtenAt } = opening
  const duplicate = findDuplicateTopic(db, writer.member, {
    title: topic.title,
    body,
    at: writtenAt,
  })
  const isAllowed = sql`not exists ${duplicate} and ${mayWrite(writer, writtenAt)}
    and ${recentCount(writer, true, writtenAt)} < ${perHour}`
  const row = {
    ...opening,
    opens: true,
    root: id,
    path: id,
    depth: 0,
    state: heldFor ? ('held' as const) : ('published' as const),
    shown: false,
  }
  const isInserted = sql`where exists (select 1 from ${conversations}
    where ${conversations.id} = ${topic.id})`
  const results = await db.batch([
    insertTopicRow(db, topic, isAllowed),
    insertIf(db, comments, row, isInserted),
    duplicate,
    ...insertMentions(db, { id, mentioned, now: writtenAt }),
  ] as const)
  return results[2].at(0)
}
