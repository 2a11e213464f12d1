import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Level } from '../../../site/contract/permissions'
import type { Db } from '../../env'
import { changedCounts, countsWithout } from '../../lib/json-counter'
import { countLinks } from '../../markdown/markdown'
import { deleteMentions, insertMentions } from './mention.commands'
import {
  erasedColumns,
  type StateChange,
  changeState,
  type Statement,
} from './state-change.commands'
import { type Comment, comments, removals } from './table'

/*
 * State changes that no host decides: by the author, by readers' reports or by time. The decisions
 * of hosts are in `decisions/`, with a row in the audit log.
 */

/**
 * Makes a state change; false if the comment was in a state that does not allow it.
 *
 * @param following statements that run after it, in the same batch
 */
const apply = async (db: Db, move: StateChange, following: Statement[] = []): Promise<boolean> => {
  const [first, ...rest]: Statement[] = changeState(db, move)
  const done: unknown[] = await db.batch([first!, ...rest, ...following])
  return (done[rest.length] as unknown[]).length > 0
}

/** Publishes a comment that was held until its guest confirmed their email. */
export const confirmComment = (db: Db, id: string, now: Date): Promise<boolean> =>
  apply(db, { id, from: ['held'], to: 'published', now })

/** Deletes a comment for its author, text included, for good. Its replies keep their place. */
export const withdrawComment = (db: Db, id: string, now: Date): Promise<boolean> =>
  apply(db, { id, from: ['held', 'published', 'faded'], to: 'removed', now })

/** Holds a comment that regulars reported, in the batch of the report that reached the limit. */
export const holdReportedComment = (db: Db, id: string, now: Date, isDecided: SQL): Statement[] =>
  changeState(db, {
    id,
    from: ['published'],
    to: 'held',
    changes: { heldFor: 'reported' },
    now,
    isDecided,
  })

/**
 * Saves an author's edit, with the result of the checks that a new comment passes.
 *
 * @param mentioned the ids of the members that the new text mentions
 */
export const reviseComment = (
  db: Db,
  { id, state }: Comment,
  words: Pick<Comment, 'body' | 'html' | 'renderer' | 'heldFor'> &
    Partial<Pick<Comment, 'digest' | 'spam' | 'tone' | 'asks'>>,
  now: Date,
  mentioned: readonly string[] = [],
): Promise<boolean> => {
  const judged = words.heldFor ? 'held' : 'published'
  const to = state === 'faded' ? 'faded' : judged
  const heldFor = to === 'held' ? words.heldFor : null
  const move: StateChange = {
    id,
    from: [state],
    to,
    changes: { ...words, heldFor, revisedAt: now },
    now,
  }
  // After the change: mentions in a held comment notify only once it is published.
  const isMade = sql`c.body = ${words.body} and c.state = ${to}`
  return apply(db, move, [
    deleteMentions(db, id, mentioned),
    ...insertMentions(db, { id, mentioned, now }, isMade),
  ])
}

/**
 * Erases the text of up to 500 comments whose removal can no longer be undone; replies keep their
 * place.
 *
 * @param before erases what was removed until then
 */
export const eraseExpiredRemovals = async (db: Db, before: Date): Promise<void> => {
  const expired = sql`(select comment from removals where removed_at <= ${before.getTime()}
    order by removed_at, rowid limit 500)`
  await db.batch([
    db
      .update(comments)
      .set(erasedColumns)
      .where(sql`${comments.id} in ${expired}`),
    db.delete(removals).where(sql`${removals.comment} in ${expired}`),
  ])
}

/**
 * Publishes the comments that were held only until their guest confirmed their email, and returns
 * them, oldest first. Those with more links than the level allows, or of a level whose comments are
 * always held, go on waiting for a host.
 */
export const publishUnconfirmedOf = async (
  db: Db,
  guestId: string,
  may: Pick<Level['may'], 'comment' | 'links'>,
  now: Date,
) => {
  const mine = and(
    eq(comments.guestId, guestId),
    // The `+`: by the guest's index, not through all that is held.
    sql`+${comments.state} = 'held'`,
    eq(comments.heldFor, 'unconfirmed'),
  )
  const held = await db.select().from(comments).where(mine).orderBy(comments.id)
  const isAtOnce = may.comment === 'at-once'
  const ready = held.filter(({ html }) => isAtOnce && countLinks(html) <= may.links)
  for (const { id } of ready) await confirmComment(db, id, now)
  await db
    .update(comments)
    .set({ heldFor: isAtOnce ? 'links' : 'all' })
    .where(mine)
  return ready
}

/** Counts a reaction to a comment, in the batch that adds or removes it. */
export const countCommentReaction = (db: Db, id: string, emoji: string, change: SQL) =>
  db
    .update(comments)
    .set({
      reactions: changedCounts(comments.reactions, emoji, change),
      appreciation: sql`${comments.appreciation} + ${change}`,
    })
    .where(eq(comments.id, id))

/** Subtracts reactions from the counts of comments, before the batch deletes them; erased comments have none. */
export const uncountCommentReactions = (db: Db, which: SQL) => {
  const going = sql`from reactions where ${which}`
  return db
    .update(comments)
    .set({
      reactions: countsWithout(comments.reactions, comments.id, which),
      appreciation: sql`${comments.appreciation}
        - (select count(*) ${going} and reactions.subject = ${comments.id})`,
    })
    .where(
      sql`${comments.id} in (select reactions.subject ${going}) and (${comments.state} <> 'removed'
        or ${comments.id} in (select ${removals.comment} from ${removals}))`,
    )
}
