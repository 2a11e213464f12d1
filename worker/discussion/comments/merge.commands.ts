import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import type { Statement } from './state-change.commands'
import { comments } from './table'

/*
 * How what was said in a topic goes to another conversation: what opened it is a comment there like
 * others, and all that was said about it stands below. So it can be told apart, and brought back.
 */

/** What is merged: a topic, what opens it, and where all of it goes. */
export interface TopicMerge {
  topic: string
  opening: string
  into: string
}

/** Characters of an id in a path, with what follows it. */
const STEP = 37

/** Brings the comments of a topic below what opened it, in the conversation they go to. */
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
      // What had sunk as a thread sinks as a reply.
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

/** Brings them back: whoever answered the opening meanwhile began a thread of its own by that. */
export const moveCommentsBack = (
  db: Db,
  { topic, opening }: TopicMerge,
  isDecided: SQL,
): Statement[] => {
  const below = sql`substr(${comments.path}, ${STEP + 1})`
  const isSunken = sql`${below} like '~%'`
  const path = sql`iif(${isSunken}, substr(${below}, 2), ${below})`
  return [
    // Counted where it was shown, before it is anywhere else.
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

/** What was reacted to a topic is to be seen on the comment that it is now, and the other way round. */
export const setReactionCounts = (db: Db, opening: string, tally: SQL, isDecided: SQL) =>
  db
    .update(comments)
    .set({
      reactions: tally,
      appreciation: sql`coalesce((select sum(value) from json_each(${tally})), 0)`,
    })
    .where(and(eq(comments.id, opening), isDecided))
