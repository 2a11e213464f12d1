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
 * What happens to a comment that no host decides: its author, readers or time do it. What hosts
 * decide is on record, and in the room of the desk.
 */

/**
 * Whether the change was made; it is not where the comment was in no state for it.
 *
 * @param following what is to be done in the same batch, after it
 */
const make = async (db: Db, move: StateChange, following: Statement[] = []): Promise<boolean> => {
  const [first, ...rest]: Statement[] = changeState(db, move)
  const done: unknown[] = await db.batch([first!, ...rest, ...following])
  return (done[rest.length] as unknown[]).length > 0
}

/** Lets a comment appear that waited for its guest to be confirmed. */
export const confirmComment = (db: Db, id: string, now: Date): Promise<boolean> =>
  make(db, { id, from: ['held'], to: 'published', now })

/**
 * Takes a comment away as its author wishes, its words too: they are nowhere any more. What answers
 * it keeps its place.
 */
export const withdrawComment = (db: Db, id: string, now: Date): Promise<boolean> =>
  make(db, { id, from: ['held', 'published', 'faded'], to: 'removed', now })

/** Keeps back what regulars reported, in the batch that counts the report which was one too many. */
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
 * A comment in its author's new words, which are judged as a new comment's are.
 *
 * @param mentioned the ids of the members whom they name
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
  // After the change: who is named in what is held by now hears of it only when it is published.
  const isMade = sql`c.body = ${words.body} and c.state = ${to}`
  return make(db, move, [
    deleteMentions(db, id, mentioned),
    ...insertMentions(db, { id, mentioned, now }, isMade),
  ])
}

/**
 * Lets go of the words that no host brought back in time; what answered them keeps its place.
 *
 * @param before removed until then
 */
export const eraseExpiredRemovals = async (db: Db, before: Date): Promise<void> => {
  const isOver = sql`${removals.removedAt} <= ${before.getTime()}`
  await db.batch([
    db
      .update(comments)
      .set(erasedColumns)
      .where(sql`${comments.id} in (select ${removals.comment} from ${removals} where ${isOver})`),
    db.delete(removals).where(isOver),
  ])
}

/**
 * Lets appear what waited only for its guest to be confirmed, and gives it back, oldest first. What
 * has more links than their level may, or what that level has held in any case, waits for a host.
 */
export const publishUnconfirmedOf = async (
  db: Db,
  guestId: string,
  may: Pick<Level['may'], 'comment' | 'links'>,
  now: Date,
) => {
  const mine = and(
    eq(comments.guestId, guestId),
    eq(comments.state, 'held'),
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

/** Counts a reaction to a comment, in the batch that gives it or takes it back. */
export const countCommentReaction = (db: Db, id: string, emoji: string, change: SQL) =>
  db
    .update(comments)
    .set({
      reactions: changedCounts(comments.reactions, emoji, change),
      appreciation: sql`${comments.appreciation} + ${change}`,
    })
    .where(eq(comments.id, id))

/** Counts no longer the reactions to comments that are about to be taken back; an erased one has none. */
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
