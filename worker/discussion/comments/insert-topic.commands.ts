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

/** What opens a topic, before it has a place. */
export interface NewOpening
  extends
    Signature,
    Assessment,
    Pick<Comment, 'id' | 'conversation' | 'body' | 'html' | 'renderer' | 'address' | 'writtenAt'> {
  /** The ids of the members whom it names. */
  mentioned: readonly string[]
}

/** The topic that the same member started with the same words a moment ago. */
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
 * Saves a topic with what opens it: on D1 a batch is the transaction. It goes in only if the same
 * was not started a moment ago, nobody keeps its author from writing, and `perHour` is not reached,
 * all at this very moment.
 *
 * @returns the topic that now stands for these words: this one, its twin, or none
 */
export const insertTopic = async (
  db: Db,
  topic: NewTopic & { title: string },
  { mentioned, ...opening }: NewOpening,
  writer: Writer & { member: string },
  perHour: number,
) => {
  const { id, body, heldFor, writtenAt } = opening
  const twin = findDuplicateTopic(db, writer.member, { title: topic.title, body, at: writtenAt })
  const isTaken = sql`not exists ${twin} and ${mayWrite(writer, writtenAt)}
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
  const isIn = sql`where exists (select 1 from ${conversations}
    where ${conversations.id} = ${topic.id})`
  const done = await db.batch([
    insertTopicRow(db, topic, isTaken),
    insertIf(db, comments, row, isIn),
    twin,
    ...insertMentions(db, { id, mentioned, now: writtenAt }),
  ] as const)
  return done[2].at(0)
}
