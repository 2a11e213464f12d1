import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import type { Statement } from './state-change.commands'
import { comments } from './table'

/*
 * Moves the comments of a merged topic: its opening becomes an ordinary comment of the target, and
 * all its comments replies below that. So they can be found again when the merge is undone.
 */

/** A topic, its opening, and the conversation that it is merged into. */
export interface TopicMerge {
  topic: string
  opening: string
  into: string
}

/** Characters of an id and its separator in a path. */
const STEP = 37

/** Moves the comments of a topic below its opening, in the target. */
export const moveComments = (
  db: Db,
  { topic, opening, into }: TopicMerge,
  isDecided: SQL,
): Statement[] => [
  db
    .update(comments)
    .set({
      conversation: into,
      parentId: sql`coalesce(${comments.parentId}, ${opening})`,
      root: opening,
      // A faded thread becomes a faded reply.
      path: sql`${`${opening}/`} || iif(${comments.sunk}, '~', '') || ${comments.path}`,
      depth: sql`${comments.depth} + 1`,
      sunk: sql`(select o.state = 'faded' from comments o where o.id = ${opening})`,
    })
    .where(and(eq(comments.conversation, topic), eq(comments.opens, false), isDecided)),
  db
    .update(comments)
    .set({
      conversation: into,
      opens: false,
      shown: true,
      sunk: sql`${comments.state} = 'faded'`,
      replies: sql`(select count(*) from comments c where c.parent_id = ${opening} and c.shown = 1)`,
    })
    .where(and(eq(comments.id, opening), isDecided)),
]

/** Moves them back; replies to the opening since the merge become threads of the topic. */
export const moveCommentsBack = (
  db: Db,
  { topic, opening }: TopicMerge,
  isDecided: SQL,
): Statement[] => {
  const below = sql`substr(${comments.path}, ${STEP + 1})`
  const isSunken = sql`${below} like '~%'`
  const path = sql`iif(${isSunken}, substr(${below}, 2), ${below})`
  return [
    // First, so that the triggers count it where it was shown.
    db
      .update(comments)
      .set({ shown: false })
      .where(and(eq(comments.id, opening), isDecided)),
    db
      .update(comments)
      .set({
        conversation: topic,
        parentId: sql`nullif(${comments.parentId}, ${opening})`,
        root: sql`substr(${path}, 1, ${STEP - 1})`,
        path,
        depth: sql`${comments.depth} - 1`,
        sunk: isSunken,
      })
      .where(and(sql`${comments.root} = ${opening} and ${comments.id} <> ${opening}`, isDecided)),
    db
      .update(comments)
      .set({ conversation: topic, opens: true, sunk: false, replies: 0 })
      .where(and(eq(comments.id, opening), isDecided)),
  ]
}

/** Sets the reaction counts of the opening: a merged topic's reactions are shown on it. */
export const setReactionCounts = (db: Db, opening: string, tally: SQL, isDecided: SQL) =>
  db
    .update(comments)
    .set({
      reactions: tally,
      appreciation: sql`coalesce((select sum(value) from json_each(${tally})), 0)`,
    })
    .where(and(eq(comments.id, opening), isDecided))
